package io.alphaflow.common.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientOrderIdTest {

  @Test
  void followsFromTheDecisionAloneAndFitsTheVenuesRule() {
    Set<String> ids = new HashSet<>();
    for (int i = 1; i <= 10_000; i++) {
      String id = ClientOrderId.of("demo", "main", i);
      assertThat(id)
          .matches("^[a-zA-Z0-9-_]{1,36}$")
          .isEqualTo(ClientOrderId.of("demo", "main", i));
      ids.add(id);
    }
    assertThat(ids).hasSize(10_000);
    assertThat(ClientOrderId.of("other", "main", 1)).isNotIn(ids);
  }
}
