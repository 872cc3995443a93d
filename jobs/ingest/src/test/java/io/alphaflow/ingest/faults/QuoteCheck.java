package io.alphaflow.ingest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Quote;
import io.alphaflow.simulator.matching.MatchingRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The quotes of the rebuilt books, those in the trade log too, against the exchange's own books at
 * the same updates.
 */
final class QuoteCheck {

  private QuoteCheck() {}

  static void check(CaseOutcome outcome) {
    Map<String, SortedMap<Long, SyntheticMarket.Top>> books = new HashMap<>();
    outcome.ledger().forEach((i, trades) -> books.put(i, SyntheticMarket.book(trades)));
    check(outcome.quotes(), books);
    List<Quote> inTradeLog = new ArrayList<>();
    for (List<MarketEntry> partition : outcome.tradesAtEnd()) {
      for (MarketEntry entry : partition) {
        if (entry instanceof Quote quote) {
          inTradeLog.add(quote);
        }
      }
    }
    check(inTradeLog, books);
    // A crash may cut one off on its way into one of the two logs.
    assertThat(inTradeLog.isEmpty())
        .as("no quotes in the trade log")
        .isEqualTo(outcome.quotes().isEmpty());
  }

  private static void check(
      List<Quote> quotes, Map<String, SortedMap<Long, SyntheticMarket.Top>> books) {
    Map<String, Long> last = new HashMap<>();
    for (Quote quote : quotes) {
      Long before = last.put(quote.instrument(), quote.updateId());
      assertThat(quote.updateId())
          .as("update id of %s", quote)
          .isGreaterThan(before == null ? 0 : before);
      assertThat(new SyntheticMarket.Top(quote.bid(), quote.ask()))
          .as("the exchange's book at %s", quote)
          .isEqualTo(books.get(quote.instrument()).get(quote.updateId()));
      assertThat(quote.bidQuantity()).isEqualTo(MatchingRules.DEFAULT.topOfBookSize());
      assertThat(quote.askQuantity()).isEqualTo(MatchingRules.DEFAULT.topOfBookSize());
    }
  }
}
