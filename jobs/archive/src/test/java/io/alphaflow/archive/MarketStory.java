package io.alphaflow.archive;

import static io.alphaflow.archive.Samples.sample;

import io.alphaflow.archive.Samples.Sample;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * A desk's logs in steps: a trade and a mark a second, an order with its decision and its fill
 * every ten. One of each other kind of record stands at the beginning.
 */
final class MarketStory {

  private static final long SECOND = 1_000_000;
  private static final long ORDER_EVERY = 10;

  private MarketStory() {}

  static List<Sample> beginning() {
    return Samples.everyKind();
  }

  /** Step {@code n}, from 2: the first trade, mark and order are in the beginning. */
  static List<Sample> step(long n) {
    List<Sample> records = new ArrayList<>();
    records.add(sample(Topics.TRADES, (int) (n % 2), Samples.trade(n)));
    long time = Samples.START + n * SECOND;
    Mark mark = new Mark(Samples.INSTRUMENT, n, Samples.trade(n).price(), n, time);
    records.add(sample(Topics.JOURNAL, 0, mark));
    records.add(sample(Topics.JOURNAL, 1, mark));
    if (n % ORDER_EVERY == 0) {
      long order = n / ORDER_EVERY + 2;
      records.add(sample(Topics.DECISIONS, 1, Samples.decision(order, true)));
      records.add(sample(Topics.JOURNAL, 1, report(order, 1, time)));
      records.add(sample(Topics.JOURNAL, 1, report(order, 2, time)));
    }
    return records;
  }

  private static ExecutionReport report(long order, long sequence, long time) {
    boolean fill = sequence == 2;
    long quantity = Fixed8.parse("0.1");
    return new ExecutionReport(
        "main",
        "cross-1",
        Samples.INSTRUMENT,
        "t-main-" + order,
        order,
        sequence,
        fill ? ExecutionType.FILL : ExecutionType.ACCEPTED,
        order % 2 == 0 ? Side.BUY : Side.SELL,
        quantity,
        "v" + order,
        fill ? 1_000 + order : 0,
        fill ? quantity : 0,
        fill ? Samples.trade(order).price() : 0,
        fill ? quantity : 0,
        fill ? Fixed8.parse("0.08") : 0,
        fill ? "USD" : "",
        false,
        fill,
        time,
        "");
  }
}
