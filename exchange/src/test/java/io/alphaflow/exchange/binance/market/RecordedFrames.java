package io.alphaflow.exchange.binance.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.market.StreamListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a stream delivers. */
final class RecordedFrames implements StreamListener {

  final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

  @Override
  public void onFrame(String text, long receivedAt) {
    texts.add(text);
  }

  @Override
  public void onEnd(String reason) {
    ends.add(reason);
  }

  String next() throws InterruptedException {
    String text = texts.poll(5, TimeUnit.SECONDS);
    assertThat(text).as("a frame within 5 s").isNotNull();
    return text;
  }

  void nothingMore() throws InterruptedException {
    assertThat(texts.poll(150, TimeUnit.MILLISECONDS)).isNull();
  }
}
