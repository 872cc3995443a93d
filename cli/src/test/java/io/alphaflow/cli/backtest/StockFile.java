package io.alphaflow.cli.backtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;

/** Daily bars of a stock: the open is the close of the day before, the price swings. */
public final class StockFile {

  private StockFile() {}

  /** Writes them as {@code ACME.csv}. */
  public static Path write(Path folder, int days) throws IOException {
    StringBuilder csv = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
    double before = 100;
    LocalDate day = LocalDate.of(2020, 1, 1);
    for (int i = 0; i < days; i++) {
      double close = 100 + 20 * Math.sin(i / 10.0) + i * 0.05;
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%.2f,%.2f,%.2f,%.2f,1000000%n",
              day.plusDays(i),
              before,
              Math.max(before, close) + 1,
              Math.min(before, close) - 1,
              close));
      before = Double.parseDouble(String.format(Locale.ROOT, "%.2f", close));
    }
    return Files.writeString(folder.resolve("ACME.csv"), csv);
  }
}
