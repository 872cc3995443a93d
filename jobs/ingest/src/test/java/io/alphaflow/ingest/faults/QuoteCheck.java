package io.alphaflow.ingest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Quote;
import io.alphaflow.simulator.matching.MatchingRules;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** The quotes of the rebuilt books against the exchange's own books at the same updates. */
final class QuoteCheck {

  private QuoteCheck() {}

  static void check(CaseOutcome outcome) {
    Map<String, SortedMap<Long, SyntheticMarket.Top>> books = new HashMap<>();
    outcome.ledger().forEach((i, trades) -> books.put(i, SyntheticMarket.book(trades)));
    Map<String, Long> last = new HashMap<>();
    for (Quote quote : outcome.quotes()) {
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
