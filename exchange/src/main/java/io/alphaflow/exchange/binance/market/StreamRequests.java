package io.alphaflow.exchange.binance.market;

import io.alphaflow.exchange.market.MarketDataException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The requests of one connection to add and remove streams, and the answers to them. Thread-safe.
 */
final class StreamRequests {

  /** How many streams one connection takes. */
  static final int MAX_STREAMS = 1_024;

  /** Streams in one message, which stays below 8 KB. */
  static final int BATCH = 200;

  private final Pacer pacer;
  private final Function<String, CompletableFuture<?>> sender;
  private final Duration patience;
  private final Set<String> names = new HashSet<>();
  private final Map<Long, CompletableFuture<Void>> open = new LinkedHashMap<>();
  private String ended;
  private long lastId;

  /**
   * Requests of a connection.
   *
   * @param sender sends a text
   * @param patience how long an answer may take
   */
  StreamRequests(Pacer pacer, Function<String, CompletableFuture<?>> sender, Duration patience) {
    this.pacer = pacer;
    this.sender = sender;
    this.patience = patience;
  }

  CompletableFuture<Void> subscribe(Collection<String> streams) {
    synchronized (this) {
      Set<String> all = new HashSet<>(names);
      all.addAll(streams);
      if (all.size() > MAX_STREAMS) {
        return CompletableFuture.failedFuture(
            failure(
                all.size()
                    + " streams on one connection; the venue takes at most "
                    + MAX_STREAMS
                    + ", open another one"));
      }
      names.addAll(streams);
    }
    return send("SUBSCRIBE", List.copyOf(streams));
  }

  CompletableFuture<Void> unsubscribe(Collection<String> streams) {
    synchronized (this) {
      names.removeAll(streams);
    }
    return send("UNSUBSCRIBE", List.copyOf(streams));
  }

  private CompletableFuture<Void> send(String method, List<String> streams) {
    List<CompletableFuture<Void>> batches = new ArrayList<>();
    for (int i = 0; i < streams.size(); i += BATCH) {
      batches.add(batch(method, streams.subList(i, Math.min(i + BATCH, streams.size()))));
    }
    return CompletableFuture.allOf(batches.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> batch(String method, List<String> streams) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    long id;
    synchronized (this) {
      if (ended != null) {
        return CompletableFuture.failedFuture(failure(method + ": the stream " + ended));
      }
      id = ++lastId;
      open.put(id, done);
    }
    String text =
        streams.stream()
            .map(s -> '"' + s + '"')
            .collect(
                Collectors.joining(
                    ",", "{\"method\":\"" + method + "\",\"params\":[", "],\"id\":" + id + "}"));
    pacer.last(
        () -> {
          CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
              .execute(() -> finish(id, "not acknowledged within " + patience.toMillis() + " ms"));
          return sender.apply(text);
        });
    return done.exceptionallyCompose(
        e ->
            CompletableFuture.failedFuture(
                failure(
                    method
                        + " of "
                        + streams.size()
                        + " streams ("
                        + streams.get(0)
                        + " …): "
                        + e.getMessage())));
  }

  /** Whether an answer is still to come. */
  synchronized boolean waiting() {
    return !open.isEmpty();
  }

  /** Takes a frame that is an answer to a request; false when it is something else. */
  boolean takes(String frame) {
    Optional<StreamAnswer> answer = StreamAnswer.read(frame);
    if (answer.isEmpty()) {
      return false;
    }
    String problem = answer.get().refusal();
    if (problem.isEmpty()) {
      finish(answer.get().id(), "");
    } else if (answer.get().id() != 0) {
      finish(answer.get().id(), "refused by the venue: " + problem);
    } else {
      finishAll("one of the open requests was refused by the venue: " + problem);
    }
    return true;
  }

  private void finish(long id, String problem) {
    CompletableFuture<Void> request;
    synchronized (this) {
      request = open.remove(id);
    }
    finish(request, problem);
  }

  private static void finish(CompletableFuture<Void> request, String problem) {
    if (request == null) {
      // Its time was over when the answer came.
      return;
    }
    if (problem.isEmpty()) {
      request.complete(null);
    } else {
      request.completeExceptionally(failure(problem));
    }
  }

  private void finishAll(String problem) {
    List<CompletableFuture<Void>> all;
    synchronized (this) {
      all = List.copyOf(open.values());
      open.clear();
    }
    all.forEach(request -> finish(request, problem));
  }

  /** The connection has ended: nothing is answered any more. */
  void end(String reason) {
    synchronized (this) {
      ended = reason;
    }
    finishAll("the stream " + reason);
  }

  private static MarketDataException failure(String message) {
    return new MarketDataException(message, Duration.ZERO, null);
  }
}
