package io.alphaflow.risk.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Level;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitSetting;
import io.alphaflow.risk.limit.LimitValue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A drill fires whatever the limit is. */
class LimitDrillsTest {

  private static final long DAY = 86_400_000_000L;

  private final DrillPeople people = new DrillPeople();
  private final DrillDesk desk = new DrillDesk(new DeskFixture().options(), people);

  @Provide
  Arbitrary<LimitSetting> settings() {
    return Arbitraries.of(Limit.values())
        .flatMap(
            limit ->
                Combinators.combine(levels(limit), values(limit))
                    .as((level, value) -> new LimitSetting(level, limit, value, "random", 0)));
  }

  private static Arbitrary<Level> levels(Limit limit) {
    return limit.place() == Limit.Place.ACCOUNT
        ? Arbitraries.of(Level.DESK, Level.account(DeskFixture.ACCOUNT))
        : Arbitraries.of(
            Level.DESK,
            Level.account(DeskFixture.ACCOUNT),
            Level.strategy(Level.ALL, "trend"),
            Level.instrument("sim:BTC/EUR"),
            new Level(DeskFixture.ACCOUNT, "trend", "sim:BTC/USD"));
  }

  /** From the least that can be written to more than anybody has. */
  private static Arbitrary<LimitValue> values(Limit limit) {
    Arbitrary<Long> amounts = powers(5_000_000_000_000_000_000L);
    Arbitrary<Long> spans = spans(30 * DAY);
    Arbitrary<Long> windows = spans(DAY);
    Arbitrary<Long> counts = Arbitraries.longs().between(0, 200);
    return switch (limit.kind()) {
      case AMOUNT -> amounts.map(LimitValue::of);
      case FRACTION -> powers(50_000_000_000L).map(LimitValue::of);
      case COUNT -> counts.map(LimitValue::of);
      case TIME_SPAN -> spans.map(LimitValue::of);
      case RATE -> Combinators.combine(counts, windows).as(LimitValue::rate);
      case AMOUNT_RATE -> Combinators.combine(amounts, windows).as(LimitValue::rate);
      case RATIO -> Combinators.combine(counts, windows, counts).as(LimitValue::new);
    };
  }

  /** From a millisecond on. */
  private static Arbitrary<Long> spans(long most) {
    return powers(most).map(micros -> Math.max(1_000, micros / 1_000 * 1_000));
  }

  /** Each order of magnitude as often as the others, and 0. */
  private static Arbitrary<Long> powers(long most) {
    return Combinators.combine(
            Arbitraries.integers().between(0, 63 - Long.numberOfLeadingZeros(most)),
            Arbitraries.longs().between(0, most))
        .as((bits, number) -> number >>> bits);
  }

  @Property(tries = 2_000)
  void firesWhateverTheLimitIs(@ForAll("settings") LimitSetting setting) {
    Subject subject = desk.subject(DeskFixture.ACCOUNT, setting.level());
    DrillResult result = LimitDrills.of(setting, subject, desk).run(Controls.ALL, people);
    assertThat(result.status()).as("%s", result).isEqualTo(DrillResult.Status.FIRED);
  }
}
