package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

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
 * @param level what is stopped or restricted, {@link Level#key}; empty when nothing is
 * @param correlation what it belongs to: the entry of a log as {@code topic/partition/offset}, or a
 *     client order id; empty when the id says all
 * @param numbers what was measured, by name, in a defined order
 */
public record Alert(
    String source,
    String id,
    Severity severity,
    String code,
    String account,
    String instrument,
    long time,
    String message,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String level,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String correlation,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> numbers) {

  /** What a record lacks is empty. */
  public Alert {
    level = level == null ? "" : level;
    correlation = correlation == null ? "" : correlation;
    numbers =
        numbers == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
  }

  /** An alert that is told by its sentence. */
  public Alert(
      String source,
      String id,
      Severity severity,
      String code,
      String account,
      String instrument,
      long time,
      String message) {
    this(source, id, severity, code, account, instrument, time, message, "", "", null);
  }

  /** The same about a level, with what it belongs to and what was measured. */
  public Alert about(Level newLevel, String newCorrelation, Map<String, String> newNumbers) {
    return new Alert(
        source,
        id,
        severity,
        code,
        account,
        instrument,
        time,
        message,
        newLevel.key(),
        newCorrelation,
        newNumbers);
  }

  /** The same with what it belongs to. */
  public Alert of(String newCorrelation) {
    return new Alert(
        source,
        id,
        severity,
        code,
        account,
        instrument,
        time,
        message,
        level,
        newCorrelation,
        numbers);
  }
}
