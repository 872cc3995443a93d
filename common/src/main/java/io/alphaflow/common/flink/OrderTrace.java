package io.alphaflow.common.flink;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One line in the log for each step from a signal to its fills, under the logger {@value #LOGGER}.
 * The steps until the decision have the field {@code signal}, those from the decision on the field
 * {@code order}, the client order id; the decision has both, so either leads to all. The fields are
 * in the diagnostic context too: where logs are JSON, they are fields there.
 *
 * <p>What a restarted job does again, it logs again. Nothing depends on it.
 */
public final class OrderTrace {

  /** Name of the logger: switch it off to have fewer lines. */
  public static final String LOGGER = "io.alphaflow.trace";

  private static final String SIGNAL = "signal";
  private static final String ORDER = "order";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private OrderTrace() {}

  /** A strategy, or the gate for it, wants something. */
  public static void signalled(Signal signal) {
    String id =
        id(
            signal.strategy(),
            signal.account(),
            signal.instrument(),
            signal.origin().name(),
            signal.sequence());
    tell("signalled", id, "", signal.side() + " because of trade " + signal.triggerTradeId());
  }

  /** The gate has answered. */
  public static void decided(Decision decision) {
    String id =
        id(
            decision.strategy(),
            decision.account(),
            decision.instrument(),
            decision.signalOrigin().name(),
            decision.signalSequence());
    String order = decision.approvedOrder().map(o -> o.clientOrderId()).orElse("");
    tell("decided", id, order, decision.outcome() + " as decision " + decision.sequence());
  }

  /** An order goes to the venue. */
  public static void sent(String clientOrderId, String instrument) {
    tell("sent", "", clientOrderId, instrument);
  }

  /** The venue told something of an order. */
  public static void reported(ExecutionReport report) {
    tell("reported", "", report.clientOrderId(), report.executionType().name());
  }

  /** A fill is in the books. */
  public static void booked(ExecutionReport fill) {
    tell("booked", "", fill.clientOrderId(), "trade " + fill.venueTradeId());
  }

  private static String id(
      String strategy, String account, String instrument, String origin, long sequence) {
    return String.join("/", strategy, account, instrument, origin) + "#" + sequence;
  }

  private static void tell(String step, String signal, String order, String what) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    put(SIGNAL, signal);
    put(ORDER, order);
    LOG.info("{} signal={} order={} {}", step, signal, order, what);
    MDC.remove(SIGNAL);
    MDC.remove(ORDER);
  }

  private static void put(String field, String value) {
    if (!value.isEmpty()) {
      MDC.put(field, value);
    }
  }
}
