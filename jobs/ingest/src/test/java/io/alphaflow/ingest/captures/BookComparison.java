package io.alphaflow.ingest.captures;

import io.alphaflow.common.model.Quote;
import io.alphaflow.ingest.captures.CapturedMarket.Top;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Quotes of a rebuilt book against the venue's own best bid and ask, at each update of the book
 * that both speak of.
 */
final class BookComparison {

  private final List<String> mismatches = new ArrayList<>();
  private int compared;

  /**
   * Compares a book that was never thrown away. It has a quote only where its top changed, so at
   * any later update the last quote still says what its top is.
   */
  BookComparison unbroken(CapturedMarket market, List<Quote> quotes) {
    TreeMap<Long, Top> seen = byUpdate(quotes);
    for (long update : market.updates()) {
      Map.Entry<Long, Top> last = seen.floorEntry(update);
      if (last != null) {
        compare(market, update, last.getValue());
      }
    }
    return this;
  }

  /** Compares where there is a quote: between a break and the next snapshot there is none. */
  BookComparison broken(CapturedMarket market, List<Quote> quotes) {
    byUpdate(quotes).forEach((update, top) -> compare(market, update, top));
    return this;
  }

  private static TreeMap<Long, Top> byUpdate(List<Quote> quotes) {
    TreeMap<Long, Top> byUpdate = new TreeMap<>();
    quotes.forEach(quote -> byUpdate.put(quote.updateId(), Top.of(quote)));
    return byUpdate;
  }

  private void compare(CapturedMarket market, long update, Top ours) {
    SortedMap<Long, Top> tickers = market.tickers();
    Top theirs = tickers.get(update);
    if (theirs == null) {
      return;
    }
    compared++;
    if (!ours.equals(theirs)) {
      mismatches.add(
          "%s at %d: ours %s, theirs %s".formatted(market.instrument(), update, ours, theirs));
    }
  }

  /** How many were compared. */
  int compared() {
    return compared;
  }

  /** What differed. */
  List<String> mismatches() {
    return mismatches;
  }

  @Override
  public String toString() {
    return compared + " comparisons, " + mismatches.size() + " mismatches";
  }
}
