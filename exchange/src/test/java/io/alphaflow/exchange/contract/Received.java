package io.alphaflow.exchange.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamListener;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Puts down what a market stream brings. */
final class Received implements StreamListener {

  final List<String> frames = new CopyOnWriteArrayList<>();
  final List<Long> times = new CopyOnWriteArrayList<>();
  final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> fresh = new LinkedBlockingQueue<>();
  private final MarketData market;

  Received(MarketData market) {
    this.market = market;
  }

  @Override
  public void onFrame(String text, long receivedAt) {
    frames.add(text);
    times.add(receivedAt);
    fresh.add(text);
  }

  @Override
  public void onEnd(String reason) {
    ends.add(reason);
  }

  /** Waits for the next event of a kind; others are passed over. */
  <T extends StreamEvent> T next(Class<T> type, Runnable stir) throws InterruptedException {
    return next(type, event -> true, stir);
  }

  <T extends StreamEvent> T next(Class<T> type, Predicate<T> wanted, Runnable stir)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      String frame = fresh.poll(100, TimeUnit.MILLISECONDS);
      if (frame == null) {
        stir.run();
        assertThat(System.nanoTime())
            .as(type.getSimpleName() + " within 20 s, so far " + frames)
            .isLessThan(deadline);
        continue;
      }
      StreamEvent event = market.parse(frame);
      if (type.isInstance(event) && wanted.test(type.cast(event))) {
        return type.cast(event);
      }
    }
  }
}
