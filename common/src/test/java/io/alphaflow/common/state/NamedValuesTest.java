package io.alphaflow.common.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NamedValuesTest {

  /** A value that only the type of its holder tells how to read. */
  static final class Counter {
    private long count;
  }

  static final class Named {
    private final NamedValues<Counter> counters = new NamedValues<>();
  }

  static final class Sorted {
    private final SortedMap<String, Counter> counters = new TreeMap<>();
  }

  private static final StateCodec<Named> NAMED = new StateCodec<>(Named.class);
  private static final StateCodec<Sorted> SORTED = new StateCodec<>(Sorted.class);

  @Property
  void hasTheValuesTheOrderAndTheBytesOfASortedMap(@ForAll("names") List<String> names) {
    Named named = new Named();
    Sorted sorted = new Sorted();
    for (String name : names) {
      named.counters.getOrMake(name, Counter::new).count++;
      sorted.counters.computeIfAbsent(name, n -> new Counter()).count++;
      named = NAMED.decode(NAMED.encode(named));
    }
    assertThat(NAMED.encode(named)).isEqualTo(SORTED.encode(sorted));
    assertThat(named.counters.inOrder().keySet())
        .containsExactlyElementsOf(sorted.counters.keySet());
    assertThat(named.counters.size()).isEqualTo(sorted.counters.size());
    for (String name : names) {
      assertThat(named.counters.get(name).count).isEqualTo(sorted.counters.get(name).count);
      assertThat(named.counters.inOrder().get(name)).isSameAs(named.counters.get(name));
    }
    assertThat(named.counters.get("unknown")).isNull();
  }

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.strings().withChars("ab/").ofMaxLength(4).list().ofMaxSize(40);
  }
}
