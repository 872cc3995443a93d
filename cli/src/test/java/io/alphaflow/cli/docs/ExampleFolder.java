package io.alphaflow.cli.docs;

import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.Main;
import io.alphaflow.cli.backtest.CaptureFile;
import io.alphaflow.cli.backtest.StockFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The folder in which a reader tries the examples: files under the names that they use. */
final class ExampleFolder {

  /** Options that name what the command makes. */
  private static final Set<String> OUTPUTS = Set.of("--out");

  private final Path folder;

  ExampleFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  /**
   * Minutes of the first months of 2024, as Binance's public archive has them; four hours of each
   * day, which is enough to see and quicker.
   */
  void klines(int months) throws IOException {
    Random random = new Random(2024);
    long cents = 4_200_000;
    for (int month = 1; month <= months; month++) {
      YearMonth of = YearMonth.of(2024, month);
      String name = "BTCUSDT-1m-" + of;
      long begin = of.atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000;
      StringBuilder csv = new StringBuilder();
      for (int minute = 0; minute < of.lengthOfMonth() * 1_440; minute++) {
        if (minute % 1_440 >= 240) {
          continue;
        }
        long open = cents;
        cents = Math.max(100_000, cents + Math.round(random.nextGaussian() * 2_000));
        long time = begin + minute * 60_000L;
        csv.append(time).append(',').append(price(open));
        csv.append(',').append(price(Math.max(open, cents) + random.nextInt(500)));
        csv.append(',').append(price(Math.min(open, cents) - random.nextInt(500)));
        csv.append(',').append(price(cents)).append(",12.5,");
        csv.append(time + 59_999).append(",525000,100,6,252000,0\n");
      }
      try (ZipOutputStream zip =
          new ZipOutputStream(Files.newOutputStream(folder.resolve(name + ".zip")))) {
        zip.putNextEntry(new ZipEntry(name + ".csv"));
        zip.write(csv.toString().getBytes(StandardCharsets.US_ASCII));
        zip.closeEntry();
      }
    }
  }

  private static String price(long cents) {
    return cents / 100 + (cents % 100 < 10 ? ".0" : ".") + cents % 100;
  }

  /** Daily bars of a stock. */
  void stock(String name) throws IOException {
    Files.move(StockFile.write(folder, 300), folder.resolve(name));
  }

  /** Trades of two days as Bitstamp's: seconds, price, amount. */
  void trades(String name) throws IOException {
    Random random = new Random(7);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      long cents = 80_000;
      for (int i = 0; i < 10_000; i++) {
        cents = Math.max(1_000, cents + random.nextInt(101) - 50);
        String line = "%d,%s,0.%d%n".formatted(1_385_337_600 + i * 17L, price(cents), 1 + i % 9);
        out.write(line.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /** Ten minutes of trades and updates of the book, as {@code alphaflow record} has them. */
  void capture(String name) throws IOException {
    CaptureFile market = new CaptureFile("BTCUSDT", "");
    for (int second = 0; second < 600; second++) {
      market.trade(second, second % 40 < 20 ? "799.00" : "801.00");
      market.update(second, "[\"798.50\",\"%d\"]".formatted(1 + second % 3), "");
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    market.write(file);
  }

  /** Runs an example there, in this process, as {@code alphaflow} runs it. */
  CommandRun run(DocExample example) throws IOException {
    List<String> arguments = new ArrayList<>();
    String before = "";
    for (String word : example.words()) {
      arguments.addAll(OUTPUTS.contains(before) ? List.of(there(word)) : expanded(word));
      before = word;
    }
    return CommandRun.of(new Main(), arguments.toArray(String[]::new));
  }

  private String there(String name) {
    return folder.resolve(name).toString();
  }

  /** A process has one working folder, so names of files are turned into paths to this one. */
  private List<String> expanded(String word) throws IOException {
    if (word.matches("(captures/)?[-\\w]+\\*[-\\w.]+")) {
      Path pattern = folder.resolve(word);
      Set<String> files = new TreeSet<>();
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(pattern.getParent(), pattern.getFileName().toString())) {
        found.forEach(file -> files.add(file.toString()));
      }
      return List.copyOf(files);
    }
    boolean isFile = word.matches("[-\\w./]+") && Files.exists(folder.resolve(word));
    return List.of(isFile ? there(word) : word);
  }
}
