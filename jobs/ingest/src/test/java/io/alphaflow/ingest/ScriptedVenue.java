package io.alphaflow.ingest;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.HistoryUnavailableException;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.MarketDataException;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.StreamListener;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A venue in memory, for one thread, with frames of its own form: {@code SYMBOL id price quantity},
 * {@code SYMBOL quote updateId}, {@code SYMBOL kline openMinute lastId}, {@code SYMBOL depth U u
 * bid quantity ask quantity}, {@code bye}. Answers at once, or when told to.
 */
public final class ScriptedVenue implements MarketData {

  /** Time of trade 0; each id is a second later. */
  public static final long EPOCH = 1_385_337_600_000_000L;

  /** Trades on a page. */
  public static final int MAX_PAGE = 10;

  /** What can be asked by REST. */
  public enum Call {
    RULES,
    PAGE,
    TIME,
    SNAPSHOT
  }

  private final LongSupplier nanos;
  private final long begin;
  private final Map<String, TreeMap<Long, VenueTrade>> tapes = new TreeMap<>();
  private final Map<String, Long> lastIds = new TreeMap<>();
  private final Map<InstrumentId, Instrument> listed = new LinkedHashMap<>();
  private final List<Open> streams = new ArrayList<>();
  private final Deque<Runnable> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private int maxStreams = 1_024;
  private int callsUntilRefusal = -1;
  private boolean refusesAll;
  private boolean pagesLag;
  private final Map<String, Long> historyFrom = new TreeMap<>();
  private boolean holdsAnswers;
  private boolean silent;
  private long clockSkew;
  private DepthSnapshot snapshot;

  /** A venue whose time stands still. */
  public ScriptedVenue() {
    this(() -> 0);
  }

