package io.alphaflow.bench;

import com.sun.management.OperatingSystemMXBean;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.history.FileSummary;
import io.alphaflow.history.HistoryImport;
import io.alphaflow.history.ImportProgress;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.format.ReadOptions;
import io.alphaflow.history.kafka.KafkaImport;
import io.alphaflow.history.plan.Plan;
import io.alphaflow.history.plan.PlanOptions;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.EntryReader;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.runtime.KafkaBroker;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Import of one-minute bars, as Binance's archive has them, from a file to Kafka. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "File of 1m klines → checked bars → Kafka, in rows per second; broker in the same process")
final class ImportBench implements Callable<Integer> {

  private static final long FIRST_MINUTE = 1_514_764_800_000L;
  private static final InstrumentId INSTRUMENT = InstrumentId.parse("binance:BTC/USDT");

  @Option(
      names = "--rows",
      defaultValue = "2000000",
      description = "Rows of the file; four years have two million (default: ${DEFAULT-VALUE})")
  int rows;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Runs; the first warms up (default: ${DEFAULT-VALUE})")
  int runs;

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("import-bench");
    Path csv = work.resolve("BTCUSDT-1m.csv");
    Path zip = work.resolve("BTCUSDT-1m.zip");
    write(csv, zip);
    System.out.printf(
        Locale.ROOT,
        "%n| file | run | rows | seconds | rows/s | CPU s |%n|---|---|---|---|---|---|%n");
    for (int run = 1; run <= runs; run++) {
      parse(csv, run);
    }
    try (KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"), 0)) {
      for (Path file : List.of(csv, zip)) {
        for (int run = 1; run <= runs; run++) {
          importInto(broker, file, run);
        }
      }
    }
    return 0;
  }

  private void write(Path csv, Path zip) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(csv))) {
      for (int i = 0; i < rows; i++) {
        long time = FIRST_MINUTE + i * 60_000L;
        long cents = 4_000_000 + (i * 37L) % 100_000;
        long volume = 1_000_000 + (i * 7_919L) % 900_000_000;
        out.printf(
            "%d,%s,%s,%s,%s,%s,%d,%s,%d,%s,%s,0%n",
            time,
            price(cents),
            price(cents + 1_234),
            price(cents - 987),
            price(cents + 55),
            volume(volume),
            time + 59_999,
            volume(volume * 41_000),
            200 + i % 3_000,
            volume(volume / 2),
            volume(volume / 2 * 41_000));
      }
    }
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
      out.putNextEntry(new ZipEntry(csv.getFileName().toString()));
      Files.copy(csv, out);
      out.closeEntry();
    }
  }

  private static String price(long cents) {
    return "%d.%02d000000".formatted(cents / 100, cents % 100);
  }

  private static String volume(long units) {
    return "%d.%08d".formatted(units / 100_000_000, units % 100_000_000);
  }

  private PlannedFile plan(Path file, Rejects rejects) throws IOException {
    PlanOptions options =
        new PlanOptions(
            ReadOptions.detect(Long.MAX_VALUE),
            Optional.of(INSTRUMENT),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Plan.of(List.of(file), options, rejects).get(0);
  }

  private interface Work {
    long run() throws IOException;
  }

  private static void measure(String what, int run, Work work) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long began = System.nanoTime();
    long done = work.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %,d | %.2f | %,.0f | %.1f |%n",
        what,
        run == 1 ? "1 (warm-up)" : Integer.toString(run),
        done,
        seconds,
        done / seconds,
        (system.getProcessCpuTime() - cpu) / 1e9);
  }

  /** What reading and checking alone costs. */
  private void parse(Path file, int run) throws IOException {
    try (Rejects rejects = new Rejects(file.resolveSibling("report.csv"), false)) {
      PlannedFile planned = plan(file, rejects);
      measure(
          "csv, no Kafka",
          run,
          () ->
              new EntryReader(planned.entry(), planned.format(), rejects)
                  .bars(
                      new ReadCount(),
                      INSTRUMENT.toString(),
                      planned.interval().orElseThrow(),
                      (bar, row, line) -> {})
                  .rows());
    }
  }

  /** The whole import, looking at the file and its hash included, into a topic of its own. */
  private void importInto(KafkaBroker broker, Path file, int run) throws IOException {
    String prefix = file.getFileName() + "-" + run + ".";
    KafkaOptions kafka =
        new KafkaOptions(broker.bootstrapServers(), prefix, 1, 2, new Properties());
    broker.createTopics(Map.of(kafka.topic(Topics.BARS), 2));
    try (Rejects rejects = new Rejects(file.resolveSibling("report.csv"), false);
        KafkaImport target = KafkaImport.open(kafka)) {
      measure(
          file.toString().endsWith(".zip") ? "zip → Kafka" : "csv → Kafka",
          run,
          () -> {
            List<PlannedFile> files = List.of(plan(file, rejects));
            List<FileSummary> done =
                new HistoryImport(List.of(target), rejects, new Silent()).run(files);
            if (done.get(0).written() != rows) {
              throw new IOException(
                  "expected " + rows + " bars, wrote " + done + " " + rejects.counts());
            }
            return rows;
          });
    }
  }

  private static final class Silent implements ImportProgress {
    @Override
    public void begin(PlannedFile file) {}

    @Override
    public void advance(long rows, long bytes) {}

    @Override
    public void end(FileSummary file) {}
  }
}
