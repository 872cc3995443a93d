package io.alphaflow.history.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LogExportIT {

  private static final String BTC = "sim:BTC/USD";
  private static final String ETH = "sim:ETH/USD";
  private static final long TIME = 1_385_337_600_000_000L;

  @TempDir static Path shared;
  private static KafkaBroker broker;
  private static KafkaOptions kafka;

  @TempDir Path folder;

  private static Trade trade(String instrument, long id) {
    return new Trade(
        instrument,
        id,
        Fixed8.parse("800.01"),
        Fixed8.ONE / 2,
        id % 2 == 0,
        TIME + id * 1_000_000,
        7);
  }

  private static Bar bar(long sequence) {
    long open = TIME + sequence * 60_000_000;
    return new Bar(
        BTC,
        "1m",
        sequence,
        open,
        open + 60_000_000,
        Fixed8.parse("1.5"),
        Fixed8.of(2),
        Fixed8.of(1),
        Fixed8.parse("1.25"),
        Fixed8.ONE,
        1,
        3,
        0,
        9);
  }

  private static <T> void write(
      KafkaProducer<byte[], byte[]> out, Topic<T> topic, List<T> records) {
    for (T record : records) {
      out.send(
          new ProducerRecord<>(
              topic.name(),
              0,
              topic.key().apply(record).getBytes(StandardCharsets.UTF_8),
              topic.codec().encode(record)));
    }
  }

  @BeforeAll
  static void fill() throws IOException {
    broker = KafkaBroker.start(shared.resolve("kafka"), 0);
    kafka = new KafkaOptions(broker.bootstrapServers(), "", 1, 2, new Properties());
    Map<String, Integer> topics = new HashMap<>();
    Topics.ALL.forEach(t -> topics.put(t.name(), 2));
    broker.createTopics(topics);
    Properties p = new Properties();
    p.put("bootstrap.servers", broker.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> out =
        new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer())) {
      write(
          out,
          Topics.TRADES,
          List.of(
              trade(BTC, 1),
              trade(ETH, 1),
              trade(BTC, 2),
              trade(BTC, 1),
              new Heartbeat(0, TIME, List.of(ETH)),
              new Gap(BTC, 3, 4, "NOT_AT_VENUE", "gone, \"all\"", 0, 8),
              trade(BTC, 5),
              trade(BTC, 2)));
      out.send(new ProducerRecord<>(Topics.TRADES.name(), 0, null, new byte[] {'{'}));
      write(out, Topics.BARS, List.of(bar(1), bar(2), bar(2), bar(3)));
      write(
          out,
          Topics.JOURNAL,
          List.of(
              new Mark(BTC, 1, Fixed8.parse("800.5"), 1, TIME),
              new ClockTick("sim", 1, TIME + 1),
              new BreakerTrip(
                  Level.account("main"),
                  "velocity",
                  1,
                  TIME + 2,
                  StopKind.HALTED,
                  0,
                  false,
                  "20 orders")));
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static String csv(String what, ExportOptions options) throws IOException {
    StringWriter out = new StringWriter();
    LogExport.run(kafka, what, options, new Output(Output.Format.CSV, Optional.empty(), out));
    return out.toString().replace("\r\n", "\n");
  }

  @Test
  void tradesStandOnceAndInOrder() throws Exception {
    StringWriter out = new StringWriter();
    ExportSummary done =
        LogExport.run(
            kafka,
            "trades",
            ExportOptions.ALL,
            new Output(Output.Format.CSV, Optional.empty(), out));
    assertThat(done).isEqualTo(new ExportSummary(4, 2, 1));
    assertThat(out.toString().replace("\r\n", "\n"))
        .isEqualTo(
            """
            instrument,tradeId,price,quantity,buyerIsMaker,exchangeTime,ingestTime
            sim:BTC/USD,1,800.01,0.5,false,2013-11-25T00:00:01Z,1970-01-01T00:00:00.000007Z
            sim:ETH/USD,1,800.01,0.5,false,2013-11-25T00:00:01Z,1970-01-01T00:00:00.000007Z
            sim:BTC/USD,2,800.01,0.5,true,2013-11-25T00:00:02Z,1970-01-01T00:00:00.000007Z
            sim:BTC/USD,5,800.01,0.5,false,2013-11-25T00:00:05Z,1970-01-01T00:00:00.000007Z
            """);
  }

  @Test
  void symbolAndTimeChooseRows() throws Exception {
    assertThat(
            csv(
                "trades",
                new ExportOptions(Optional.of("ETH/USD"), Long.MIN_VALUE, Long.MAX_VALUE)))
        .hasLineCount(2);
    assertThat(
            csv(
                "trades",
                new ExportOptions(Optional.of("x:ETH/USD"), Long.MIN_VALUE, Long.MAX_VALUE)))
        .hasLineCount(1);
    assertThat(
            csv("trades", new ExportOptions(Optional.of(BTC), TIME + 2_000_000, TIME + 5_000_000)))
        .hasLineCount(2)
        .contains(",2,800.01");
    assertThat(csv("gaps", ExportOptions.ALL))
        .contains("sim:BTC/USD,3,4,NOT_AT_VENUE,\"gone, \"\"all\"\"\"");
  }

  @Test
  void aLogOfSeveralTypesHasTheColumnsOfAll() throws Exception {
    String journal = csv("journal", ExportOptions.ALL);
    assertThat(journal.lines().findFirst().orElseThrow())
        .startsWith("type,")
        .contains("price", "evidence", "venue");
    assertThat(journal).hasLineCount(4).contains("800.5").contains("20 orders");
    assertThat(csv("market.trades", ExportOptions.ALL))
        .contains("heartbeat")
        .contains("[\"\"sim:ETH/USD\"\"]");
  }

  @Test
  void saysWhichLogsThereAre() {
    assertThatThrownBy(() -> csv("tardes", ExportOptions.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dead-letters");
    for (String name : LogExport.names()) {
      assertThat(LogTable.named(name)).as(name).isPresent();
    }
    assertThatThrownBy(
            () -> new Output(Output.Format.PARQUET, Optional.empty(), new StringWriter()))
        .hasMessageContaining("--out FILE");
  }

  /** Read by DuckDB, which shares no code with what wrote it. */
  @Test
  void anotherProgramReadsTheParquetFileWithItsTypes() throws Exception {
    Path file = folder.resolve("bars.parquet");
    LogExport.run(
        kafka,
        "bars",
        ExportOptions.ALL,
        new Output(Output.Format.PARQUET, Optional.of(file), new StringWriter()));
    assertThat(Files.size(file)).isPositive();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement ask = duck.createStatement()) {
      assertThat(
              all(
                  ask,
                  "SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM '"
                      + file
                      + "')"))
          .containsExactly(
              "instrument VARCHAR",
              "interval VARCHAR",
              "sequence BIGINT",
              "openTime TIMESTAMP WITH TIME ZONE",
              "closeTime TIMESTAMP WITH TIME ZONE",
              "open DECIMAL(38,8)",
              "high DECIMAL(38,8)",
              "low DECIMAL(38,8)",
              "close DECIMAL(38,8)",
              "volume DECIMAL(38,8)",
              "quoteVolume DECIMAL(38,8)",
              "trades BIGINT",
              "takerBuyVolume DECIMAL(38,8)",
              "closedBy BIGINT");
      assertThat(
              all(
                  ask,
                  "SELECT sequence || ' ' || epoch_us(openTime) || ' ' || open || ' ' || quoteVolume"
                      + " FROM '"
                      + file
                      + "' ORDER BY sequence"))
          .containsExactly(
              "1 1385337660000000 1.50000000 0.00000001",
              "2 1385337720000000 1.50000000 0.00000001",
              "3 1385337780000000 1.50000000 0.00000001");
    }
    Path journal = folder.resolve("journal.parquet");
    LogExport.run(
        kafka,
        "journal",
        ExportOptions.ALL,
        new Output(Output.Format.PARQUET, Optional.of(journal), new StringWriter()));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement ask = duck.createStatement()) {
      assertThat(all(ask, "SELECT price FROM '" + journal + "' WHERE type = 'mark'"))
          .containsExactly("800.50000000");
      assertThat(all(ask, "SELECT count(*) FROM '" + journal + "' WHERE price IS NULL"))
          .containsExactly("2");
    }
  }

  private static List<String> all(Statement ask, String sql) throws Exception {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = ask.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
