package io.alphaflow.ingest.operator;

import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.validation.EventChecks;
import io.alphaflow.ingest.validation.Rejection;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets through what makes the trade log, with a gap in the place of each trade that is not sound,
 * and sound quotes where they are wanted there; sound quotes and notices go to their side outputs,
 * everything else to the dead letters. Not keyed, no state, no timers; repeated input gives
 * repeated output. Deterministic: each event is judged by itself.
 */
public final class ValidateFunction extends ProcessFunction<MarketEvent, MarketEvent> {

  private static final long serialVersionUID = 1L;

  private final boolean quotesInTradeLog;

  private transient DeadLetters deadLetters;

  /**
   * A judge.
   *
   * @param quotesInTradeLog whether sound quotes are let through, too
   */
  public ValidateFunction(boolean quotesInTradeLog) {
    this.quotesInTradeLog = quotesInTradeLog;
  }

  @Override
  public void open(OpenContext context) {
    deadLetters = new DeadLetters(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(MarketEvent event, Context context, Collector<MarketEvent> out) {
    if (event.trade() != null) {
      Optional<Rejection> rejection = EventChecks.check(event.trade());
      if (rejection.isEmpty()) {
        out.collect(event);
      } else {
        refuse(event, rejection.get(), context, out);
      }
    } else if (event.quote() != null) {
      quote(event, context, out);
    } else if (event.fault() != null) {
      context.output(SideOutputs.DEAD_LETTERS, deadLetters.ofFault(event.fault()));
    } else if (event.notice() != null) {
      context.output(SideOutputs.ALERTS, alert(event));
    } else {
      out.collect(event);
    }
  }

  /** The trade's bytes to the dead letters, and to the log that it is missing there. */
  private void refuse(
      MarketEvent event, Rejection why, Context context, Collector<MarketEvent> out) {
    VenueTrade trade = event.trade();
    context.output(SideOutputs.DEAD_LETTERS, deadLetters.ofTrade(trade, why));
    MarketEvent.Missing missing =
        new MarketEvent.Missing(
            trade.id(), trade.id(), why.code().name(), why.reason(), trade.time());
    out.collect(MarketEvent.ofMissing(event.instrument(), missing, event.receivedAt()));
  }

  private static Alert alert(MarketEvent event) {
    MarketEvent.Notice notice = event.notice();
    return new Alert(
        DeadLetters.SOURCE,
        notice.code() + "/" + notice.id(),
        notice.severity(),
        notice.code(),
        "",
        event.instrument(),
        event.receivedAt(),
        notice.message());
  }

  private void quote(MarketEvent event, Context context, Collector<MarketEvent> out) {
    Optional<Rejection> rejection = EventChecks.check(event.quote().quote());
    if (rejection.isPresent()) {
      context.output(SideOutputs.DEAD_LETTERS, deadLetters.ofQuote(event.quote(), rejection.get()));
      return;
    }
    context.output(IngestOutputs.QUOTES, event.quote().quote());
    if (quotesInTradeLog) {
      out.collect(event);
    }
  }
}
