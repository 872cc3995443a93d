package io.alphaflow.common.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.ledger.EndedOrders.End;
import io.alphaflow.common.state.StateCodec;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class EndedOrdersTest {

  private static final StateCodec<EndedOrders> CODEC = new StateCodec<>(EndedOrders.class);

  /** An order that ends; before it some of the oldest are forgotten. */
  record Step(int forgotten, String order, long sequence, long decision, boolean restart) {}

  @Property
  void haveWhatAMapHasAlsoAfterARestart(@ForAll("steps") List<Step> steps) {
    EndedOrders orders = new EndedOrders();
    Map<String, End> map = new LinkedHashMap<>();
    for (Step step : steps) {
      for (int i = 0; i < step.forgotten && !map.isEmpty(); i++) {
        Iterator<End> oldest = map.values().iterator();
        assertThat(orders.removeOldest()).isEqualTo(oldest.next());
        oldest.remove();
      }
      if (!map.containsKey(step.order)) {
        End end = new End(step.sequence, step.decision);
        map.put(step.order, end);
        orders.add(step.order, end);
      }
      byte[] bytes = CODEC.encode(orders);
      EndedOrders restarted = CODEC.decode(bytes);
      assertThat(CODEC.encode(restarted)).isEqualTo(bytes);
      orders = step.restart ? restarted : orders;
      assertThat(orders.size()).isEqualTo(map.size());
      for (String order : map.keySet()) {
        assertThat(orders.get(order)).isEqualTo(map.get(order));
        assertThat(restarted.get(order)).isEqualTo(map.get(order));
      }
      assertThat(orders.get("another")).isNull();
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> ids =
        Arbitraries.oneOf(
            Arbitraries.strings().alpha().ofMaxLength(3),
            Arbitraries.strings().alpha().numeric().ofMinLength(100).ofMaxLength(300));
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(3, 1), Tuple.of(1, 3)),
            ids,
            Arbitraries.longs(),
            Arbitraries.longs().between(0, 300),
            Arbitraries.of(true, false, false))
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }
}
