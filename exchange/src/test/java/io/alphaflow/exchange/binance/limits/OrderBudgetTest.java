package io.alphaflow.exchange.binance.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.exchange.binance.limits.RateLimits.OrderLimit;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderBudgetTest {

  private static final long THREE_SECONDS_IN = 170_000_000L * 10_000 + 3_000;

  private final FakeClock clock = new FakeClock(THREE_SECONDS_IN);
  private final OrderBudget budget = new OrderBudget(clock);

  private void limit(int orders) {
    budget.limits(List.of(new OrderLimit(10_000, orders, "X-MBX-ORDER-COUNT-10S")));
  }

  private OrderBudget.Ticket place(int orders) {
    OrderBudget.Ticket last = null;
    for (int i = 0; i < orders; i++) {
      assertThat(budget.waitMillis()).as("order " + i).isZero();
      last = budget.begin();
    }
    return last;
  }

  @Test
  void ordersOnTheirWayCountAndTheNextWindowIsNew() {
    place(45);
    assertThat(budget.waitMillis()).isEqualTo(7_000);
    clock.advance(6_999);
    assertThat(budget.waitMillis()).isEqualTo(1);
  }

  @Test
  void answeredOrdersAreForgottenWithTheirWindow() {
    limit(10);
    for (int i = 0; i < 9; i++) {
      budget.end(place(1), null);
    }
    assertThat(budget.waitMillis()).isEqualTo(7_000);
    clock.advance(7_000);
    place(9);
    assertThat(budget.waitMillis()).isEqualTo(10_000);
  }

  @Test
  void theVenuesCountIsBelievedWhenItIsHigher() {
    limit(100);
    budget.end(budget.begin(), FakeAnswer.of(200, "X-MBX-ORDER-COUNT-10S", "90").join());
    assertThat(budget.waitMillis()).isEqualTo(7_000);
  }

  @Test
  void aPauseHoldsForAsLongAsTheVenueSays() {
    budget.pause(25_000);
    budget.pause(5_000);
    assertThat(budget.waitMillis()).isEqualTo(25_000);
    clock.advance(25_000);
    assertThat(budget.waitMillis()).isZero();
  }

  @Test
  void readsTheLimitsThatTheVenueStates() throws Exception {
    String captured =
        """
        [{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":6000},
         {"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":100},
         {"rateLimitType":"ORDERS","interval":"DAY","intervalNum":1,"limit":200000},
         {"rateLimitType":"RAW_REQUESTS","interval":"MINUTE","intervalNum":5,"limit":61000}]
        """;
    assertThat(RateLimits.read(new ObjectMapper().readTree(captured)))
        .isEqualTo(
            new RateLimits(
                6_000,
                List.of(
                    new OrderLimit(10_000, 100, "X-MBX-ORDER-COUNT-10S"),
                    new OrderLimit(86_400_000, 200_000, "X-MBX-ORDER-COUNT-1D"))));
  }
}
