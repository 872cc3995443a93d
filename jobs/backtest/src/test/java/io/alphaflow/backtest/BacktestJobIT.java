package io.alphaflow.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.backtest.data.History;
import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.backtest.engine.Runs;
import io.alphaflow.backtest.engine.Variant;
import io.alphaflow.backtest.operator.EventBatch;
import io.alphaflow.backtest.operator.RunResultCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.signals.CatalogSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job in a real Flink gives the bytes of the plain composite. */
@Timeout(120)
class BacktestJobIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BARS = 6_000;
  private static final int TRADES = 9_000;

  /** How often the history was read since a test set it back. */
  private static final AtomicInteger READ = new AtomicInteger();

  /** Counted down when it was told how much was read before the history waits. */
  private static volatile CountDownLatch told;

  private static BacktestOptions options(int variants) {
    return Runs.options(
        IntStream.range(0, variants)
            .mapToObj(
                i ->
                    Runs.cross(
                        "v" + i,
                        2 + i,
                        15 + i,
                        FillRules.DEFAULT,
                        "stop-loss",
                        Integer.toString(i % 2)))
            .toArray(Variant[]::new));
  }

  private static void bars(EventSink sink, Rejects rejects) {
    Runs.bars(21, BARS).forEach(sink::bar);
  }

  private static void barsAtTheSecondTime(EventSink sink, Rejects rejects) throws IOException {
    boolean first = READ.incrementAndGet() == 1;
    List<Bar> bars = Runs.bars(21, BARS);
    bars.subList(0, BARS / 2).forEach(sink::bar);
    if (first) {
      pause();
      throw new IOException("on purpose");
    }
    bars.subList(BARS / 2, BARS).forEach(sink::bar);
  }

  private static void barsThatWaitUntilItIsTold(EventSink sink, Rejects rejects)
      throws IOException {
    List<Bar> bars = Runs.bars(21, BARS);
    bars.subList(0, BARS / 2).forEach(sink::bar);
    try {
      if (!told.await(60, TimeUnit.SECONDS)) {
        throw new IOException("how far it is was not told");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    bars.subList(BARS / 2, BARS).forEach(sink::bar);
  }

  /** So that whoever collects has begun to before the failure. */
  private static void pause() {
    try {
      Thread.sleep(1_500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void trades(EventSink sink, Rejects rejects) {
    List<Bar> prices = Runs.bars(22, TRADES);
    for (int i = 0; i < TRADES; i++) {
      long time = Runs.START + i * 7_000_000L;
      sink.trade(
          new Trade(
              Runs.BTC.toString(),
              i + 1L,
              prices.get(i).close(),
              prices.get(i).volume(),
              i % 3 == 0,
              time,
              time));
    }
  }

  static RunResult plain(BacktestOptions options, History history, boolean bars)
      throws IOException {
    Backtest run = new Backtest(options, Runs.CATALOG, bars);
    history.read(run, Rejects.none());
    run.finish();
    return run.result();
  }

  static RunResult job(
      BacktestOptions options, History history, boolean bars, int parallelism, String backend)
      throws Exception {
    return job(options, history, bars, parallelism, backend, BacktestJob.Watch.NONE);
  }

  private static RunResult job(
      BacktestOptions options,
      History history,
      boolean bars,
      int parallelism,
      String backend,
      BacktestJob.Watch watch)
      throws Exception {
    Configuration settings = BacktestTopology.settings();
    settings.set(StateBackendOptions.STATE_BACKEND, backend);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(200));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings);
    environment.setParallelism(parallelism);
    return new BacktestJob(history, options, CatalogSource.classPath(), bars)
        .run(environment, Rejects.none(), watch);
  }

  static void assertSame(RunResult one, RunResult other) throws IOException {
    assertThat(JSON.writeValueAsString(one)).isEqualTo(JSON.writeValueAsString(other));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void howManyTasksThereAreChangesNothing(int parallelism) throws Exception {
    BacktestOptions options = options(5);
    assertSame(
        job(options, BacktestJobIT::bars, true, parallelism, "hashmap"),
        plain(options, BacktestJobIT::bars, true));
  }

  @Test
  void aFailureInTheMiddleChangesNothing() throws Exception {
    BacktestOptions options = options(3);
    READ.set(0);
    assertSame(
        job(options, BacktestJobIT::barsAtTheSecondTime, true, 2, "rocksdb"),
        plain(options, BacktestJobIT::bars, true));
    assertThat(READ.get()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void howFarItIsIsToldWhileItRuns(int parallelism) throws Exception {
    told = new CountDownLatch(1);
    long half = Runs.bars(21, BARS).get(BARS / 2 - 1).openTime();
    job(
        options(2),
        BacktestJobIT::barsThatWaitUntilItIsTold,
        true,
        parallelism,
        "hashmap",
        new BacktestJob.Watch() {
          @Override
          public void read(long events, long time) {
            if (events == BARS / 2 && time == half) {
              told.countDown();
            }
          }
        });
    assertThat(told.getCount()).isZero();
  }

  @Test
  void moreTasksThanVariantsAndTradesInsteadOfBars() throws Exception {
    BacktestOptions options = options(2);
    assertSame(
        job(options, BacktestJobIT::trades, false, 4, "hashmap"),
        plain(options, BacktestJobIT::trades, false));
  }

  @Test
  void resultsAreReadAgainAsTheyWere() throws Exception {
    byte[] bytes = RunResultCodec.encode(plain(options(2), BacktestJobIT::bars, true));
    assertThat(RunResultCodec.encode(RunResultCodec.decode(bytes))).isEqualTo(bytes);
  }

  @Test
  void aBatchGivesBackWhatWasPutIn() throws IOException {
    List<Object> events = new ArrayList<>();
    List<EventBatch> batches = new ArrayList<>();
    EventBatch.Builder builder = new EventBatch.Builder(7, batches::add);
    trades(builder, Rejects.none());
    builder.flush();
    List<Trade> expected = new ArrayList<>();
    trades(
        new EventSink() {
          @Override
          public void bar(Bar bar) {
            throw new AssertionError();
          }

          @Override
          public void trade(Trade trade) {
            expected.add(trade);
          }
        },
        Rejects.none());
    for (EventBatch batch : batches) {
      batch.replay(
          new EventSink() {
            @Override
            public void bar(Bar bar) {
              throw new AssertionError();
            }

            @Override
            public void trade(Trade trade) {
              events.add(trade);
            }
          });
    }
    assertThat(events).isEqualTo(expected);
  }
}
