package io.alphaflow.cli.history;

import io.alphaflow.common.capture.CaptureLine;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.StreamListener;
import io.alphaflow.history.capture.CaptureFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Writes the frames of a stream to files as they come, one thread for all files. The connection is
 * opened again when it breaks or falls silent. Behind the first depth update of a symbol in each
 * file and on each connection stands the order book as REST gives it, so that every file can be
 * played for itself.
 */
final class Recorder {

  /** Frames that may wait for the disk. */
  private static final int WINDOW = 4_096;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long SILENT_MILLIS = 30_000;
  private static final long DEAD_MILLIS = 60_000;
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final long FLUSH_NANOS = 1_000_000_000L;
  private static final int SNAPSHOT_LEVELS = 1_000;
  private static final String STREAM = "\"stream\":\"";
  private static final String DEPTH = "depth";

  /** What goes through the queue; {@code symbol} is empty for a frame, whose text names it. */
  private record Item(String symbol, CaptureLine line) {}

  private final MarketData market;
  private final List<StreamKey> keys;
  private final CaptureFolder folder;
  private final Consumer<String> note;
  private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final Set<String> needSnapshot = new HashSet<>();
  private volatile boolean stopped;
  private volatile String ended = "";
  private long reconnects;

  /**
   * A recorder.
   *
   * @param keys streams, no more than one connection takes
   * @param note takes what a person should know
   */
  Recorder(MarketData market, List<StreamKey> keys, CaptureFolder folder, Consumer<String> note) {
    this.market = market;
    this.keys = List.copyOf(keys);
    this.folder = folder;
    this.note = note;
  }

  /** Frames by stream, and snapshots. */
  Map<String, Long> counts() {
    return counts;
  }

  long reconnects() {
    return reconnects;
  }

  /** Ends the recording soon; may be called by any thread. */
  void stop() {
    stopped = true;
  }

  /** Records until it is stopped or the time is over. */
  void run(Duration length) throws IOException, InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (!isOver(end)) {
      long before = total();
      try (MarketStream stream = open()) {
        record(stream, end);
      } catch (ExecutionException | TimeoutException | CompletionException e) {
        ended = "not possible: " + cause(e);
      }
      drain();
      if (isOver(end)) {
        break;
      }
      pause = total() > before ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      note.accept(
          "the stream was %s; connecting again in %d ms, what it sends meanwhile is missing"
              .formatted(ended, pause));
      reconnects++;
      Thread.sleep(pause);
    }
    folder.flush();
  }

  private long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private boolean isOver(long end) {
    return stopped || System.nanoTime() >= end;
  }

  private static String cause(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private MarketStream open() throws ExecutionException, TimeoutException, InterruptedException {
    ended = "";
    StreamListener listener =
        new StreamListener() {
          @Override
          public void onFrame(String text, long receivedAt) {
            queue.add(new Item("", new CaptureLine(receivedAt * 1_000, text)));
          }

          @Override
          public void onEnd(String reason) {
            ended = reason;
          }
        };
    MarketStream stream =
        market.openStream(listener).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    try {
      for (StreamKey key : keys) {
        if (key.kind() == StreamKind.DEPTH) {
          needSnapshot.add(key.venueSymbol());
        }
      }
      stream.request(WINDOW);
      stream.subscribe(keys).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      note.accept("recording " + keys.size() + " streams");
      return stream;
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      stream.close();
      throw e;
    }
  }

  private void record(MarketStream stream, long end) throws IOException, InterruptedException {
    long flushed = System.nanoTime();
    while (!isOver(end) && ended.isEmpty()) {
      Item item = queue.poll(200, TimeUnit.MILLISECONDS);
      if (item != null) {
        write(item);
        if (item.symbol().isEmpty()) {
          stream.request(1);
        }
      }
      if (System.nanoTime() - flushed > FLUSH_NANOS) {
        folder.flush();
        flushed = System.nanoTime();
        if (stream.silentMillis() > DEAD_MILLIS) {
          ended = "silent for a minute";
        } else if (stream.silentMillis() > SILENT_MILLIS) {
          stream.ping();
        }
      }
    }
  }

  private void drain() throws IOException {
    List<Item> left = new ArrayList<>();
    queue.drainTo(left);
    for (Item item : left) {
      write(item);
    }
  }

  private void write(Item item) throws IOException {
    if (!item.symbol().isEmpty()) {
      folder.add(item.symbol(), item.line());
      count(item.symbol().toLowerCase(Locale.ROOT) + " order book");
      return;
    }
    String stream = stream(item.line().text());
    int at = stream.indexOf('@');
    if (at <= 0) {
      count("(no stream: not written)");
      return;
    }
    String symbol = stream.substring(0, at).toUpperCase(Locale.ROOT);
    boolean depth = stream.startsWith(DEPTH, at + 1);
    boolean begun = folder.add(symbol, item.line());
    count(stream);
    if (begun && hasDepth(symbol)) {
      needSnapshot.add(symbol);
    }
    if (depth && needSnapshot.remove(symbol)) {
      askForBook(symbol);
    }
  }

  private boolean hasDepth(String symbol) {
    return keys.contains(new StreamKey(symbol, StreamKind.DEPTH));
  }

  private void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  private static String stream(String frame) {
    int from = frame.indexOf(STREAM);
    int to = from < 0 ? -1 : frame.indexOf('"', from + STREAM.length());
    return to < 0 ? "" : frame.substring(from + STREAM.length(), to);
  }

  private void askForBook(String symbol) {
    market
        .depthSnapshot(symbol, SNAPSHOT_LEVELS)
        .whenComplete(
            (book, error) -> {
              if (error != null) {
                note.accept("no order book of " + symbol + ": " + cause(error));
              } else {
                long now = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
                queue.add(new Item(symbol, new CaptureLine(now, json(book))));
              }
            });
  }

  /** As the venue's REST interface writes it. */
  private static String json(DepthSnapshot book) {
    StringBuilder text = new StringBuilder("{\"lastUpdateId\":").append(book.lastUpdateId());
    levels(text.append(",\"bids\":["), book.bidPrices(), book.bidQuantities());
    levels(text.append("],\"asks\":["), book.askPrices(), book.askQuantities());
    return text.append("]}").toString();
  }

  private static void levels(StringBuilder text, long[] prices, long[] quantities) {
    for (int i = 0; i < prices.length; i++) {
      text.append(i == 0 ? "[\"" : ",[\"")
          .append(Fixed8.format(prices[i]))
          .append("\",\"")
          .append(Fixed8.format(quantities[i]))
          .append("\"]");
    }
  }
}
