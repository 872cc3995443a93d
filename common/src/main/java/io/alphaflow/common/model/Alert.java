package io.alphaflow.common.model;

/**
 * Something that a person should know.
 *
 * @param source the job that raised it
 * @param id identity within the source, derived from the input that caused it
 * @param severity how urgent
 * @param code for example {@code JOURNAL_GAP}
 * @param account concerned, or empty
 * @param instrument concerned, or empty
 * @param time logical or venue time of the cause, epoch microseconds UTC; 0 when unknown
 * @param message what happened, in a sentence
 */
public record Alert(
    String source,
    String id,
    Severity severity,
    String code,
    String account,
    String instrument,
    long time,
    String message) {}
