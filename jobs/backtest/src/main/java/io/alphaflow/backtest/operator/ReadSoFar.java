package io.alphaflow.backtest.operator;

import io.alphaflow.backtest.data.BookChange;
import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * How much of the history a job has read, in accumulators of its task, of which Flink knows with
 * the task's next heartbeat.
 */
public final class ReadSoFar implements EventSink {

  private static final String EVENTS = "events";
  private static final String TIME = "market-time";

  private final LongCounter events = new LongCounter();
  private final LongMaximum time = new LongMaximum();
  private final EventSink next;

  /**
   * Counts in a task's accumulators.
   *
   * @param next gets what is counted
   */
  ReadSoFar(RuntimeContext task, EventSink next) {
    task.addAccumulator(EVENTS, events);
    task.addAccumulator(TIME, time);
    this.next = next;
  }

  @Override
  public void bar(Bar bar) {
    event(bar.openTime());
    next.bar(bar);
  }

  @Override
  public void trade(Trade trade) {
    event(trade.exchangeTime());
    next.trade(trade);
  }

  @Override
  public void book(BookChange change) {
    next.book(change);
  }

  private void event(long at) {
    events.add(1L);
    time.add(at);
  }

  /**
   * What a job's accumulators say.
   *
   * @param accumulators by name
   * @return events and their latest time, epoch microseconds UTC; nothing before the first is known
   */
  public static Optional<Known> of(Map<String, Object> accumulators) {
    return accumulators.get(EVENTS) instanceof Long events
            && accumulators.get(TIME) instanceof Long time
            && events > 0
        ? Optional.of(new Known(events, time))
        : Optional.empty();
  }

  /**
   * What is known of it.
   *
   * @param events bars or trades
   * @param time of the latest, epoch microseconds UTC
   */
  public record Known(long events, long time) {}
}
