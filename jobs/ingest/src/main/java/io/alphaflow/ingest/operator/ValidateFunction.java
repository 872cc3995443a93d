package io.alphaflow.ingest.operator;

import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.flink.metrics.DeskMetrics;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
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

  private transient DeskMetrics metrics;

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
    metrics =
        new DeskMetrics(getRuntimeContext().getMetricGroup())
            .declare(DeskMetric.ALERTS, DeskMetric.DEAD_LETTERS);
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
      letter(DeadLetters.ofFault(event.fault()), context);
    } else if (event.notice() != null) {
      Alert alert = alert(event);
      metrics.alert(alert);
      context.output(SideOutputs.ALERTS, alert);
    } else {
      out.collect(event);
    }
  }

  /** The trade's bytes to the dead letters, and to the log that it is missing there. */
  private void refuse(
      MarketEvent event, Rejection why, Context context, Collector<MarketEvent> out) {
    VenueTrade trade = event.trade();
    letter(DeadLetters.ofTrade(trade, why), context);
    MarketEvent.Missing missing =
        new MarketEvent.Missing(
            trade.id(), trade.id(), why.code().name(), why.reason(), trade.time());
    out.collect(MarketEvent.ofMissing(event.instrument(), missing, event.receivedAt()));
  }

  private void letter(DeadLetter letter, Context context) {
    metrics.deadLetter(letter);
    context.output(SideOutputs.DEAD_LETTERS, letter);
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
      letter(DeadLetters.ofQuote(event.quote(), rejection.get()), context);
      return;
    }
    context.output(IngestOutputs.QUOTES, event.quote().quote());
    if (quotesInTradeLog) {
      out.collect(event);
    }
  }
}
