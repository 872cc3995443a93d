package io.alphaflow.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitOptionsTest {

  private static LimitValue orders(String text) {
    return Limit.MAX_ORDER_VALUE.kind().parse(text);
  }

  private final LimitOptions desk =
      LimitOptions.of(Map.of(Limit.MAX_ORDER_VALUE, orders("5000")))
          .and(Level.account("main"), Map.of(Limit.MAX_ORDER_VALUE, orders("100")));

  @Test
  void whatTheOneAccountHasHoldsForThoseOfOtherNames() {
    LimitOptions held = desk.heldBy(List.of("v1", "v2"), List.of("main")).orElseThrow();
    assertThat(held.byLevel().get(Level.account("v2").key()))
        .containsExactly(Map.entry(Limit.MAX_ORDER_VALUE.key(), "100"));
    assertThat(held.byLevel()).doesNotContainKey(Level.account("main").key());
    assertThat(held.byLevel().get(Level.DESK.key())).containsValue("5000");
    assertThat(held.sources().get(Level.account("v1").key())).containsValue("given");
  }

  @Test
  void accountsThatDifferHaveNoneInCommon() {
    assertThat(desk.heldBy(List.of("v1"), List.of("main", "spare"))).isEmpty();
    assertThat(desk.heldBy(List.of("v1"), List.of("spare", "third")).orElseThrow().byLevel())
        .containsOnlyKeys(Level.DESK.key(), Level.account("main").key());
  }
}
