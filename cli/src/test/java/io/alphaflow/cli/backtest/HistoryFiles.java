package io.alphaflow.cli.backtest;

import io.alphaflow.history.FileSummary;
import io.alphaflow.history.HistoryImport;
import io.alphaflow.history.ImportProgress;
import io.alphaflow.history.database.DatabaseImport;
import io.alphaflow.history.format.ReadOptions;
import io.alphaflow.history.plan.Plan;
import io.alphaflow.history.plan.PlanOptions;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Made-up trades and bars of two symbols, in files as Binance names and writes them. */
final class HistoryFiles {

  /** Epoch milliseconds. */
  static final long START = 1_704_067_200_000L;

  private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");

  private HistoryFiles() {}

  private interface Row {
    String of(int number, String price, Random random);
  }

  private static List<Path> write(Path folder, String name, int rows, Row row) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String symbol : SYMBOLS) {
      Random random = new Random(symbol.hashCode());
      StringBuilder text = new StringBuilder();
      long cents = 10_000;
      for (int i = 1; i <= rows; i++) {
        cents = Math.max(500, cents + random.nextInt(41) - 20);
        String price = cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100;
        text.append(row.of(i, price, random)).append('\n');
      }
      files.add(Files.writeString(folder.resolve(symbol + name), text));
    }
    return files;
  }

  static List<Path> trades(Path folder, int rows) throws IOException {
    return write(
        folder,
        "-trades-2024-01.csv",
        rows,
        (i, price, random) ->
            "%d,%s,0.%d,1,%d,%s,True"
                .formatted(
                    i,
                    price,
                    1 + random.nextInt(9),
                    START + i * 6_000L,
                    i % 2 == 0 ? "True" : "False"));
  }

  static List<Path> bars(Path folder, int rows) throws IOException {
    return write(
        folder,
        "-1m-2024-01.csv",
        rows,
        (i, price, random) ->
            "%d,%s,%s,%s,%s,7.5,%d,1,1,1,1,0"
                .formatted(
                    START + i * 60_000L, price, price, price, price, START + i * 60_000L + 59_999));
  }

  static List<PlannedFile> plan(List<Path> files, Rejects rejects) throws IOException {
    return Plan.of(
        files,
        new PlanOptions(
            ReadOptions.detect(Long.MAX_VALUE),
            Optional.empty(),
            Optional.of("sim"),
            Optional.empty(),
            Optional.empty()),
        rejects);
  }

  static void store(List<PlannedFile> files, LocalDatabase database) throws Exception {
    try (DatabaseImport target =
            DatabaseImport.open(database.jdbcUrl(), database.user(), database.password());
        Rejects rejects = Rejects.none()) {
      new HistoryImport(List.of(target), rejects, new Quiet()).run(files);
    }
  }

  private static final class Quiet implements ImportProgress {
    @Override
    public void begin(PlannedFile file) {}

    @Override
    public void advance(long rows, long bytes) {}

    @Override
    public void end(FileSummary file) {}
  }
}
