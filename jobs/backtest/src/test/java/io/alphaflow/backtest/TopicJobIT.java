package io.alphaflow.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.backtest.data.FileEvents;
import io.alphaflow.backtest.data.Symbols;
import io.alphaflow.backtest.data.TestLog;
import io.alphaflow.backtest.data.TopicEvents;
import io.alphaflow.backtest.data.TopicHistory;
import io.alphaflow.backtest.data.TopicQuery;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.backtest.engine.Runs;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.history.format.ReadOptions;
import io.alphaflow.history.kafka.OffsetRange;
import io.alphaflow.history.plan.Plan;
import io.alphaflow.history.plan.PlanOptions;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job over a topic gives the bytes of the plain composite over a file of the same trades. */
@Timeout(120)
class TopicJobIT {

  private static final int TRADES = 9_000;

  @TempDir Path folder;

  @Test
  void aTopicInFlinkGivesTheBytesOfAFileInPlainJava() throws Exception {
    BacktestOptions options =
        Runs.options(
            Runs.cross("v0", 3, 12, FillRules.DEFAULT), Runs.cross("v1", 5, 20, FillRules.DEFAULT));
    List<Bar> prices = Runs.bars(22, TRADES);
    StringBuilder csv = new StringBuilder("id,time,price,quantity,buyerIsMaker\n");
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0);
        TestLog log = new TestLog(broker);
        Rejects rejects = Rejects.none()) {
      log.create("market.trades", 2);
      for (int i = 0; i < TRADES; i++) {
        Trade trade =
            new Trade(
                Runs.BTC.toString(),
                i + 1L,
                prices.get(i).close(),
                prices.get(i).volume(),
                i % 3 == 0,
                Runs.START + i * 7_000_000L,
                99 + i);
        log.write("market.trades", 1, Topics.TRADES, trade);
        csv.append(i + 1)
            .append(',')
            .append(trade.exchangeTime())
            .append(',')
            .append(Fixed8.format(trade.price()))
            .append(',')
            .append(Fixed8.format(trade.quantity()))
            .append(i % 3 == 0 ? ",true\n" : ",false\n");
      }
      log.flush();
      TopicHistory topic =
          TopicEvents.open(
                  new TopicQuery(
                      log.kafka(),
                      "market.trades",
                      new Symbols(List.of()),
                      Optional.empty(),
                      Long.MIN_VALUE,
                      Long.MAX_VALUE,
                      OffsetRange.EVERYTHING),
                  rejects)
              .history();
      RunResult expected =
          BacktestJobIT.plain(options, file(csv.toString(), rejects).history(), false);
      assertThat(rejects.counts()).isEmpty();
      assertThat(expected.variants().get(0).roundTrips()).isNotEmpty();
      BacktestJobIT.assertSame(BacktestJobIT.job(options, topic, false, 1, "hashmap"), expected);
      BacktestJobIT.assertSame(BacktestJobIT.job(options, topic, false, 2, "rocksdb"), expected);
    }
  }

  private FileEvents file(String csv, Rejects rejects) throws Exception {
    Path file = Files.writeString(folder.resolve("trades.csv"), csv);
    PlanOptions options =
        new PlanOptions(
            ReadOptions.detect(Long.MAX_VALUE),
            Optional.of(InstrumentId.parse(Runs.BTC.toString())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new FileEvents(
        Plan.of(List.of(file), options, rejects), rejects, Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
