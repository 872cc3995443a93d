package io.alphaflow.cli.risk;

/**
 * Something that was looked at.
 *
 * @param what is looked at
 * @param good whether it is as it must be
 * @param found in a few words
 */
public record Finding(String what, boolean good, String found) {}
