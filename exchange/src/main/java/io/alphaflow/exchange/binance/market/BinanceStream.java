package io.alphaflow.exchange.binance.market;

import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamListener;
import io.alphaflow.exchange.wire.FrameStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A combined stream's connection. */
final class BinanceStream extends FrameStream {

  private final Pacer pacer = new Pacer();
  private final StreamRequests requests;

  BinanceStream(StreamListener listener, Duration patience) {
    super(listener);
    this.requests = new StreamRequests(pacer, this::sendText, patience);
  }

  @Override
  protected List<String> frames(String message) {
    return requests.takes(message) ? List.of() : List.of(message);
  }

  @Override
  protected boolean awaitsAnswer() {
    return requests.waiting();
  }

  @Override
  protected void over(String reason) {
    requests.end(reason);
  }

  @Override
  protected void paced(Supplier<CompletableFuture<?>> send) {
    pacer.first(send);
  }

  @Override
  public CompletableFuture<Void> subscribe(Collection<StreamKey> keys) {
    CompletableFuture<Void> done = requests.subscribe(names(keys));
    askSocket();
    return done;
  }

  @Override
  public CompletableFuture<Void> unsubscribe(Collection<StreamKey> keys) {
    CompletableFuture<Void> done = requests.unsubscribe(names(keys));
    askSocket();
    return done;
  }

  private static List<String> names(Collection<StreamKey> keys) {
    return keys.stream().map(StreamNames::of).distinct().toList();
  }
}
