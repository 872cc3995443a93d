package io.alphaflow.bench;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where each approved order was when, from what the desk itself has on its logs, epoch µs of wall
 * time. Kafka stamps records in milliseconds; such times stand for the middle of theirs.
 */
final class OrderTimes {

  /**
   * One order on its way.
   *
   * @param triggerTradeId the trade that led to it
   * @param tradeCameIn when ingest had the trade
   * @param tradeWritten when it was written to the trade log
   * @param signalWritten when the signal was written to the journal
   * @param decisionWritten when the decision was written
   * @param acknowledged when the venue's yes was written to the journal; 0 if it was not
   */
  record Order(
      long triggerTradeId,
      long tradeCameIn,
      long tradeWritten,
      long signalWritten,
      long decisionWritten,
      long acknowledged) {}

  private record Decided(long trade, int partition, long offset, long written) {}

  private record CameIn(long accepted, long written) {}

  private record Place(int partition, long offset) {}

  private final Map<String, Decided> decisions = new HashMap<>();
  private final Map<Place, Long> signals = new HashMap<>();
  private final Map<String, Long> acknowledged = new HashMap<>();
  private final Map<Long, CameIn> trades = new HashMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private long tradesOnLog;
  private long lastTradeWritten;

  /** Reads all logs from their beginning to where they end now. */
  static OrderTimes read(KafkaOptions kafka) {
    OrderTimes times = new OrderTimes();
    LogReader.readAll(kafka, times::decision, Topics.DECISIONS);
    times.decisions.values().forEach(d -> times.trades.put(d.trade(), new CameIn(0, 0)));
    times
        .decisions
        .values()
        .forEach(d -> times.signals.put(new Place(d.partition(), d.offset()), 0L));
    LogReader.readAll(kafka, times::journal, Topics.JOURNAL);
    LogReader.readAll(kafka, times::trade, Topics.TRADES);
    return times;
  }

  private void decision(RawRecord in) {
    var decision = decode(Topics.DECISIONS, in);
    if (decision.outcome() == Outcome.REJECTED) {
      refused.merge(decision.violations().get(0).code(), 1, Integer::sum);
    }
    decision
        .approvedOrder()
        .ifPresent(
            order ->
                decisions.putIfAbsent(
                    order.clientOrderId(),
                    new Decided(
                        decision.triggerTradeId(),
                        decision.journalPartition(),
                        decision.journalOffset(),
                        micros(in))));
  }

  private void journal(RawRecord in) {
    signals.computeIfPresent(new Place(in.partition(), in.offset()), (place, none) -> micros(in));
    if (decode(Topics.JOURNAL, in) instanceof ExecutionReport report
        && report.executionType() == ExecutionType.ACCEPTED) {
      acknowledged.putIfAbsent(report.clientOrderId(), micros(in));
    }
  }

  /** Whether a record of the trade log is a trade. */
  static boolean isTrade(RawRecord in) {
    return decode(Topics.TRADES, in) instanceof Trade;
  }

  private void trade(RawRecord in) {
    if (decode(Topics.TRADES, in) instanceof Trade trade) {
      tradesOnLog++;
      lastTradeWritten = Math.max(lastTradeWritten, micros(in));
      trades.computeIfPresent(
          trade.tradeId(),
          (id, known) ->
              known.accepted() == 0 ? new CameIn(trade.ingestTime(), micros(in)) : known);
    }
  }

  private static long micros(RawRecord in) {
    return in.timestamp() * 1_000 + 500;
  }

  private static <T> T decode(Topic<T> topic, RawRecord in) {
    try {
      return topic.codec().decode(in.value());
    } catch (CodecException e) {
      throw new IllegalStateException(in.topic() + "@" + in.offset() + ": " + e.getMessage(), e);
    }
  }

  /** All approved orders by client order id. */
  Map<String, Order> orders() {
    Map<String, Order> orders = new HashMap<>();
    decisions.forEach(
        (id, d) -> {
          CameIn trade = trades.get(d.trade());
          orders.put(
              id,
              new Order(
                  d.trade(),
                  trade.accepted(),
                  trade.written(),
                  signals.get(new Place(d.partition(), d.offset())),
                  d.written(),
                  acknowledged.getOrDefault(id, 0L)));
        });
    return orders;
  }

  /** How many signals the gate said no to, by the first reason. */
  Map<String, Integer> refused() {
    return refused;
  }

  /** Records of trades on the trade log. */
  long tradesOnLog() {
    return tradesOnLog;
  }

  /** When the last of them was written. */
  long lastTradeWritten() {
    return lastTradeWritten;
  }
}
