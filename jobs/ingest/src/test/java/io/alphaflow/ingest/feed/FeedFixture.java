package io.alphaflow.ingest.feed;

import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.ingest.ScriptedVenue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** A feed of a scripted venue, in one thread and with a time of its own. */
final class FeedFixture implements AutoCloseable {

  static final String BTC = "sim:BTC/USD";
  static final String ETH = "sim:ETH/USD";

  final ManualTimer timer;
  final ScriptedVenue venue;
  final List<MarketEvent> out = new ArrayList<>();
  MarketFeed feed;

  FeedFixture(Consumer<FeedOptions.Builder> change) {
    this(1, change);
  }

  FeedFixture(long seed, Consumer<FeedOptions.Builder> change) {
    timer = new ManualTimer(seed);
    venue = new ScriptedVenue(timer::nanos).list(BTC);
    restart(change);
  }

  /** Another feed, of the same venue. */
  void restart(Consumer<FeedOptions.Builder> change) {
    if (feed != null) {
      feed.close();
    }
    feed = new MarketFeed(venue, FeedOptions.DEFAULT.with(change), timer);
  }

  static FeedPosition from(String instrument, long next) {
    return FeedPosition.start(instrument, next, StreamKind.TRADE, true);
  }

  /** Begins with trade 1 and lets what is due at once happen. */
  void start(String... instruments) {
    for (String instrument : instruments) {
      feed.subscribe(List.of(from(instrument, 1)));
    }
    drain();
  }

  void drain() {
    boolean more = true;
    while (more) {
      more = feed.poll(out::add);
    }
    advance(0);
  }

  /** Lets time pass, and all happen that is due. */
  void advance(long millis) {
    long end = timer.nanos() + millis * 1_000_000;
    boolean more = true;
    while (more) {
      more = timer.step(Duration.ofNanos(end - timer.nanos()));
      while (feed.poll(out::add)) {
        // There is more.
        continue;
      }
    }
  }

  List<Long> tradeIds(String instrument) {
    return out.stream()
        .filter(e -> e.trade() != null && e.instrument().equals(instrument))
        .map(e -> e.trade().id())
        .toList();
  }

  List<MarketEvent.Notice> notices(String code) {
    return out.stream()
        .map(MarketEvent::notice)
        .filter(n -> n != null && n.code().equals(code))
        .toList();
  }

  List<MarketEvent.FeedTime> times(String instrument) {
    return out.stream()
        .filter(e -> e.time() != null && e.instrument().equals(instrument))
        .map(MarketEvent::time)
        .toList();
  }

  MarketEvent.FeedTime lastTime(String instrument) {
    List<MarketEvent.FeedTime> times = times(instrument);
    return times.get(times.size() - 1);
  }

  List<MarketEvent.Missing> missing() {
    return out.stream().map(MarketEvent::missing).filter(m -> m != null).toList();
  }

  long count(FeedStats.Count count) {
    return feed.stats().get(count);
  }

  static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Override
  public void close() {
    feed.close();
  }
}
