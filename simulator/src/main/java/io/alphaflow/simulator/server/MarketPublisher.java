package io.alphaflow.simulator.server;

import io.alphaflow.common.model.Side;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.capture.AggregateTrade;
import io.alphaflow.simulator.capture.CapturedFrame;
import io.alphaflow.simulator.capture.CapturedSymbol;
import io.alphaflow.simulator.market.MinuteKline;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.MatchingMode;
import io.alphaflow.simulator.matching.TopOfBook;
import io.alphaflow.simulator.playback.Playback;
import io.alphaflow.simulator.playback.RecordedTape;
import io.alphaflow.simulator.playback.Tape;
import io.alphaflow.simulator.protocol.MarketFrames;
import io.alphaflow.simulator.protocol.Venue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What happens in the market: orders are matched against it, then it is told on the streams. */
final class MarketPublisher implements Playback.Listener {

  private static final int MOST_LEVELS = 5_000;

  private final Venue venue;
  // Whether there is one book of all orders; else customers' orders are in nobody's sight.
  private final boolean ordersShow;
  private final MarketStreams streams;
  private final Map<String, RecordedSymbol> recorded = new TreeMap<>();

  MarketPublisher(Venue venue, MarketStreams streams) {
    this.venue = venue;
    this.ordersShow = venue.engine().rules().mode() == MatchingMode.SANDBOX;
    this.streams = streams;
    Playback playback = venue.playback();
    for (Tape tape : playback.tapes()) {
      if (tape instanceof RecordedTape) {
        String symbol = tape.symbol();
        recorded.put(
            symbol, new RecordedSymbol(symbol, playback, venue.books().recorded(symbol), streams));
      }
    }
    if (!recorded.isEmpty()) {
      planMinute(playback.marketMicros());
    }
  }

  private void planMinute(long now) {
    long length = MinuteKline.LENGTH_MICROS;
    long end = (Math.floorDiv(now, length) + 1) * length;
    venue
        .playback()
        .at(
            end,
            () -> {
              recorded.values().forEach(s -> s.minuteEnded(end));
              planMinute(end);
            });
  }

  @Override
  public void onTrade(Recording recording, long tradeId) {
    MatchingEngine engine = venue.engine();
    RecordedSymbol symbol = recorded.get(recording.symbol());
    MarketTrade trade = recording.at(recording.positionFrom(tradeId));
    long bookBefore = engine.bookUpdateId(recording.symbol());
    List<Execution> executions =
        engine.trade(recording.symbol(), trade.price(), trade.quantity(), trade.timeMicros());
    symbol.trade(trade);
    if (ordersShow || engine.bookUpdateId(recording.symbol()) != bookBefore) {
      showBook(symbol, recording.symbol(), trade.timeMicros());
    }
    venue.publish(executions);
  }

  /** An order of a customer has changed, and with it perhaps what the book shows. */
  void orderChanged(String name) {
    RecordedSymbol symbol = recorded.get(name);
    if (ordersShow && symbol != null) {
      showBook(symbol, name, venue.playback().marketMicros());
    }
  }

  private void showBook(RecordedSymbol symbol, String name, long timeMicros) {
    MatchingEngine engine = venue.engine();
    if (ordersShow) {
      symbol.book(
          engine.shown(name, Side.BUY, MOST_LEVELS),
          engine.shown(name, Side.SELL, MOST_LEVELS),
          timeMicros);
    } else {
      TopOfBook top = engine.top(name).orElseThrow();
      symbol.book(
          new long[] {top.bid(), top.size()}, new long[] {top.ask(), top.size()}, timeMicros);
    }
  }

  @Override
  public void onFrame(CapturedSymbol symbol, CapturedFrame frame) {
    List<Execution> executions = match(symbol, frame);
    streams.channel(frame.stream()).publish(frame::text);
    if (frame.kind() == CapturedFrame.Kind.TRADE && symbol.aggregates().isEmpty()) {
      deriveAggregate(symbol, frame);
    }
    venue.publish(executions);
  }

  /** Aggregates stand in for trades where only they were captured. */
  private List<Execution> match(CapturedSymbol symbol, CapturedFrame frame) {
    if (frame.index() < 0) {
      return List.of();
    }
    MatchingEngine engine = venue.engine();
    if (frame.kind() == CapturedFrame.Kind.TRADE) {
      MarketTrade t = symbol.trades().at(frame.index());
      return engine.trade(symbol.symbol(), t.price(), t.quantity(), frame.dueMicros());
    }
    if (frame.kind() == CapturedFrame.Kind.AGGREGATE && symbol.trades().size() == 0) {
      AggregateTrade t = symbol.aggregates().get(frame.index());
      return engine.trade(symbol.symbol(), t.price(), t.quantity(), frame.dueMicros());
    }
    return List.of();
  }

  private void deriveAggregate(CapturedSymbol symbol, CapturedFrame frame) {
    Channel channel = streams.channel(symbol.symbol().toLowerCase(Locale.ROOT) + "@aggTrade");
    if (channel.isHeard() && frame.index() >= 0) {
      MarketTrade trade = symbol.trades().at(frame.index());
      channel.publish(
          (unit, combined) -> {
            String text = MarketFrames.aggTrade(symbol.symbol(), trade, unit);
            return combined ? MarketFrames.combined(channel.stream(), text) : text;
          });
    }
  }

  @Override
  public void onEnd() {
    recorded.values().forEach(s -> s.end(venue.playback().marketMicros()));
  }
}
