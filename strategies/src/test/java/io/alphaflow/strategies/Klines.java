package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.money.Fixed8;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** One-minute klines of 2018-04-05 and 06, at the place of their minute. */
final class Klines {

  private static final long BEGIN = Instant.parse("2018-04-05T00:00:00Z").toEpochMilli();
  private static final int MINUTES = 2 * 24 * 60;

  private Klines() {}

  /** Empty where there was no trade. */
  static List<Optional<Bar>> read(Path file, String instrument) throws IOException {
    List<Optional<Bar>> bars = new ArrayList<>(Collections.nCopies(MINUTES, Optional.empty()));
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",");
        long millis = Long.parseLong(cells[0]);
        if (millis >= BEGIN) {
          bars.set((int) ((millis - BEGIN) / 60_000), Optional.of(bar(instrument, millis, cells)));
        }
      }
    }
    return bars;
  }

  private static Bar bar(String instrument, long millis, String[] cells) {
    return new Bar(
        instrument,
        "1m",
        millis / 60_000,
        millis * 1_000,
        (millis + 60_000) * 1_000,
        Fixed8.parse(cells[1]),
        Fixed8.parse(cells[2]),
        Fixed8.parse(cells[3]),
        Fixed8.parse(cells[4]),
        Fixed8.parse(cells[5]),
        0,
        0,
        0,
        0);
  }
}
