package io.alphaflow.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.state.StateCodec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the slots keep in mind must never show: they are compared with plain ones. */
class WindowSlotsTest {

  private static final StateCodec<WindowSlots> CODEC = new StateCodec<>(WindowSlots.class);

  /** A number at a time after the last one. */
  record Step(long pause, long window, long number, boolean add, boolean restart) {}

  /** Goes through all slots each time. */
  private static final class PlainSlots {
    private final SortedMap<Long, Long> slots = new TreeMap<>();

    void add(long time, long window, long number, LongBinaryOperator combine) {
      long slot = Math.max(1, window / 60);
      slots.merge(Math.floorDiv(time, slot) * slot, number, combine::applyAsLong);
      slots.keySet().removeIf(begin -> begin <= time - window - slot);
    }

    long combined(long time, long window, long none, LongBinaryOperator combine) {
      long slot = Math.max(1, window / 60);
      return slots.entrySet().stream()
          .filter(e -> e.getKey() > time - window - slot)
          .mapToLong(e -> e.getValue())
          .reduce(none, combine);
    }
  }

  @Property(tries = 2_000)
  void sumsAreThoseOfPlainSlots(@ForAll("steps") List<Step> steps) {
    agree(steps, Long::sum, 0);
  }

  @Property(tries = 2_000)
  void highestAreThoseOfPlainSlots(@ForAll("steps") List<Step> steps) {
    agree(steps, Math::max, 3);
  }

  private static void agree(List<Step> steps, LongBinaryOperator combine, long none) {
    WindowSlots slots = new WindowSlots();
    PlainSlots plain = new PlainSlots();
    long time = 0;
    long window = 0;
    for (Step step : steps) {
      time += step.pause;
      if (step.restart) {
        slots = CODEC.decode(CODEC.encode(slots));
      }
      if (step.add) {
        boolean same = step.number == 0 && step.window == window && time < slots.sameUntil();
        byte[] state = CODEC.encode(slots);
        slots.add(time, step.window, step.number, combine);
        plain.add(time, step.window, step.number, combine);
        assertThat(slots.sameUntil()).isGreaterThan(time);
        window = step.window;
        if (same) {
          assertThat(CODEC.encode(slots)).isEqualTo(state);
        }
      }
      assertThat(slots.combined(time, step.window, none, combine))
          .isEqualTo(plain.combined(time, step.window, none, combine));
      assertThat(CODEC.encode(slots)).asString().isEqualTo(json(plain));
    }
  }

  private static String json(PlainSlots plain) {
    StringBuilder text = new StringBuilder();
    plain.slots.forEach(
        (begin, number) ->
            text.append(text.isEmpty() ? "" : ",")
                .append('"')
                .append(begin)
                .append("\":")
                .append(number));
    return "{\"slots\":{" + text + "}}";
  }

  /** Few windows, of which some are no multiple of their slots, so that one is often kept. */
  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(0L, 0L, 1L, 2L, 7L, 40L, 100L, 1_000L, 9_000L),
            Arbitraries.of(600L, 600L, 600L, 601L, 659L, 59L, 7_300L),
            Arbitraries.longs().between(0, 6),
            Arbitraries.of(true, true, false),
            Arbitraries.of(false, false, false, false, true))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(80);
  }
}