  /** A venue with a clock, nanoseconds. */
  public ScriptedVenue(LongSupplier nanos) {
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  /** Lists an instrument. */
  public ScriptedVenue list(String instrument) {
    return list(instrument, 1);
  }

  /** Lists an instrument with a tick size. */
  public ScriptedVenue list(String instrument, long tickSize) {
    InstrumentId id = InstrumentId.parse(instrument);
    String symbol = id.base() + id.quote();
    listed.put(
        id,
        new Instrument(
            instrument, 1, symbol, id.base(), id.quote(), tickSize, 1, 9, 1, 1, 9, 1, true, 0));
    tapes.computeIfAbsent(symbol, s -> new TreeMap<>());
    lastIds.putIfAbsent(symbol, 0L);
    return this;
  }

  /** Takes an instrument off the list. */
  public void delist(String instrument) {
    listed.remove(InstrumentId.parse(instrument));
  }

  /** How many streams a connection takes. */
  public void maxStreams(int streams) {
    maxStreams = streams;
  }

  /** The call after {@code calls} further ones fails; opening a stream is one, too. */
  public void refuseAfter(int calls) {
    callsUntilRefusal = calls;
  }

  /** Whether every call fails. */
  public void refuseAll(boolean all) {
    refusesAll = all;
  }

  /** Whether pages are empty though there are trades. */
  public void pagesLag(boolean lag) {
    pagesLag = lag;
  }

  /** The first id that pages of a symbol give; lower ones are refused. */
  public void historyFrom(String symbol, long id) {
    historyFrom.put(symbol, id);
  }

  /** Whether answers wait for {@link #answer}. */
  public void holdAnswers(boolean hold) {
    holdsAnswers = hold;
  }

  /** Whether connections are open but dead: nothing comes, not even an answer to a ping. */
  public void silent(boolean isSilent) {
    silent = isSilent;
  }

  /** How far the server time is off, microseconds. */
  public void clockSkew(long micros) {
    clockSkew = micros;
  }

  /** What the next snapshots say. */
  public void snapshot(DepthSnapshot depth) {
    snapshot = depth;
  }

  /** Gives the oldest answer that waits, if there is one. */
  public void answer() {
    Runnable answer = answers.poll();
    if (answer != null) {
      answer.run();
    }
  }

  /** Makes trades; they are sent to the open streams if {@code sent}. */
  public void trade(String symbol, int count, boolean sent) {
    for (int i = 0; i < count; i++) {
      VenueTrade trade = make(symbol, 100);
      if (sent) {
        send(trade.raw());
      }
    }
  }

  /** Makes a trade that is in the venue's list, and sends nothing. */
  public VenueTrade make(String symbol, long price) {
    long id = lastIds.merge(symbol, 1L, Long::sum);
    VenueTrade trade = parseTrade(symbol + " " + id + " " + price + " 1");
    tapes.get(symbol).put(id, trade);
    return trade;
  }

  /** Lets ids go by for which there never is a trade. */
  public void skipIds(String symbol, int count) {
    lastIds.merge(symbol, (long) count, Long::sum);
  }

  /** Last id that was made or skipped. */
  public long lastId(String symbol) {
    return lastIds.get(symbol);
  }

  /** Ids for which there is a trade. */
  public Set<Long> ids(String symbol) {
    return tapes.get(symbol).keySet();
  }

  /** Sends a frame to the open streams that have its symbol. */
  public void send(String frame) {
    List.copyOf(streams).forEach(s -> s.offer(frame));
  }

  /** Sends a frame to one of the open streams, whatever its symbols; the oldest is 0. */
  public void sendTo(int stream, String frame) {
    streams.get(stream).force(frame);
  }

  /** Ends the open streams. */
  public void cut() {
    List<Open> cut = List.copyOf(streams);
    streams.clear();
    cut.forEach(s -> s.listener.onEnd("cut"));
  }

  /** Ends one of the open streams. */
  public void cut(int stream) {
    streams.remove(stream).listener.onEnd("cut");
  }

  /** Streams that are open. */
  public int openStreams() {
    return streams.size();
  }

  /** What each open stream is subscribed to. */
  public List<Set<StreamKey>> subscribed() {
    return streams.stream().map(s -> Set.copyOf(s.keys)).toList();
  }

  /** Frames that were sent and neither requested nor delivered yet. */
  public int waitingFrames() {
    return streams.stream().mapToInt(s -> s.waiting.size()).sum();
  }

  /** How often something was asked. */
  public int asked(Call call) {
    return (int) asked.stream().filter(call.name()::equals).count();
  }

  private boolean refuses() {
    return callsUntilRefusal-- == 0 || refusesAll;
  }

  private interface Answer<T> {
    T get();
  }

  private <T> CompletableFuture<T> call(Call call, Answer<T> answer) {
    asked.add(call.name());
    return later(answer);
  }

  private <T> CompletableFuture<T> later(Answer<T> answer) {
    boolean refused = refuses();
    CompletableFuture<T> future = new CompletableFuture<>();
    Runnable give =
        () -> {
          try {
            if (refused) {
              throw new MarketDataException("refused", Duration.ZERO, null);
            }
            future.complete(answer.get());
          } catch (MarketDataException e) {
            future.completeExceptionally(e);
          }
        };
    if (holdsAnswers) {
      answers.add(give);
    } else {
      give.run();
    }
    return future;
  }

  @Override
  public CompletableFuture<Map<InstrumentId, Instrument>> instruments(
      Collection<InstrumentId> wanted) {
    return call(
        Call.RULES,
        () -> {
          Map<InstrumentId, Instrument> found = new LinkedHashMap<>(listed);
          found.keySet().retainAll(wanted);
          return found;
        });
  }

  @Override
  public CompletableFuture<TradePage> historicalTrades(
      String symbol, StreamKind kind, long fromId, int limit) {
    return call(
        Call.PAGE,
        () -> {
          long first = historyFrom.getOrDefault(symbol, 0L);
          if (fromId < first) {
            throw new HistoryUnavailableException("trades before " + first + " are gone");
          }
          List<VenueTrade> page =
              tapes.get(symbol).tailMap(fromId).values().stream()
                  .filter(t -> !pagesLag)
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

  /** The time at the venue, epoch microseconds UTC; {@link #EPOCH} when it was made. */
  public long now() {
    return EPOCH + (nanos.getAsLong() - begin) / 1_000 + clockSkew;
  }

  @Override
  public CompletableFuture<Long> serverTime() {
    return call(Call.TIME, this::now);
  }

  @Override
  public CompletableFuture<DepthSnapshot> depthSnapshot(String symbol, int levels) {
    return call(Call.SNAPSHOT, () -> snapshot);
  }

  @Override
  public CompletableFuture<MarketStream> openStream(StreamListener listener) {
    return later(
        () -> {
          Open stream = new Open(listener);
          streams.add(stream);
          return stream;
        });
  }

  @Override
  public int maxStreams() {
    return maxStreams;
  }

  @Override
  public StreamEvent parse(String frame) {
    if (frame.equals("bye")) {
      return StreamEvent.Notice.SHUTDOWN;
    }
    String[] parts = frame.split(" ");
    if (parts.length < 3) {
      return new StreamEvent.Unreadable("three parts expected", frame);
    }
    return switch (parts[1]) {
      case "quote" -> new VenueQuote(parts[0], Long.parseLong(parts[2]), 1, 1, 2, 1, frame);
      case "kline" -> parseKline(parts, frame);
      case "depth" -> parseDepth(parts, frame);
      default -> parseTrade(frame);
    };
  }

  private static VenueTrade parseTrade(String frame) {
    String[] parts = frame.split(" ");
    long id = Long.parseLong(parts[1]);
    return new VenueTrade(
        StreamKind.TRADE,
        parts[0],
        id,
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        true,
        parts.length > 4 ? Long.parseLong(parts[4]) : timeOf(id),
        frame);
  }

  /** The time of a trade, epoch microseconds UTC. */
  public static long timeOf(long id) {
    return EPOCH + id * 1_000_000;
  }

  private static VenueKline parseKline(String[] parts, String frame) {
    long open = EPOCH + Long.parseLong(parts[2]) * 60_000_000;
    long close = open + 59_999_000;
    long last = Long.parseLong(parts[3]);
    return new VenueKline(
        parts[0], "1m", open, close, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, last, true, close, frame);
  }

  private static DepthUpdate parseDepth(String[] parts, String frame) {
    long last = Long.parseLong(parts[3]);
    return new DepthUpdate(
        parts[0],
        Long.parseLong(parts[2]),
        last,
        EPOCH + last,
        new long[] {Long.parseLong(parts[4])},
        new long[] {Long.parseLong(parts[5])},
        new long[] {Long.parseLong(parts[6])},
        new long[] {Long.parseLong(parts[7])},
        frame);
  }

  @Override
  public String streamName(StreamKey key) {
    return key.venueSymbol() + "@" + key.kind();
  }

  private final class Open implements MarketStream {
    private final StreamListener listener;
    private final List<String> waiting = new ArrayList<>();
    private final Set<StreamKey> keys = new HashSet<>();
    private final Set<String> symbols = new TreeSet<>();
    private int requested;
    private long lastSign = nanos.getAsLong();

    Open(StreamListener listener) {
      this.listener = listener;
    }

    void offer(String frame) {
      String symbol = frame.split(" ")[0];
      if (!silent && (symbols.contains(symbol) || !tapes.containsKey(symbol))) {
        force(frame);
      }
    }

    void force(String frame) {
      lastSign = nanos.getAsLong();
      waiting.add(frame);
      deliver();
    }

    private void deliver() {
      while (requested > 0 && !waiting.isEmpty()) {
        requested--;
        listener.onFrame(waiting.remove(0), nanos.getAsLong() / 1_000);
      }
    }

    @Override
    public CompletableFuture<Void> subscribe(Collection<StreamKey> added) {
      keys.addAll(added);
      added.forEach(key -> symbols.add(key.venueSymbol()));
      return later(() -> null);
    }

    @Override
    public CompletableFuture<Void> unsubscribe(Collection<StreamKey> gone) {
      keys.removeAll(gone);
      gone.forEach(key -> symbols.remove(key.venueSymbol()));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void request(int frames) {
      requested += frames;
      deliver();
    }

    @Override
    public void ping() {
      lastSign = silent ? lastSign : nanos.getAsLong();
    }

    @Override
    public long silentMillis() {
      return (nanos.getAsLong() - lastSign) / 1_000_000;
    }

    @Override
    public long ageMillis() {
      return 0;
    }

    @Override
    public void close() {
      streams.remove(this);
    }
  }
}
