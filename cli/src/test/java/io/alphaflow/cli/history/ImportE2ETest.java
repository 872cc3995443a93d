package io.alphaflow.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.history.kafka.LogReading;
import io.alphaflow.runtime.KafkaBroker;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The import as a process of its own, killed in the middle. */
@Timeout(300)
class ImportE2ETest {

  private static final int ROWS = 1_200_000;
  private static final long START_MS = 1_514_764_800_000L;

  @TempDir Path folder;
  private KafkaBroker broker;
  private Process process;

  @BeforeEach
  void start() throws Exception {
    broker = KafkaBroker.start(folder.resolve("kafka"), 0);
    broker.createTopics(Map.of(Topics.BARS.name(), 1));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
    broker.close();
  }

  private Process run(Path out, Path file) throws Exception {
    Path home = Files.createDirectories(folder.resolve("home/tmp")).getParent();
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + home.resolve("tmp"),
                "-Dalphaflow.home=" + home,
                "-Dalphaflow.log=" + home.resolve("alphaflow.log"),
                "-cp",
                Path.of("target", "lib").toAbsolutePath() + "/*",
                "io.alphaflow.cli.Main",
                "import",
                "--json",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--venue",
                "binance",
                "--report",
                folder.resolve("bad.csv").toString(),
                file.toString())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    return process;
  }

  private Path klines() throws Exception {
    Path file = folder.resolve("BTCUSDT-1m-2018.csv");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      for (int i = 0; i < ROWS; i++) {
        long time = START_MS + i * 60_000L;
        out.println(time + ",100,101,99,100.5,7," + (time + 59_999) + ",700,9,3,300,0");
      }
    }
    return file;
  }

  private List<Long> sequences() throws Exception {
    RecordCodec<Bar> codec = Topics.BARS.codec();
    List<Long> sequences = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        LogReading.consumer(broker.bootstrapServers(), new Properties())) {
      LogReading.toEnd(
          consumer,
          new TopicPartition(Topics.BARS.name(), 0),
          0,
          in -> {
            try {
              sequences.add(codec.decode(in.value()).sequence());
            } catch (io.alphaflow.common.json.CodecException e) {
              throw new java.io.IOException(e);
            }
          });
    }
    return sequences;
  }

  @Test
  void anImportThatWasKilledGoesOnAndEveryBarIsThereOnce() throws Exception {
    Path file = klines();
    run(folder.resolve("first.txt"), file);
    List<Long> partly = sequences();
    while (partly.isEmpty() && process.isAlive()) {
      Thread.sleep(50);
      partly = sequences();
    }
    assertThat(process.isAlive()).as("still importing when it is killed").isTrue();
    process.destroyForcibly().waitFor();
    partly = sequences();
    assertThat(partly).hasSizeBetween(1, ROWS - 1);

    Path second = folder.resolve("second.txt");
    assertThat(run(second, file).waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err.txt"))).isZero();
    assertThat(Files.readString(second)).contains("\"written\":" + (ROWS - partly.size()));

    List<Long> all = sequences();
    assertThat(all).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(all.get(i)).isEqualTo(START_MS / 60_000 + i);
    }
    Path third = folder.resolve("third.txt");
    assertThat(run(third, file).waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(third)).contains("\"written\":0").contains("\"rows\":0");
  }
}
