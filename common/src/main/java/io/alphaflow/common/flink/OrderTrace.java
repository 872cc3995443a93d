package io.alphaflow.common.flink;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.model.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
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
    signalled(signal, "");
  }

  /**
   * The gate itself wants something.
   *
   * @param in the entry of the journal that made it want that
   */
  public static void signalled(Signal signal, RawRecord in) {
    String by = " on " + place(in.partition(), in.offset());
    signalled(signal, by + signal.child().map(c -> child(signal, c)).orElse(""));
  }

  private static void signalled(Signal signal, String by) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(CORRELATION, signal.correlation());
    if (signal.triggerTradeId() != 0) {
      fields.put(TRADE, trade(signal.instrument(), signal.triggerTradeId()));
    }
    tell("signalled", fields, signal.side() + " " + signal.tag() + by);
  }

  private static String child(Signal signal, Execution.Child child) {
    return " as part " + child.number() + " of " + signal.account() + "/" + child.parent();
  }

  /** The gate has answered, or wants orders cancelled. */
  public static void decided(Decision decision) {
    String order = decision.approvedOrder().map(o -> o.clientOrderId()).orElse("");
    tell("decided", of(decision.correlation(), order), answer(decision));
  }

  /** A decision is about an order of before. */
  public static void decidedAbout(String correlation, String order, Decision decision) {
    tell("decided", of(correlation, order), answer(decision) + " for " + decision.correlation());
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
    tell("sent", of(correlation, order), what);
  }

  /** A person was told something about an order. */
  public static void alerted(String correlation, String order, String code, String message) {
    tell("alerted", of(correlation, order), code + " " + message);
  }

  /** The venue told something of an order. */
  public static void reported(ExecutionReport report) {
    String trade = report.venueTradeId() == 0 ? "" : " trade " + report.venueTradeId();
    String what = report.executionType() + trade + (report.last() ? ", the last" : "");
    String why = report.reason().isEmpty() ? "" : ": " + report.reason();
    tell("reported", of(report.correlation(), report.clientOrderId()), what + why);
  }

  /** A fill is in the books. */
  public static void booked(ExecutionReport fill) {
    String what = fill.executionType() + " trade " + fill.venueTradeId();
    tell("booked", of(fill.correlation(), fill.clientOrderId()), what);
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

  private static void tell(String step, Map<String, String> fields, String what) {
    if (LOG.isInfoEnabled()) {
      within(fields, () -> LOG.info(line(step, fields, what)));
    }
  }

  /** What others said must not look like lines of ours. */
  private static String line(String step, Map<String, String> fields, String what) {
    StringJoiner line = new StringJoiner(" ").add(step);
    fields.forEach((name, value) -> line.add(name + "=" + value));
    return line.add(what).toString().strip().replaceAll("\\p{Cntrl}", " ");
  }

  private static void within(Map<String, String> fields, Runnable log) {
    fields.forEach(MDC::put);
    log.run();
    fields.keySet().forEach(MDC::remove);
  }
}
