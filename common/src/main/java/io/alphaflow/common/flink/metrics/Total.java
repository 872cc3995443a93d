package io.alphaflow.common.flink.metrics;

import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Counter;

/** A counter for several threads. */
final class Total implements Counter {

  private final LongAdder sum = new LongAdder();

  @Override
  public void inc() {
    sum.increment();
  }

  @Override
  public void inc(long more) {
    sum.add(more);
  }

  @Override
  public void dec() {
    sum.decrement();
  }

  @Override
  public void dec(long less) {
    sum.add(-less);
  }

  @Override
  public long getCount() {
    return sum.sum();
  }
}
