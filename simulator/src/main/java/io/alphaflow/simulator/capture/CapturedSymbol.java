package io.alphaflow.simulator.capture;

import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.market.Depth;
import io.alphaflow.simulator.market.DepthUpdate;
import java.util.List;

/**
 * Everything that was captured of one symbol.
 *
 * @param symbol the venue's spelling
 * @param frames all messages, in the order in which they came
 * @param trades those of the trade stream, by the venue's ids
 * @param tradeFrames for each trade, which frame told it
 * @param aggregates those of the aggregate stream, by the venue's ids
 * @param updates changes of the book, in the order in which they came
 * @param snapshots books that the recorder fetched, in the order in which they came
 */
public record CapturedSymbol(
    String symbol,
    List<CapturedFrame> frames,
    Recording trades,
    int[] tradeFrames,
    List<AggregateTrade> aggregates,
    List<DepthUpdate> updates,
    List<Depth> snapshots) {

  /** Copies the lists. */
  public CapturedSymbol {
    frames = List.copyOf(frames);
    aggregates = List.copyOf(aggregates);
    updates = List.copyOf(updates);
    snapshots = List.copyOf(snapshots);
  }
}
