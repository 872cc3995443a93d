package io.alphaflow.backtest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.kafka.OffsetRange;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TopicEventsIT {

  private static final long START = 1_700_000_040_000_000L;
  private static final long SECOND = 1_000_000L;
  private static final List<String> NAMES =
      List.of("sim:ADA/USD", "sim:BTC/USD", "sim:ETH/USD", "sim:SOL/USD");

  @TempDir static Path folder;
  private static KafkaBroker broker;
  private static TestLog log;

  @BeforeAll
  static void start() throws IOException {
    broker = KafkaBroker.start(folder.resolve("kafka"), 0);
    log = new TestLog(broker);
  }

  @AfterAll
  static void stop() {
    log.close();
    broker.close();
  }

  private static Trade trade(String instrument, long id, long time) {
    return new Trade(
        instrument, id, Fixed8.parse("100.25") + id, Fixed8.ONE, id % 3 == 0, time, time + 5);
  }

  private static Bar bar(String instrument, String interval, long sequence) {
    long size = BarSpec.parse(interval).size();
    long price = Fixed8.of(10 + sequence % 7);
    return new Bar(
        instrument,
        interval,
        sequence,
        sequence * size,
        (sequence + 1) * size,
        price,
        price,
        price,
        price,
        Fixed8.ONE,
        0,
        1,
        0,
        9);
  }

  private static TopicQuery query(String topic, String... symbols) {
    return new TopicQuery(
        log.kafka(),
        topic,
        new Symbols(List.of(symbols)),
        Optional.empty(),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        OffsetRange.EVERYTHING);
  }

  private static TopicQuery between(TopicQuery of, long from, long to, OffsetRange offsets) {
    return new TopicQuery(of.kafka(), of.topic(), of.symbols(), of.interval(), from, to, offsets);
  }

  private static TopicQuery every(String interval, TopicQuery of) {
    return new TopicQuery(
        of.kafka(),
        of.topic(),
        of.symbols(),
        Optional.of(BarSpec.parse(interval)),
        of.from(),
        of.to(),
        of.offsets());
  }

  private static List<Object> read(TopicQuery query) throws IOException {
    try (Rejects rejects = Rejects.none()) {
      TopicEvents events = TopicEvents.open(query, rejects);
      List<Object> once = Collected.of(events::run);
      assertThat(Collected.of(events::run)).isEqualTo(once);
      assertThat(rejects.counts()).isEmpty();
      return once;
    }
  }

  private static final Comparator<Trade> ORDER =
      Comparator.comparingLong(Trade::exchangeTime)
          .thenComparing(Trade::instrument)
          .thenComparing(Trade::tradeId);

  /** Some of the trades at the same microsecond, some instruments rare. */
  private static List<List<Trade>> trades(Random random, int most) {
    List<List<Trade>> all = new ArrayList<>();
    for (String name : NAMES) {
      List<Trade> own = new ArrayList<>();
      long time = START + random.nextInt(5) * SECOND;
      int number = 1 + random.nextInt(most);
      for (int id = 1; id <= number; id++) {
        own.add(trade(name, id, time));
        time += random.nextInt(3) * SECOND * (random.nextInt(20) == 0 ? 100 : 1);
      }
      all.add(own);
    }
    return all;
  }

  private static List<Object> merged(List<List<Trade>> all) {
    return new ArrayList<>(all.stream().flatMap(List::stream).sorted(ORDER).toList());
  }

  /**
   * Wherever the trades stand in the partitions: as they were made, one instrument behind the
   * other, or anyhow, with repetitions, gaps and heartbeats among them.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theOrderIsThatOfTimeWhereverTheTradesStand(long seed) throws IOException {
    Random random = new Random(seed);
    List<List<Trade>> all = trades(random, 3_000);
    String topic = "order-" + seed + ".trades";
    log.create(topic, 2);
    List<int[]> next = new ArrayList<>();
    all.forEach(own -> next.add(new int[1]));
    int now = 0;
    while (true) {
      List<Integer> left =
          IntStream.range(0, all.size())
              .filter(i -> next.get(i)[0] < all.get(i).size())
              .boxed()
              .toList();
      if (left.isEmpty()) {
        break;
      }
      boolean blocks = seed % 2 == 0;
      now = blocks && left.contains(now) ? now : left.get(random.nextInt(left.size()));
      int at = next.get(now)[0]++;
      log.write(topic, now % 2, Topics.TRADES, all.get(now).get(at));
      if (random.nextInt(50) == 0) {
        // A job that was killed writes again what it has written.
        next.get(now)[0] = Math.max(0, at - random.nextInt(20));
        log.write(topic, now % 2, Topics.TRADES, new Heartbeat(now % 2, START, List.of()));
        log.write(topic, now % 2, Topics.TRADES, new Gap(NAMES.get(now), 0, 0, "X", "x", 0, 0));
      }
    }
    log.flush();
    assertThat(read(query(topic))).isEqualTo(merged(all));
    try (Rejects rejects = Rejects.none()) {
      TopicHistory history = TopicEvents.open(query(topic), rejects).history();
      assertThat(Collected.of(sink -> new TopicMerge(history, rejects, 50).run(sink)))
          .isEqualTo(merged(all));
    }
  }

  @Test
  void onlyWhatIsWantedIsGiven() throws IOException {
    List<List<Trade>> all = trades(new Random(9), 500);
    log.create("some.trades", 2);
    for (int i = 0; i < all.size(); i++) {
      for (Trade trade : all.get(i)) {
        log.write("some.trades", i % 2, Topics.TRADES, trade);
      }
    }
    log.flush();
    assertThat(read(query("some.trades", "BTC/USD", "sim:SOL/USD")))
        .isEqualTo(merged(List.of(all.get(1), all.get(3))));
    long from = START + 60 * SECOND;
    long to = START + 180 * SECOND;
    List<Object> expected =
        merged(all).stream()
            .filter(e -> LogEvents.time(e) >= from && LogEvents.time(e) < to)
            .toList();
    assertThat(expected).isNotEmpty();
    assertThat(read(between(query("some.trades"), from, to, OffsetRange.EVERYTHING)))
        .isEqualTo(expected);
    OffsetRange offsets = OffsetRange.parse("1:0,0:10", "0:20,1:0");
    assertThat(read(between(query("some.trades"), Long.MIN_VALUE, Long.MAX_VALUE, offsets)))
        .isEqualTo(merged(List.of(all.get(0).subList(10, 20))));
    assertThatThrownBy(() -> read(query("some.trades", "DOGE/USD")))
        .hasMessageContaining("nothing of DOGE/USD in that time; it has sim:ADA/USD");
    assertThatThrownBy(() -> read(query("no.trades"))).hasMessageContaining("no topic no.trades");
    assertThatThrownBy(() -> read(query("journal"))).hasMessageContaining("market.trades");
  }

  @Test
  void whatComesLaterIsNotPartOfIt() throws IOException {
    log.create("grows.trades", 1);
    log.write("grows.trades", 0, Topics.TRADES, trade(NAMES.get(0), 1, START));
    log.flush();
    try (Rejects rejects = Rejects.none()) {
      TopicEvents events = TopicEvents.open(query("grows.trades"), rejects);
      log.write("grows.trades", 0, Topics.TRADES, trade(NAMES.get(0), 2, START));
      log.flush();
      assertThat(Collected.of(events::run)).containsExactly(trade(NAMES.get(0), 1, START));
    }
  }

  @Test
  void whatCannotBeReadOrComesTooLateIsReported() throws IOException {
    log.create("bad.trades", 1);
    List<Trade> good = List.of(trade(NAMES.get(0), 1, START), trade(NAMES.get(0), 3, START + 9));
    log.write("bad.trades", 0, Topics.TRADES, good.get(0));
    log.raw("bad.trades", 0, NAMES.get(0), "{oops".getBytes(StandardCharsets.UTF_8));
    log.write("bad.trades", 0, Topics.TRADES, trade(NAMES.get(0), 2, START - SECOND));
    // Without a key, and from another program that writes other JSON.
    String json = new String(Topics.TRADES.codec().encode(good.get(1)), StandardCharsets.UTF_8);
    log.raw("bad.trades", 0, null, json.replace(",", " , ").getBytes(StandardCharsets.UTF_8));
    log.flush();
    try (Rejects rejects = Rejects.none()) {
      TopicEvents events = TopicEvents.open(query("bad.trades"), rejects);
      assertThat(Collected.of(events::run)).isEqualTo(new ArrayList<Object>(good));
      assertThat(rejects.counts()).containsOnlyKeys(Fault.UNPARSABLE, Fault.LATE_TRADE);
    }
  }

  @Test
  void ofBarsOneIntervalIsRead() throws IOException {
    log.create("market.bars", 2);
    List<Object> minutes = new ArrayList<>();
    for (long i = 100; i < 400; i++) {
      for (int n = 0; n < 2; n++) {
        Bar minute = bar(NAMES.get(n), "1m", i);
        minutes.add(minute);
        log.write("market.bars", n, Topics.BARS, minute);
        log.write("market.bars", n, Topics.BARS, bar(NAMES.get(n), "15m", i));
        log.write("market.bars", n, Topics.BARS, bar(NAMES.get(n), "100t", i));
      }
    }
    log.flush();
    assertThat(read(query("market.bars"))).isEqualTo(minutes);
    assertThat(read(every("15m", query("market.bars", NAMES.get(1)))))
        .hasSize(300)
        .allSatisfy(e -> assertThat(((Bar) e).interval()).isEqualTo("15m"));
    assertThat(read(every("1h", query("market.bars"))))
        .allSatisfy(e -> assertThat(((Bar) e).interval()).isEqualTo("15m"));
    assertThatThrownBy(() -> read(every("90s", query("market.bars"))))
        .hasMessageContaining("no bars of 90s, it has bars of 1m, 15m, 100t");
  }
}
