package io.alphaflow.cli.demo;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.TradeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The trades that the demo plays.
 *
 * @param recording the trades
 * @param source where they come from, for people
 */
public record DemoData(Recording recording, String source) {

  private static final String RECORDED = "bitstamp_trades_from_20131125_usd.csv";

  static DemoData load(DemoOptions options) throws IOException {
    String symbol = venueSymbol(options.symbol());
    if (options.data().isPresent()) {
      return new DemoData(
          TradeFile.read(options.data().get(), symbol), options.data().get().toString());
    }
    try (InputStream in = DemoData.class.getResourceAsStream("/" + RECORDED)) {
      if (in == null) {
        throw new IOException(
            RECORDED + " is not on the class path: build again, or name a file with --data");
      }
      return new DemoData(
          TradeFile.read(in, RECORDED, symbol), "Bitstamp, from org.ta4j:ta4j-examples");
    }
  }

  /** Writes the recorded trades that come with the product to a file. */
  public static void copyRecorded(Path file) throws IOException {
    try (InputStream in = DemoData.class.getResourceAsStream("/" + RECORDED)) {
      if (in == null) {
        throw new IOException(RECORDED + " is not on the class path: build again");
      }
      Files.createDirectories(file.getParent());
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The venue's own spelling. */
  static String venueSymbol(InstrumentId symbol) {
    return symbol.base() + symbol.quote();
  }

  long fromMicros() {
    return recording.timeMicros(1);
  }

  long toMicros() {
    return recording.timeMicros(recording.size());
  }

  double spanSeconds() {
    return (toMicros() - fromMicros()) / 1e6;
  }

  String description() {
    return String.format(
        Locale.ROOT,
        "%,d trades of %s, %s to %s UTC (%s)",
        recording.size(),
        recording.symbol(),
        second(fromMicros()),
        second(toMicros()),
        source);
  }

  private static String second(long micros) {
    String text =
        Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS).toString();
    return text.replace('T', ' ').replace("Z", "");
  }
}
