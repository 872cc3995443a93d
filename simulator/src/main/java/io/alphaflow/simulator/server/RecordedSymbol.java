package io.alphaflow.simulator.server;

import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.market.Depth;
import io.alphaflow.simulator.market.MinuteKline;
import io.alphaflow.simulator.market.SyntheticBook;
import io.alphaflow.simulator.playback.Playback;
import io.alphaflow.simulator.protocol.MarketFrames;
import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The streams of a recorded symbol, made from its trades: trades and best prices at once, changes
 * of the book every 100 ms or second and klines every 2 s of market time when there is something
 * new. What nobody listens to is not written.
 */
final class RecordedSymbol {

  private static final long DEPTH_EVERY_MICROS = 1_000_000;
  private static final long FAST_DEPTH_EVERY_MICROS = 100_000;
  private static final long KLINE_EVERY_MICROS = 2_000_000;

  private final String symbol;
  private final SyntheticBook book;
  private final Channel trades;
  private final Channel aggregates;
  private final Channel bestPrices;
  private final List<DepthStreams> depth;
  private final Channel klines;
  private final MinuteKline kline = new MinuteKline();
  private final Periodic klineUpdates;
  private boolean klineChanged;

  RecordedSymbol(String symbol, Playback playback, SyntheticBook book, MarketStreams streams) {
    this.symbol = symbol;
    this.book = book;
    String name = symbol.toLowerCase(Locale.ROOT);
    this.trades = streams.channel(name + "@trade");
    this.aggregates = streams.channel(name + "@aggTrade");
    this.bestPrices = streams.channel(name + "@bookTicker");
    this.depth =
        List.of(
            new DepthStreams(symbol, book, "", DEPTH_EVERY_MICROS, playback, streams),
            new DepthStreams(symbol, book, "@100ms", FAST_DEPTH_EVERY_MICROS, playback, streams));
    this.klines = streams.channel(name + "@kline_1m");
    this.klineUpdates = new Periodic(playback, KLINE_EVERY_MICROS, this::updateKline);
  }

  void trade(MarketTrade trade) {
    publish(trades, unit -> MarketFrames.trade(symbol, trade, unit));
    publish(aggregates, unit -> MarketFrames.aggTrade(symbol, trade, unit));
    kline.add(trade);
    klineChanged = true;
    if (klines.isHeard()) {
      klineUpdates.plan(trade.timeMicros());
    }
  }

  /** What the book shows now; it need not have changed. */
  void book(long[] bids, long[] asks, long timeMicros) {
    Depth before = book.depth(0);
    if (!book.moved(bids, asks)) {
      return;
    }
    Depth now = book.depth(0);
    if (!now.best().equals(before.best())) {
      now.best()
          .ifPresent(
              best ->
                  publish(
                      bestPrices,
                      unit -> MarketFrames.bookTicker(symbol, now.lastUpdateId(), best)));
    }
    depth.forEach(d -> d.moved(before, now, timeMicros));
  }

  /** A minute of market time has ended. */
  void minuteEnded(long timeMicros) {
    if (kline.hasBegun()) {
      tell(kline.closeAt(timeMicros), timeMicros);
    }
  }

  /** Market time stands still: what waits is told now; the open minute stays open. */
  void end(long timeMicros) {
    depth.forEach(d -> d.end(timeMicros));
    klineUpdates.run(timeMicros);
  }

  private void updateKline(long timeMicros) {
    if (klineChanged) {
      tell(kline.now(), timeMicros);
    }
  }

  private void tell(MinuteKline.Kline now, long timeMicros) {
    klineChanged = false;
    publish(klines, unit -> MarketFrames.kline(symbol, now, timeMicros, unit));
  }

  private static void publish(Channel channel, Function<VenueTimeUnit, String> payload) {
    if (channel.isHeard()) {
      channel.publish((unit, combined) -> channel.form(payload.apply(unit), combined));
    }
  }
}
