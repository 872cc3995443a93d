package io.alphaflow.common.flink;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.model.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One line in the log for each step from a signal to its fills, under the logger {@value #LOGGER}.
 * All lines of one way have the same {@code correlation}: the identity of the signal, in every job.
 * Where that is not known it is the client order id, and of a decision that no signal asked for the
 * decision's. From the decision on they have the client order id as {@code order} too; the first
 * names the trade that led to the signal as {@code trade}, which ingest logs at the level DEBUG.
 *
 * <p>The fields stand in the line, and in the diagnostic context: where logs are JSON, they are
 * fields there. What a restarted job does again, it logs again. Nothing depends on it.
 */
public final class OrderTrace {

  /** Name of the logger: switch it off to have fewer lines. */
  public static final String LOGGER = "io.alphaflow.trace";

  private static final String CORRELATION = "correlation";
  private static final String ORDER = "order";
  private static final String TRADE = "trade";

  private static final Pattern NO_PART_OF_A_LINE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private OrderTrace() {}

  /** A trade has come in. At the level DEBUG: there are many, and few lead to an order. */
  public static void traded(Trade trade) {
    if (LOG.isDebugEnabled()) {
      Map<String, String> fields = Map.of(TRADE, trade(trade.instrument(), trade.tradeId()));
      within(fields, () -> LOG.debug(line("traded", fields, "")));
    }
  }

  /** A strategy wants something. */
  public static void signalled(Signal signal) {
    signalled(signal, () -> "");
  }

  /**
   * The gate itself wants something.
   *
   * @param in the entry of the journal that made it want that
   */
  public static void signalled(Signal signal, RawRecord in) {
    signalled(
        signal,
        () ->
            " on "
                + place(in.partition(), in.offset())
                + signal.child().map(c -> child(signal, c)).orElse(""));
  }

  private static void signalled(Signal signal, Supplier<String> by) {
    tell("signalled", () -> fields(signal), () -> signal.side() + " " + signal.tag() + by.get());
  }

  private static Map<String, String> fields(Signal signal) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(CORRELATION, signal.correlation());
    if (signal.triggerTradeId() != 0) {
      fields.put(TRADE, trade(signal.instrument(), signal.triggerTradeId()));
    }
    return fields;
  }

  private static String child(Signal signal, Execution.Child child) {
    return " as part " + child.number() + " of " + signal.account() + "/" + child.parent();
  }

  /**
   * The gate has answered, or wants orders cancelled.
   *
   * @param followed what an order of before, that the decision is about, is followed by
   */
  public static void decided(Decision decision, UnaryOperator<String> followed) {
    if (LOG.isInfoEnabled()) {
      decided(decision);
      for (String order : decision.earlierOrders()) {
        tell(
            "decided",
            () -> of(followed.apply(order), order),
            () -> answer(decision) + " for " + decision.correlation());
      }
    }
  }

  static void decided(Decision decision) {
    tell(
        "decided",
        () ->
            of(
                decision.correlation(),
                decision.approvedOrder().map(OrderIntent::clientOrderId).orElse("")),
        () -> answer(decision));
  }

  private static String answer(Decision decision) {
    String why =
        decision.violations().stream().map(Violation::code).collect(Collectors.joining(", "));
    return "%s as decision %s on %s%s"
        .formatted(
            decision.outcome(),
            decision.id(),
            place(decision.journalPartition(), decision.journalOffset()),
            why.isEmpty() ? "" : ": " + why);
  }

  /** An order goes to the venue, or the wish that it be cancelled or smaller. */
  public static void sent(String correlation, String order, String what) {
    tell("sent", () -> of(correlation, order), () -> what);
  }

  /** A person was told something about an order. */
  public static void alerted(String correlation, String order, String code, String message) {
    tell("alerted", () -> of(correlation, order), () -> code + " " + message);
  }

  /** The venue told something of an order. */
  public static void reported(ExecutionReport report) {
    tell("reported", () -> fields(report), () -> said(report));
  }

  private static String said(ExecutionReport report) {
    String trade = report.venueTradeId() == 0 ? "" : " trade " + report.venueTradeId();
    String what = report.executionType() + trade + (report.last() ? ", the last" : "");
    return report.reason().isEmpty() ? what : what + ": " + report.reason();
  }

  private static Map<String, String> fields(ExecutionReport report) {
    return of(report.correlation(), report.clientOrderId());
  }

  /** A fill is in the books. */
  public static void booked(ExecutionReport fill) {
    tell(
        "booked", () -> fields(fill), () -> fill.executionType() + " trade " + fill.venueTradeId());
  }

  private static String trade(String instrument, long tradeId) {
    return instrument + "#" + tradeId;
  }

  private static String place(int partition, long offset) {
    return "journal-" + partition + "@" + offset;
  }

  private static Map<String, String> of(String correlation, String order) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(CORRELATION, correlation);
    if (!order.isEmpty()) {
      fields.put(ORDER, order);
    }
    return fields;
  }

  private static void tell(
      String step, Supplier<Map<String, String>> fields, Supplier<String> what) {
    if (LOG.isInfoEnabled()) {
      Map<String, String> known = fields.get();
      within(known, () -> LOG.info(line(step, known, what.get())));
    }
  }

  /** What others said must not look like lines of ours. */
  private static String line(String step, Map<String, String> fields, String what) {
    StringJoiner line = new StringJoiner(" ").add(step);
    fields.forEach((name, value) -> line.add(name + "=" + value));
    return NO_PART_OF_A_LINE.matcher(line.add(what).toString().strip()).replaceAll(" ");
  }

  private static void within(Map<String, String> fields, Runnable log) {
    fields.forEach(MDC::put);
    try {
      log.run();
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }
}
