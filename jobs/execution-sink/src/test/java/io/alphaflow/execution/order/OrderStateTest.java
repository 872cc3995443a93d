package io.alphaflow.execution.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.trading.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which steps an order can take. */
class OrderStateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PENDING          | SENT UNKNOWN NOT_PLACED",
        "SENT             | PENDING UNKNOWN OPEN REJECTED NOT_PLACED",
        "UNKNOWN          | OPEN REJECTED NOT_PLACED",
        "OPEN             | PARTIALLY_FILLED CANCEL_PENDING FILLED CANCELED EXPIRED",
        "PARTIALLY_FILLED | CANCEL_PENDING FILLED CANCELED EXPIRED",
        "CANCEL_PENDING   | FILLED CANCELED EXPIRED",
        "FILLED           | ''",
        "CANCELED         | ''",
        "REJECTED         | ''",
        "EXPIRED          | ''",
        "NOT_PLACED       | ''"
      })
  void takesTheseStepsAndNoOthers(OrderState from, String steps) {
    for (OrderState to : OrderState.values()) {
      assertThat(from.canBecome(to))
          .as(from + " to " + to)
          .isEqualTo((" " + steps + " ").contains(" " + to + " "));
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheEndHasNoNextStepAndEachIsOfOneKind(OrderState state) {
    assertThat(state.isFinal()).isEqualTo(state.nextOnes().isEmpty());
    assertThat(
            (state.isFinal() ? 1 : 0)
                + (state.isUnresolved() ? 1 : 0)
                + (state.isWorking() ? 1 : 0))
        .isEqualTo(1);
  }

  @Test
  void cancellingAWorkingOrderIsPendingUntilItHasEnded() {
    Orders.Collected out = new Orders.Collected();
    OrderRequest request = Orders.request("main", 1, 10, 0);
    OrderTracker order = new OrderTracker(request);
    order.sent(1, out);
    order.wantCancel(out);
    assertThat(order.state()).isEqualTo(OrderState.SENT);
    order.observe(Orders.view(request, OrderStatus.NEW, 0, Orders.CREATED + 1), out);
    assertThat(order.state()).isEqualTo(OrderState.CANCEL_PENDING);
    order.observe(
        Orders.view(
            request, OrderStatus.PARTIALLY_FILLED, 4, Orders.CREATED + 2, Orders.fill(1, 4)),
        out);
    assertThat(order.state()).isEqualTo(OrderState.CANCEL_PENDING);
    order.observe(Orders.view(request, OrderStatus.CANCELED, 4, Orders.CREATED + 3), out);
    assertThat(order.state()).isEqualTo(OrderState.CANCELED);
    assertThat(out.problems).isEmpty();
  }
}
