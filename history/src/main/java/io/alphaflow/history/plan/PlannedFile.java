package io.alphaflow.history.plan;

import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.file.DataEntry;
import io.alphaflow.history.format.FileFormat;
import java.util.Optional;

/**
 * A text to read and what it is.
 *
 * @param entry the text
 * @param format its format
 * @param instrument what it is of
 * @param interval of its bars; empty for trades
 * @param firstTime of its first good row, epoch microseconds UTC
 * @param hash SHA-256 of the whole file, hexadecimal
 * @param bytes size of the file, divided by the number of texts in it
 */
public record PlannedFile(
    DataEntry entry,
    FileFormat format,
    InstrumentId instrument,
    Optional<BarSpec> interval,
    long firstTime,
    String hash,
    long bytes) {

  /** What it is, for people. */
  public String description() {
    return "%s %s%s: %s"
        .formatted(
            instrument,
            interval.map(i -> "bars of " + i).orElse("trades"),
            "",
            format.description());
  }
}
