package io.alphaflow.simulator.server;

import io.alphaflow.simulator.market.Depth;
import io.alphaflow.simulator.market.DepthChanges;
import io.alphaflow.simulator.market.DepthUpdate;
import io.alphaflow.simulator.market.SyntheticBook;
import io.alphaflow.simulator.playback.Playback;
import io.alphaflow.simulator.protocol.MarketFrames;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The depth streams of a recorded symbol at one pace: the changes of the book, and its first levels
 * whenever they have changed. What nobody listens to is not written.
 */
final class DepthStreams {

  private record Partial(Channel channel, int levels) {}

  private final String symbol;
  private final SyntheticBook book;
  private final Channel changesChannel;
  private final List<Partial> partials;
  private final DepthChanges changes = new DepthChanges();
  private final Periodic telling;

  /**
   * The streams.
   *
   * @param suffix what follows {@code depth} in their names
   * @param everyMicros their pace in market time
   */
  DepthStreams(
      String symbol,
      SyntheticBook book,
      String suffix,
      long everyMicros,
      Playback playback,
      MarketStreams streams) {
    this.symbol = symbol;
    this.book = book;
    String name = symbol.toLowerCase(Locale.ROOT) + "@depth";
    this.changesChannel = streams.channel(name + suffix);
    this.partials =
        Stream.of(5, 10, 20)
            .map(levels -> new Partial(streams.channel(name + levels + suffix), levels))
            .toList();
    this.telling = new Periodic(playback, everyMicros, this::tell);
  }

  /** The book has moved; it knows the new state already. */
  void moved(Depth before, Depth now, long timeMicros) {
    boolean collects = changesChannel.isHeard() || !changes.isEmpty();
    if (collects) {
      changes.moved(before, now);
    }
    if (collects || partials.stream().anyMatch(p -> p.channel().isHeard())) {
      telling.plan(timeMicros);
    }
  }

  /** Tells now what waits. */
  void end(long timeMicros) {
    if (!changes.isEmpty()) {
      telling.run(timeMicros);
    }
  }

  private void tell(long timeMicros) {
    changes.take().ifPresent(update -> tell(update, timeMicros));
    for (Partial partial : partials) {
      Channel channel = partial.channel();
      channel.publish(
          (unit, combined) ->
              channel.form(MarketFrames.partialDepth(book.depth(0), partial.levels()), combined));
    }
  }

  private void tell(DepthUpdate update, long timeMicros) {
    changesChannel.publish(
        (unit, combined) ->
            changesChannel.form(MarketFrames.depth(symbol, update, timeMicros, unit), combined));
  }
}
