package io.alphaflow.simulator.server;

import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.market.DepthUpdate;
import io.alphaflow.simulator.market.MinuteKline;
import io.alphaflow.simulator.market.SyntheticBook;
import io.alphaflow.simulator.matching.TopOfBook;
import io.alphaflow.simulator.playback.Playback;
import io.alphaflow.simulator.protocol.MarketFrames;
import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.util.Locale;
import java.util.function.Function;

/**
 * The streams of a recorded symbol, made from its trades: trades and best prices at once, changes
 * of the book every 100 ms and klines every 2 s of market time when there is something new. What
 * nobody listens to is not written.
 */
final class RecordedSymbol {

  private static final long DEPTH_EVERY_MICROS = 100_000;
  private static final long KLINE_EVERY_MICROS = 2_000_000;

  private final String symbol;
  private final Playback playback;
  private final SyntheticBook book;
  private final Channel trades;
  private final Channel aggregates;
  private final Channel bestPrices;
  private final Channel depth;
  private final Channel klines;
  private final MinuteKline kline = new MinuteKline();
  private boolean depthPlanned;
  private boolean klinePlanned;
  private boolean klineChanged;

  RecordedSymbol(String symbol, Playback playback, SyntheticBook book, MarketStreams streams) {
    this.symbol = symbol;
    this.playback = playback;
    this.book = book;
    String name = symbol.toLowerCase(Locale.ROOT);
    this.trades = streams.channel(name + "@trade");
    this.aggregates = streams.channel(name + "@aggTrade");
    this.bestPrices = streams.channel(name + "@bookTicker");
    this.depth = streams.channel(name + "@depth@100ms");
    this.klines = streams.channel(name + "@kline_1m");
  }

  void trade(MarketTrade trade) {
    publish(trades, unit -> MarketFrames.trade(symbol, trade, unit));
    publish(aggregates, unit -> MarketFrames.aggTrade(symbol, trade, unit));
    kline.add(trade);
    klineChanged = true;
    if (klines.isHeard() && !klinePlanned) {
      klinePlanned = true;
      long at = next(trade.timeMicros(), KLINE_EVERY_MICROS);
      playback.at(at, () -> updateKline(at));
    }
  }

  void bookMoved(long updateId, TopOfBook top, long timeMicros) {
    book.moved(updateId, top, depth.isHeard());
    publish(bestPrices, unit -> MarketFrames.bookTicker(symbol, updateId, top));
    if (book.hasUpdate() && !depthPlanned) {
      depthPlanned = true;
      long at = next(timeMicros, DEPTH_EVERY_MICROS);
      playback.at(at, () -> tellDepth(at));
    }
  }

  /** A minute of market time has ended. */
  void minuteEnded(long timeMicros) {
    if (kline.hasBegun()) {
      tell(kline.closeAt(timeMicros), timeMicros);
    }
  }

  /** Market time stands still: what waits is told now; the open minute stays open. */
  void end(long timeMicros) {
    tellDepth(timeMicros);
    updateKline(timeMicros);
  }

  private void updateKline(long timeMicros) {
    klinePlanned = false;
    if (klineChanged) {
      tell(kline.now(), timeMicros);
    }
  }

  private void tell(MinuteKline.Kline now, long timeMicros) {
    klineChanged = false;
    publish(klines, unit -> MarketFrames.kline(symbol, now, timeMicros, unit));
  }

  private void tellDepth(long timeMicros) {
    depthPlanned = false;
    book.takeUpdate().ifPresent(update -> tell(update, timeMicros));
  }

  private void tell(DepthUpdate update, long timeMicros) {
    publish(depth, unit -> MarketFrames.depth(symbol, update, timeMicros, unit));
  }

  private static long next(long timeMicros, long every) {
    return (Math.floorDiv(timeMicros, every) + 1) * every;
  }

  private static void publish(Channel channel, Function<VenueTimeUnit, String> payload) {
    if (channel.isHeard()) {
      channel.publish(
          (unit, combined) -> {
            String text = payload.apply(unit);
            return combined ? MarketFrames.combined(channel.stream(), text) : text;
          });
    }
  }
}
