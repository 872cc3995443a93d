package io.alphaflow.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alphaflow.indicator.Definitions.Definition;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every indicator of the catalog against its definition, with restarts in between. */
class CatalogPropertiesTest {

  @Test
  void everyIndicatorHasItsDefinition() {
    Set<String> defined = new TreeSet<>();
    Definitions.all(5, 3)
        .forEach(d -> defined.add(IndicatorSpec.parse(d.spec()).descriptor().name()));
    assertThat(defined).containsExactlyInAnyOrderElementsOf(IndicatorCatalog.names());
  }

  @Property(tries = 60)
  void equalsItsDefinitionAndGoesOnBitForBitAfterARestart(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 130) int length,
      @ForAll @IntRange(min = 1, max = 25) int n,
      @ForAll @IntRange(min = 1, max = 8) int k) {
    Market market = Market.random(seed, length);
    for (Definition definition : Definitions.all(n, k)) {
      check(market, definition);
    }
  }

  private static void check(Market market, Definition definition) {
    IndicatorSpec spec = IndicatorSpec.parse(definition.spec());
    double[][] expected = definition.values().apply(market);
    assertThat(expected.length).as(definition.spec()).isEqualTo(spec.outputs().size());
    LiveIndicator straight = spec.create();
    LiveIndicator restarted = spec.create();
    double size = market.highest();
    for (int i = 0; i < market.length; i++) {
      if (i % 7 == 3) {
        restarted = spec.restore(restarted.encode());
      }
      market.feed(i, straight);
      market.feed(i, restarted);
      boolean all = true;
      for (int output = 0; output < expected.length; output++) {
        String where = definition.spec() + "." + spec.outputs().get(output) + " at " + i;
        double value = straight.value(output);
        double right = expected[output][i];
        assertThat(Double.doubleToLongBits(restarted.value(output)))
            .as(where + " after a restart")
            .isEqualTo(Double.doubleToLongBits(value));
        if (Double.isNaN(right)) {
          all = false;
          assertThat(value).as(where).isNaN();
        } else {
          // A ratio of small differences of large prices has fewer digits.
          double tolerance =
              definition.isPrice()
                  ? 1e-9 * Math.max(1, Math.abs(right)) + 1e-12 * size
                  : 1e-6 * Math.max(1, Math.abs(right));
          assertThat(value).as(where).isCloseTo(right, within(tolerance));
        }
      }
      assertThat(straight.isReady()).as(definition.spec() + " at " + i).isEqualTo(all);
      if (!definition.spec().equals("vwap")) {
        assertThat(all).as(definition.spec() + " at " + i).isEqualTo(i + 1 >= spec.warmUp());
      }
    }
    assertThat(restarted.encode()).as(definition.spec()).isEqualTo(straight.encode());
  }
}
