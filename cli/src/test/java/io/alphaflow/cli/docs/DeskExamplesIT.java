package io.alphaflow.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.history.ImportCommand;
import io.alphaflow.cli.rerun.RecordedDesk;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples in the docs that read a desk's logs or its database run on what a demo leaves: in
 * its folder, at the times of its recording.
 */
@Timeout(180)
class DeskExamplesIT {

  private static final long LATENCY = 30 * RecordedDesk.SECOND;
  private static final String HOME = "alphaflow.home";

  @TempDir static Path work;
  private static String home;
  private static KafkaBroker broker;
  private static LocalDatabase database;
  private static ExampleFolder files;

  @BeforeAll
  static void leaveADesk() throws Exception {
    home = System.getProperty(HOME);
    System.setProperty(HOME, work.resolve("home").toString());
    DeskFolder demo = DeskFolder.demo();
    Files.createDirectories(demo.secrets());
    broker = KafkaBroker.start(demo.kafka(), 0);
    database =
        LocalDatabase.start(
            DatabaseOptions.in(demo.database()).withPreference(Preference.EMBEDDED));
    Files.writeString(demo.databasePassword(), database.password());
    ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password());
    Files.writeString(demo.configFile(), configuration(demo));
    Map<String, Integer> topics = new TreeMap<>(Map.of("market.bars", 2, "pnl", 2));
    RecordedDesk.TOPICS.forEach(topic -> topics.put(topic.name(), 2));
    broker.createTopics(topics);
    RecordedDesk.run(
            DeskConfig.load(demo.configFile()),
            LATENCY,
            3_000,
            11,
            Micros.parse("2013-11-25T12:00:00Z"),
            120)
        .write();

    files = new ExampleFolder(Files.createDirectories(work.resolve("work")));
    files.klines(1);
    Files.writeString(files.path().resolve("tighter.yaml"), yaml("docs/verify.md"));
    Files.createDirectories(files.path().resolve("build/next-version"));
    for (String symbol : List.of("BTC/USD", "ETH/USD")) {
      Path bars = files.path().resolve("BTCUSDT-1m-2024-01.zip");
      CommandRun imported =
          CommandRun.of(
              new ImportCommand(), bars.toString(), "--instrument", "sim:" + symbol, "--json");
      assertThat(imported.code()).as(imported.text()).isZero();
    }
  }

  /** Two strategies of the names that the examples use. */
  private static String configuration(DeskFolder demo) {
    return RecordedDesk.yaml(broker.bootstrapServers(), "", RecordedDesk.wide(), 3)
        .replace("slow: 8", "slow: 30")
        .replace(
            "risk:\n",
            """
              - id: reversion
                type: rsi-reversion
                account: main
                symbols: [BTC/USD]
                params: {period: 14, oversold: 35, overbought: 65, sizing: base-quantity, size: "0.5"}
            database: {jdbcUrl: "%s", user: "%s", password: "${file:%s}"}
            risk:
            """
                .formatted(database.jdbcUrl(), database.user(), demo.databasePassword()));
  }

  /** The configuration that a page shows. */
  private static String yaml(String page) throws IOException {
    return Files.readAllLines(Path.of("..", page)).stream()
        .dropWhile(line -> !line.equals("```yaml"))
        .skip(1)
        .takeWhile(line -> !line.equals("```"))
        .collect(Collectors.joining("\n"));
  }

  @AfterAll
  static void stop() {
    if (home == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, home);
    }
    database.close();
    broker.close();
  }

  private static boolean isHere(DocExample example) {
    return !DocExamplesTest.isOfFiles(example) && Elsewhere.of(example).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> runs() throws IOException {
    List<DocExample> examples = DocExample.all().stream().filter(DeskExamplesIT::isHere).toList();
    assertThat(examples).hasSizeGreaterThan(15);
    // The pages repeat some.
    Set<List<String>> known = new HashSet<>();
    return examples.stream()
        .filter(example -> known.add(example.words()))
        .map(example -> DynamicTest.dynamicTest(example.toString(), () -> check(example)));
  }

  private static void check(DocExample example) throws IOException {
    CommandRun run = files.run(example);
    assertThat(run.code()).as("%s%n%s", example, run.text()).isZero();
    assertThat(run.text()).isNotBlank();
  }
}
