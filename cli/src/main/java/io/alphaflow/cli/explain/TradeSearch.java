package io.alphaflow.cli.explain;

import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds a trade in the trade log. The ids of an instrument nearly always grow along its partition,
 * so the place is looked for by halves; where they do not, the whole partition is read.
 */
final class TradeSearch {

  private static final long NEAR = 2_000;

  /** A trade that came late stands a little behind those that were made after it. */
  private static final long AROUND = 20_000;

  private static final long NONE = Long.MIN_VALUE;

  private final RecordCodec<MarketEntry> codec = Topics.TRADES.codec();
  private final PartitionReader reader;
  private final String instrument;
  private final long id;
  private Placed<Trade> found;
  private long offset;

  private TradeSearch(PartitionReader reader, String instrument, long id) {
    this.reader = reader;
    this.instrument = instrument;
    this.id = id;
  }

  /** The trade as it was taken in first; empty when the log does not have it. */
  static Optional<Placed<Trade>> find(PartitionReader reader, String instrument, long id)
      throws IOException {
    TradeSearch search = new TradeSearch(reader, instrument, id);
    search.read(Partitions.of(instrument, reader.partitions(Topics.TRADES)));
    return Optional.ofNullable(search.found);
  }

  private void read(int partition) throws IOException {
    long begin = reader.begin(Topics.TRADES, partition);
    long low = begin;
    long high = reader.end(Topics.TRADES, partition);
    while (high - low > NEAR) {
      long middle = low + (high - low) / 2;
      long next = firstFrom(partition, middle, high);
      if (next == NONE || next >= id) {
        high = middle;
      } else {
        low = middle;
      }
    }
    long near = low + AROUND;
    reader.forwards(
        Topics.TRADES, partition, low, this::take, () -> found != null || offset >= near);
    if (found == null) {
      reader.forwards(Topics.TRADES, partition, begin, this::take, () -> found != null);
    }
  }

  /** Id of the first trade of the instrument from one offset on, before another. */
  private long firstFrom(int partition, long from, long end) throws IOException {
    long[] first = {NONE};
    reader.forwards(
        Topics.TRADES,
        partition,
        from,
        in -> {
          offset = in.offset();
          if (first[0] == NONE) {
            first[0] = trade(in).map(Trade::tradeId).orElse(NONE);
          }
        },
        () -> first[0] != NONE || offset >= end);
    return first[0];
  }

  private void take(RawRecord in) {
    offset = in.offset();
    if (found == null) {
      trade(in).filter(t -> t.tradeId() == id).ifPresent(t -> found = new Placed<>(t, in));
    }
  }

  private Optional<Trade> trade(RawRecord in) {
    try {
      return codec.decode(in.value()) instanceof Trade trade
              && trade.instrument().equals(instrument)
          ? Optional.of(trade)
          : Optional.empty();
    } catch (CodecException e) {
      // The desk passes over it, too.
      return Optional.empty();
    }
  }
}
