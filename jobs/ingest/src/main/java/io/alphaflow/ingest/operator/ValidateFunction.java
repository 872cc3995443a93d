package io.alphaflow.ingest.operator;

import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.validation.EventChecks;
import io.alphaflow.ingest.validation.Rejection;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets rules and sound trades through; sound quotes go to their side output, everything else to the
 * dead letters. Not keyed, no state, no timers; repeated input gives repeated output.
 * Deterministic: each event is judged by itself.
 */
public final class ValidateFunction extends ProcessFunction<MarketEvent, MarketEvent> {

  private static final long serialVersionUID = 1L;

  private transient DeadLetters deadLetters;

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
        context.output(
            SideOutputs.DEAD_LETTERS, deadLetters.ofTrade(event.trade(), rejection.get()));
      }
    } else if (event.quote() != null) {
      quote(event, context);
    } else if (event.fault() != null) {
      context.output(SideOutputs.DEAD_LETTERS, deadLetters.ofFault(event.fault()));
    } else if (event.rules() != null) {
      out.collect(event);
    }
  }

  private void quote(MarketEvent event, Context context) {
    Optional<Rejection> rejection = EventChecks.check(event.quote().quote());
    if (rejection.isPresent()) {
      context.output(SideOutputs.DEAD_LETTERS, deadLetters.ofQuote(event.quote(), rejection.get()));
      return;
    }
    context.output(IngestOutputs.QUOTES, event.quote().quote());
  }
}
