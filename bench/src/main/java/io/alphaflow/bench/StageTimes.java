package io.alphaflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;

/** How long orders took from a trade to the venue's answer, stage by stage. */
final class StageTimes {

  private static final String TRADE_DUE = "trade due → ingest has it";
  private static final String TRADE_WRITTEN = "→ on the trade log";
  private static final String SIGNAL = "→ bar closed, signal on the journal";
  private static final String DECISION = "→ decision written";
  private static final String SENT = "→ order at the exchange";
  private static final String YES = "→ the exchange's yes on the journal";
  private static final String TICK_TO_ORDER = "**trade due → order at the exchange**";
  private static final String WHOLE = "**trade due → yes on the journal**";

  private final Map<String, Histogram> stages = new LinkedHashMap<>();
  private final Map<String, Long> received = new LinkedHashMap<>();
  private long neverReceived;
  private long neverAcknowledged;
  private long lastDue = Long.MIN_VALUE;
  private long lastBehind;

  /**
   * Those of a run.
   *
   * @param ledger orders that the exchange has
   * @param due wall time, epoch µs, at which a trade was due, by its id
   * @param warmUp orders of trades up to this id do not count
   */
  StageTimes(OrderTimes times, JsonNode ledger, LongUnaryOperator due, long warmUp) {
    for (JsonNode order : ledger) {
      received.put(order.path("clientOrderId").asText(), order.path("receivedWallMicros").asLong());
    }
    times
        .orders()
        .forEach(
            (id, order) -> {
              if (!received.containsKey(id)) {
                neverReceived++;
              } else if (order.triggerTradeId() > warmUp) {
                count(order, received.get(id), due.applyAsLong(order.triggerTradeId()));
              }
            });
  }

  private void count(OrderTimes.Order order, long atExchange, long due) {
    took(TRADE_DUE, due, order.tradeCameIn());
    took(TRADE_WRITTEN, order.tradeCameIn(), order.tradeWritten());
    took(SIGNAL, order.tradeWritten(), order.signalWritten());
    took(DECISION, order.signalWritten(), order.decisionWritten());
    took(SENT, order.decisionWritten(), atExchange);
    if (order.acknowledged() > 0) {
      took(YES, atExchange, order.acknowledged());
      took(WHOLE, due, order.acknowledged());
    } else {
      neverAcknowledged++;
    }
    took(TICK_TO_ORDER, due, atExchange);
    if (due > lastDue) {
      lastDue = due;
      lastBehind = atExchange - due;
    }
  }

  private void took(String stage, long from, long to) {
    stages.computeIfAbsent(stage, s -> new Histogram(3)).recordValue(Math.max(0, to - from));
  }

  long counted() {
    return stages.containsKey(TICK_TO_ORDER) ? stages.get(TICK_TO_ORDER).getTotalCount() : 0;
  }

  /** Approved orders that the exchange does not have. */
  long neverReceived() {
    return neverReceived;
  }

  /** Orders of which the journal does not say that the exchange has them. */
  long neverAcknowledged() {
    return neverAcknowledged;
  }

  /** How long the order of the last trade took, from when that was due. */
  long lastBehindMicros() {
    return lastBehind;
  }

  void print(PrintStream out) {
    out.println("| ms | p50 | p90 | p99 | p99.9 | max |\n|---|---|---|---|---|---|");
    stages.entrySet().stream()
        .filter(stage -> !stage.getKey().startsWith("**"))
        .forEach(stage -> row(out, stage.getKey(), stage.getValue()));
    stages.entrySet().stream()
        .filter(stage -> stage.getKey().startsWith("**"))
        .forEach(stage -> row(out, stage.getKey(), stage.getValue()));
  }

  private static void row(PrintStream out, String name, Histogram histogram) {
    out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
        name,
        histogram.getValueAtPercentile(50) / 1e3,
        histogram.getValueAtPercentile(90) / 1e3,
        histogram.getValueAtPercentile(99) / 1e3,
        histogram.getValueAtPercentile(99.9) / 1e3,
        histogram.getMaxValue() / 1e3);
  }
}
