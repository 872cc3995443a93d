package io.alphaflow.ingest;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.MarketDataException;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamListener;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A venue in memory with frames of its own form, {@code SYMBOL id price quantity} or {@code SYMBOL
 * quote updateId}. Answers at once, in the caller's thread.
 */
public final class ScriptedVenue implements MarketData {

  /** Time of trade 0; each id is a second later. */
  public static final long EPOCH = 1_385_337_600_000_000L;

  private final Map<String, List<VenueTrade>> tapes = new TreeMap<>();
  private final Map<InstrumentId, Instrument> listed = new LinkedHashMap<>();
  private final List<Open> streams = new ArrayList<>();
  private static final int MAX_PAGE = 10;
  private int callsUntilRefusal = -1;
  private int pagesAsked;
  private boolean pagesLag;

  /** Lists an instrument. */
  public synchronized ScriptedVenue list(String instrument) {
    return list(instrument, 1);
  }

  /** Lists an instrument with a tick size. */
  public synchronized ScriptedVenue list(String instrument, long tickSize) {
    InstrumentId id = InstrumentId.parse(instrument);
    String symbol = id.base() + id.quote();
    Instrument rules =
        new Instrument(
            instrument, 1, symbol, id.base(), id.quote(), tickSize, 1, 9, 1, 1, 9, 1, true, 0);
    listed.put(id, rules);
    tapes.computeIfAbsent(symbol, s -> new ArrayList<>());
    return this;
  }

  /** Takes an instrument off the list. */
  public synchronized void delist(String instrument) {
    listed.remove(InstrumentId.parse(instrument));
  }

  /** The call after {@code calls} further ones fails: rules, stream and page are one call each. */
  public synchronized void refuseAfter(int calls) {
    callsUntilRefusal = calls;
  }

  /** Whether pages are empty though there are trades. */
  public synchronized void pagesLag(boolean lag) {
    pagesLag = lag;
  }

  /** Makes trades; they are sent to the open stream if {@code sent}. */
  public synchronized void trade(String symbol, int count, boolean sent) {
    for (int i = 0; i < count; i++) {
      List<VenueTrade> tape = tapes.get(symbol);
      VenueTrade trade = parseTrade(symbol + " " + (tape.size() + 1) + " 100 1");
      tape.add(trade);
      if (sent) {
        send(trade.raw());
      }
    }
  }

  /** Sends a frame to the open stream. */
  public synchronized void send(String frame) {
    streams.forEach(s -> s.offer(frame));
  }

  /** Ends the open stream. */
  public void cut() {
    List<Open> cut;
    synchronized (this) {
      cut = List.copyOf(streams);
      streams.clear();
    }
    cut.forEach(s -> s.listener.onEnd("cut"));
  }

  /** Streams that are open. */
  public synchronized int openStreams() {
    return streams.size();
  }

  /** Frames that were sent and neither requested nor delivered yet. */
  public synchronized int waitingFrames() {
    return streams.stream().mapToInt(s -> s.waiting.size()).sum();
  }

  /** Pages that were asked for. */
  public synchronized int pagesAsked() {
    return pagesAsked;
  }

  private synchronized void check() {
    if (callsUntilRefusal-- == 0) {
      throw new MarketDataException("refused", Duration.ZERO, null);
    }
  }

  private interface Call<T> {
    T answer();
  }

  private <T> CompletableFuture<T> call(Call<T> call) {
    try {
      check();
      return CompletableFuture.completedFuture(call.answer());
    } catch (MarketDataException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public synchronized CompletableFuture<Map<InstrumentId, Instrument>> instruments(
      Collection<InstrumentId> wanted) {
    return call(
        () -> {
          Map<InstrumentId, Instrument> found = new LinkedHashMap<>(listed);
          found.keySet().retainAll(wanted);
          return found;
        });
  }

  @Override
  public synchronized CompletableFuture<TradePage> historicalTrades(
      String symbol, long fromId, int limit) {
    pagesAsked++;
    return call(
        () -> {
          List<VenueTrade> page =
              tapes.get(symbol).stream()
                  .filter(t -> t.id() >= fromId && !pagesLag)
                  .limit(limit)
                  .toList();
          long last = page.isEmpty() ? fromId - 1 : page.get(page.size() - 1).id();
          return new TradePage(page, List.of(), last, 1);
        });
  }

  @Override
  public int maxPage() {
    return MAX_PAGE;
  }

  @Override
  public CompletableFuture<Long> serverTime() {
    return call(() -> EPOCH);
  }

  @Override
  public synchronized CompletableFuture<MarketStream> openStream(
      Collection<String> symbols, boolean quotes, StreamListener listener) {
    return call(
        () -> {
          Open stream = new Open(listener);
          streams.add(stream);
          return stream;
        });
  }

  @Override
  public StreamEvent parse(String frame) {
    String[] parts = frame.split(" ");
    if (parts.length == 3) {
      return new VenueQuote(parts[0], Long.parseLong(parts[2]), 1, 1, 2, 1, frame);
    }
    if (frame.equals("bye")) {
      return StreamEvent.Notice.SHUTDOWN;
    }
    return parts.length == 4
        ? parseTrade(frame)
        : new StreamEvent.Unreadable("four parts expected", frame);
  }

  private static VenueTrade parseTrade(String frame) {
    String[] parts = frame.split(" ");
    long id = Long.parseLong(parts[1]);
    return new VenueTrade(
        parts[0],
        id,
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        true,
        EPOCH + id * 1_000_000,
        frame);
  }

  @Override
  public String tradeStream(String symbol) {
    return symbol + "@trade";
  }

  private final class Open implements MarketStream {
    private final StreamListener listener;
    private final List<String> waiting = new ArrayList<>();
    private int requested;

    Open(StreamListener listener) {
      this.listener = listener;
    }

    void offer(String frame) {
      waiting.add(frame);
      deliver();
    }

    private void deliver() {
      while (requested > 0 && !waiting.isEmpty()) {
        requested--;
        listener.onFrame(waiting.remove(0), 2);
      }
    }

    @Override
    public void request(int frames) {
      synchronized (ScriptedVenue.this) {
        requested += frames;
        deliver();
      }
    }

    @Override
    public void ping() {}

    @Override
    public long silentMillis() {
      return 0;
    }

    @Override
    public void close() {
      synchronized (ScriptedVenue.this) {
        streams.remove(this);
      }
    }
  }
}
