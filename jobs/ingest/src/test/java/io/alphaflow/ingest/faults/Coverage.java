package io.alphaflow.ingest.faults;

import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a partition of the trade log as every reader does: the ids of an instrument go up, what is
 * not above the highest one so far was written twice. Says which ids are where.
 */
final class Coverage {

  /** What an id of an instrument is on the log. */
  static final class Instrument {
    private long next = 1;
    private final Map<Long, Trade> trades = new HashMap<>();
    private final Map<Long, Gap> gaps = new HashMap<>();
    private final List<Long> skipped = new ArrayList<>();
    private boolean hasGapOverTrades;

    /** The next id that was not seen. */
    long next() {
      return next;
    }

    /** Trades by id, each as it stands first. */
    Map<Long, Trade> trades() {
      return trades;
    }

    /** Gaps by each id that they cover. */
    Map<Long, Gap> gaps() {
      return gaps;
    }

    /** Whether a gap names trades that stand before it: written, and not to be had again. */
    boolean hasGapOverTrades() {
      return hasGapOverTrades;
    }

    /** Ids that were passed over without a word. */
    List<Long> skipped() {
      return skipped;
    }
  }

  private final Map<String, Instrument> instruments = new HashMap<>();
  private final List<String> conflicts = new ArrayList<>();
  private long repeats;
  private int read;

  Instrument of(String instrument) {
    return instruments.computeIfAbsent(instrument, i -> new Instrument());
  }

  /** Entries that contradict what stands before them. */
  List<String> conflicts() {
    return conflicts;
  }

  /** Trades and gaps that say nothing new. */
  long repeats() {
    return repeats;
  }

  /** Reads on in the partition; how many trades and gaps are new. */
  int readOn(List<MarketEntry> partition) {
    int more = 0;
    for (; read < partition.size(); read++) {
      more += take(partition.get(read)) ? 1 : 0;
    }
    return more;
  }

  /** Whether it says something new of trades. */
  boolean take(MarketEntry entry) {
    if (entry instanceof Trade trade) {
      return trade(of(trade.instrument()), trade);
    }
    return entry instanceof Gap gap && gap(of(gap.instrument()), gap);
  }

  private boolean trade(Instrument at, Trade trade) {
    long id = trade.tradeId();
    if (id < at.next) {
      repeats++;
      if (!at.gaps.containsKey(id) && !withoutIngestTime(trade).equals(first(at, id))) {
        conflicts.add(trade + " is on the log before as " + at.trades.get(id));
      }
      return false;
    }
    for (long skipped = at.next; skipped < id; skipped++) {
      at.skipped.add(skipped);
    }
    at.trades.put(id, trade);
    at.next = id + 1;
    return true;
  }

  private static Trade first(Instrument at, long id) {
    Trade first = at.trades.get(id);
    return first == null ? null : withoutIngestTime(first);
  }

  private boolean gap(Instrument at, Gap gap) {
    for (long skipped = at.next; skipped < gap.fromId(); skipped++) {
      at.skipped.add(skipped);
    }
    boolean isNew = gap.toId() >= at.next;
    for (long id = gap.fromId(); id < at.next && id <= gap.toId(); id++) {
      at.hasGapOverTrades |= at.trades.containsKey(id);
    }
    repeats += isNew ? 0 : 1;
    for (; at.next <= gap.toId(); at.next++) {
      at.gaps.put(at.next, gap);
    }
    return isNew;
  }

  static Trade withoutIngestTime(Trade of) {
    return new Trade(
        of.instrument(),
        of.tradeId(),
        of.price(),
        of.quantity(),
        of.buyerIsMaker(),
        of.exchangeTime(),
        0);
  }
}
