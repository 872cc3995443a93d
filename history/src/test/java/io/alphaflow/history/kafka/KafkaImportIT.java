package io.alphaflow.history.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.history.FileImport;
import io.alphaflow.history.FileSummary;
import io.alphaflow.history.HistoryImport;
import io.alphaflow.history.ImportProgress;
import io.alphaflow.history.ImportTarget;
import io.alphaflow.history.Samples;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KafkaImportIT {

  private static final AtomicInteger TEST = new AtomicInteger();
  private static final int PARTITION = Partitions.of(Samples.BTCUSDT.toString(), 2);

  @TempDir static Path shared;
  private static KafkaBroker broker;

  @TempDir Path folder;
  private KafkaOptions kafka;
  private final Map<Fault, Long> faults = new java.util.EnumMap<>(Fault.class);

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBroker.start(shared.resolve("kafka"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void topics() {
    kafka =
        new KafkaOptions(
            broker.bootstrapServers(), "t" + TEST.incrementAndGet() + ".", 1, 2, new Properties());
    broker.createTopics(Map.of(kafka.topic(Topics.BARS), 2, kafka.topic(Topics.TRADES), 2));
  }

  private static final class Quiet implements ImportProgress {
    @Override
    public void begin(PlannedFile file) {}

    @Override
    public void advance(long rows, long bytes) {}

    @Override
    public void end(FileSummary file) {}
  }

  private FileSummary importOf(Path file) throws IOException {
    return importAll(file).get(0);
  }

  private List<FileSummary> importAll(Path... files) throws IOException {
    faults.clear();
    try (Rejects rejects = new Rejects(folder.resolve("report.csv"), false);
        KafkaImport target = KafkaImport.open(kafka, 100)) {
      List<FileSummary> done =
          new HistoryImport(List.of(target), rejects, new Quiet())
              .run(Samples.plan(rejects, files));
      faults.putAll(rejects.counts());
      return done;
    }
  }

  private <T> List<T> log(Topic<T> topic) throws IOException {
    RecordCodec<T> codec = topic.codec();
    List<T> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        LogReading.consumer(kafka.bootstrapServers(), new Properties())) {
      for (int partition = 0; partition < 2; partition++) {
        int p = partition;
        LogReading.toEnd(
            consumer,
            new TopicPartition(kafka.topic(topic), partition),
            0,
            in -> {
              assertThat(p).isEqualTo(PARTITION);
              assertThat(new String(in.key(), StandardCharsets.UTF_8))
                  .isEqualTo(Samples.BTCUSDT.toString());
              try {
                records.add(codec.decode(in.value()));
              } catch (io.alphaflow.common.json.CodecException e) {
                throw new IOException(e);
              }
            });
      }
    }
    return records;
  }

  private List<Long> minutes() throws IOException {
    return log(Topics.BARS).stream()
        .map(bar -> (bar.openTime() / 1_000 - Samples.START_MS) / 60_000)
        .toList();
  }

  private void write(Topic<?> topic, byte[]... values) {
    Properties p = new Properties();
    p.put("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] key = Samples.BTCUSDT.toString().getBytes(StandardCharsets.UTF_8);
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(kafka.topic(topic), PARTITION, key, value));
      }
    }
  }

  private static List<Long> range(int from, int to) {
    return java.util.stream.LongStream.range(from, to).boxed().toList();
  }

  @Test
  void barsComeInOrderInThePartitionOfTheirInstrumentAndOnce() throws Exception {
    Path file = Samples.zip(folder.resolve("a.zip"), "BTCUSDT-1m.csv", Samples.klines(0, 250));
    FileSummary first = importOf(file);
    assertThat(first.written()).isEqualTo(250);
    List<Bar> bars = log(Topics.BARS);
    assertThat(minutes()).isEqualTo(range(0, 250));
    assertThat(bars.get(7).sequence()).isEqualTo(Samples.START_MS / 60_000 + 7);
    assertThat(bars.get(7).closedBy()).isZero();

    FileSummary again = importOf(file);
    assertThat(again.rows()).isZero();
    assertThat(again.written()).isZero();
    assertThat(log(Topics.BARS)).isEqualTo(bars);
  }

  @Test
  void theSameContentInAnotherFileChangesNothing() throws Exception {
    importOf(Samples.write(folder.resolve("a.csv"), Samples.klines(0, 150)));
    importOf(Samples.write(folder.resolve("b.csv"), Samples.klines(150, 50)));
    // A month of those days: overlapping, equal, and ten more.
    FileSummary month = importOf(Samples.gzip(folder.resolve("m.gz"), Samples.klines(0, 210)));
    assertThat(month.present()).isEqualTo(200);
    assertThat(month.written()).isEqualTo(10);
    assertThat(minutes()).isEqualTo(range(0, 210));
  }

  @Test
  void filesAreImportedInOrderOfTimeHoweverTheyAreNamed() throws Exception {
    importAll(
        Samples.write(folder.resolve("a.csv"), Samples.klines(100, 50)),
        Samples.write(folder.resolve("b.csv"), Samples.klines(0, 100)));
    assertThat(minutes()).isEqualTo(range(0, 150));
  }

  @Test
  void olderBarsAreRefusedWithTheReason() throws Exception {
    importOf(Samples.write(folder.resolve("a.csv"), Samples.klines(100, 50)));
    FileSummary older = importOf(Samples.write(folder.resolve("b.csv"), Samples.klines(50, 200)));
    assertThat(older.problem())
        .contains("line 1: the bar of 2024-01-01T00:50:00Z is not on the log")
        .contains("up to 2024-01-01T02:29:00Z")
        .contains("--to database");
    assertThat(faults).containsOnlyKeys(Fault.FILE_REFUSED);
    assertThat(minutes()).isEqualTo(range(100, 150));
  }

  @Test
  void otherContentUnderTheSameTimeIsReportedAndTheLogStays() throws Exception {
    importOf(Samples.write(folder.resolve("a.csv"), Samples.klines(0, 50)));
    List<Bar> before = log(Topics.BARS);
    String other = Samples.klines(0, 50).replace("42001.07", "42009.07");
    FileSummary second = importOf(Samples.write(folder.resolve("b.csv"), other));
    assertThat(second.present()).isEqualTo(49);
    assertThat(faults).isEqualTo(Map.of(Fault.DIFFERS_FROM_LOG, 1L));
    assertThat(log(Topics.BARS)).isEqualTo(before);
  }

  @Test
  void barsThatTheDeskWroteCountToo() throws Exception {
    Bar live;
    try (Rejects rejects = new Rejects(folder.resolve("r.csv"), false)) {
      importOf(Samples.write(folder.resolve("a.csv"), Samples.klines(0, 10)));
      Bar last = log(Topics.BARS).get(9);
      live =
          new Bar(
              last.instrument(),
              "1m",
              last.sequence() + 5,
              last.openTime() + 5 * 60_000_000L,
              last.closeTime() + 5 * 60_000_000L,
              1,
              1,
              1,
              1,
              1,
              1,
              1,
              1,
              77);
    }
    write(Topics.BARS, Topics.BARS.codec().encode(live));
    FileSummary between = importOf(Samples.write(folder.resolve("b.csv"), Samples.klines(10, 10)));
    assertThat(between.problem()).contains("is not on the log, but later ones are");
    assertThat(minutes()).hasSize(11);
  }

  /** Stops after some rows, as a process does that is killed: what is not committed is lost. */
  private void interrupt(Path file, int afterRows) throws IOException {
    try (Rejects rejects = new Rejects(folder.resolve("r.csv"), false)) {
      KafkaImport target = KafkaImport.open(kafka, 100);
      ImportTarget dying =
          new ImportTarget() {
            @Override
            public FileImport<Bar> bars(PlannedFile plan, Rejects r) throws IOException {
              return new Dying<>(target.bars(plan, r), afterRows);
            }

            @Override
            public FileImport<Trade> trades(PlannedFile plan, Rejects r, long time)
                throws IOException {
              return new Dying<>(target.trades(plan, r, time), afterRows);
            }

            @Override
            public void close() {}
          };
      assertThatThrownBy(
              () ->
                  new HistoryImport(List.of(dying), rejects, new Quiet())
                      .run(Samples.plan(rejects, file)))
          .isInstanceOf(Killed.class);
      target.producer().flush();
      // No abort, no commit: the transaction stays open until the next import begins.
    }
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record Dying<T>(FileImport<T> real, int afterRows) implements FileImport<T> {
    @Override
    public boolean isFinished() {
      return real.isFinished();
    }

    @Override
    public long rowsDone() {
      return real.rowsDone();
    }

    @Override
    public long written() {
      return real.written();
    }

    @Override
    public long present() {
      return real.present();
    }

    @Override
    public void accept(T value, long row, long line) throws IOException {
      if (row > afterRows) {
        throw new Killed();
      }
      real.accept(value, row, line);
    }

    @Override
    public void finish() throws IOException {
      real.finish();
    }

    @Override
    public void stop() throws IOException {
      real.stop();
    }

    @Override
    public void close() {}
  }

  @Test
  void tradesWithoutIdsAreNotPutBehindOthersThatCouldBeTheSame() throws Exception {
    String january = "timestamp,price,amount\n1704067201,100,1\n1704067202,101,2\n";
    Path first = Samples.write(folder.resolve("a.csv"), january);
    assertThat(importOf(first).written()).isEqualTo(2);
    assertThat(importOf(first).rows()).isZero();
    String later = "timestamp,price,amount\n1704067301,100,1\n1704067302,101,2\n";
    FileSummary second = importOf(Samples.write(folder.resolve("b.csv"), later));
    assertThat(second.problem()).contains("have no ids").contains("with one command");
    assertThat(log(Topics.TRADES)).hasSize(2);
  }

  @Test
  void anInterruptedImportGoesOnWhereItStopped() throws Exception {
    Path file =
        Samples.write(
            folder.resolve("a.csv"), Samples.klines(0, 10) + "x\n" + Samples.klines(10, 990));
    interrupt(file, 457);
    FileSummary rest = importOf(file);
    assertThat(rest.written()).as("the first 400 are committed").isEqualTo(600);
    assertThat(rest.rows()).isEqualTo(1_001);
    assertThat(minutes()).isEqualTo(range(0, 1_000));
    assertThat(faults).isEqualTo(Map.of(Fault.COLUMN_COUNT, 1L));
    assertThat(importOf(file).rows()).isZero();
  }

  @Test
  void interruptedTradesWithoutIdsKeepTheirNumbers() throws Exception {
    StringBuilder text = new StringBuilder("timestamp,price,amount\n");
    for (int i = 0; i < 500; i++) {
      text.append(1_385_337_600 + i / 3).append(",800,").append(i % 50 == 7 ? 0 : 1).append('\n');
    }
    Path file = Samples.write(folder.resolve("a.csv"), text.toString());
    interrupt(file, 333);
    importOf(file);
    List<MarketEntry> log = log(Topics.TRADES);
    assertThat(log.stream().filter(Trade.class::isInstance)).hasSize(490);
    assertEveryIdIsThereOnce(log, 1, 500);
  }

  private static void assertEveryIdIsThereOnce(List<MarketEntry> log, long first, long last) {
    long next = first;
    for (MarketEntry entry : log) {
      if (entry instanceof Trade trade) {
        assertThat(trade.tradeId()).isEqualTo(next);
        next++;
      } else if (entry instanceof Gap gap) {
        assertThat(gap.fromId()).isEqualTo(next);
        assertThat(gap.code()).isEqualTo("NOT_IN_FILE");
        next = gap.toId() + 1;
      }
    }
    assertThat(next).isEqualTo(last + 1);
  }

  @Test
  void missingTradesAreAGapOnTheLog() throws Exception {
    importAll(
        Samples.write(folder.resolve("a.csv"), Samples.trades(101, 50)),
        Samples.write(folder.resolve("b.csv"), Samples.trades(201, 50)));
    List<MarketEntry> log = log(Topics.TRADES);
    assertThat(log).hasSize(101);
    assertThat(log.get(50))
        .isInstanceOfSatisfying(
            Gap.class, gap -> assertThat(gap.fromId() + "-" + gap.toId()).isEqualTo("151-200"));
    assertEveryIdIsThereOnce(log, 101, 250);
    importAll(Samples.write(folder.resolve("c.csv"), Samples.trades(101, 50)));
    assertThat(log(Topics.TRADES)).isEqualTo(log);
    FileSummary gone = importOf(Samples.write(folder.resolve("d.csv"), Samples.trades(151, 50)));
    assertThat(gone.problem()).contains("trade 151 of").contains("up to trade 250");
  }

  @Test
  void tradesAfterAHeartbeatMustNotBeEarlierThanItSays() throws Exception {
    importOf(Samples.write(folder.resolve("a.csv"), Samples.trades(1, 50)));
    long time = (Samples.START_MS + 100_000) * 1_000;
    write(Topics.TRADES, Topics.TRADES.codec().encode(new Heartbeat(PARTITION, time, List.of())));
    assertThat(importOf(Samples.write(folder.resolve("b.csv"), Samples.trades(51, 10))).problem())
        .contains("no trade of binance:BTC/USDT before 2024-01-01T00:01:40Z follows");
    write(
        Topics.TRADES,
        Topics.TRADES.codec().encode(new Heartbeat(PARTITION, time, List.of("binance:BTC/USDT"))));
    assertThat(importOf(folder.resolve("b.csv")).written()).isEqualTo(10);
  }

  @Test
  void anInstrumentThatComesAfterAHeartbeatMayBeOlder() throws Exception {
    long time = (Samples.START_MS + 100_000_000) * 1_000;
    write(Topics.TRADES, Topics.TRADES.codec().encode(new Heartbeat(PARTITION, time, List.of())));
    assertThat(importOf(Samples.write(folder.resolve("a.csv"), Samples.trades(1, 150))).written())
        .isEqualTo(150);
    assertThat(importOf(Samples.write(folder.resolve("b.csv"), Samples.trades(151, 5))).written())
        .isEqualTo(5);
  }

  @Test
  void aTopicThatWasMadeAgainBeginsAnew() throws Exception {
    Path file = Samples.write(folder.resolve("a.csv"), Samples.klines(0, 20));
    importOf(file);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.deleteTopics(List.of(kafka.topic(Topics.BARS))).all().get();
    }
    broker.createTopics(Map.of(kafka.topic(Topics.BARS), 2));
    assertThat(importOf(file).written()).isEqualTo(20);
    assertThat(minutes()).isEqualTo(range(0, 20));
  }

  @Test
  void aSecondImportEndsTheFirstWhichSaysSo() throws Exception {
    Path file = Samples.write(folder.resolve("a.csv"), Samples.klines(0, 500));
    try (Rejects rejects = new Rejects(folder.resolve("r.csv"), false);
        KafkaImport first = KafkaImport.open(kafka, 100)) {
      PlannedFile plan = Samples.plan(rejects, file).get(0);
      FileImport<Bar> records = first.bars(plan, rejects);
      importOf(file);
      Bar bar = log(Topics.BARS).get(0);
      assertThatThrownBy(
              () -> {
                records.accept(bar, 1, 1);
                records.finish();
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another import into this Kafka has begun");
      records.close();
    }
    assertThat(minutes()).isEqualTo(range(0, 500));
  }

  @Test
  void saysThatATopicIsMissing() throws Exception {
    kafka = new KafkaOptions(broker.bootstrapServers(), "none.", 1, 2, new Properties());
    Path file = Samples.write(folder.resolve("a.csv"), Samples.klines(0, 5));
    assertThat(importOf(file).problem()).contains("there is no topic none.market.bars at");
    assertThat(Files.exists(folder.resolve("report.csv"))).isTrue();
  }

  @Test
  void theStateKnowsTheEndOfTheLogWithoutReadingItsOwnRecords() throws Exception {
    importOf(Samples.write(folder.resolve("a.csv"), Samples.klines(0, 950)));
    try (KafkaImport target = KafkaImport.open(kafka, 100)) {
      // 950 bars and a marker after each transaction but the last, which stands at the end.
      assertThat(target.reached(Topics.BARS, PARTITION).offset()).isEqualTo(950 + 9);
    }
  }
}
