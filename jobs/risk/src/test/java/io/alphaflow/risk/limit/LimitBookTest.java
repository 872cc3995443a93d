package io.alphaflow.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LimitBookTest {

  private static final String BTC = "sim:BTC/USD";
  private static final List<String> ACCOUNTS = List.of("main", "spare");
  private static final List<String> STRATEGIES = List.of("trend", "revert");
  private static final List<String> INSTRUMENTS = List.of(BTC, "sim:ETH/USD");
  private static final List<Level> LEVELS =
      List.of(
          Level.DESK,
          Level.account("main"),
          Level.account("spare"),
          Level.strategy(Level.ALL, "trend"),
          Level.strategy("main", "trend"),
          Level.instrument(BTC),
          new Level("main", Level.ALL, BTC),
          new Level("main", "trend", BTC));
  private static final List<Limit> LIMITS =
      List.of(
          Limit.MAX_ORDER_VALUE,
          Limit.MAX_MARK_AGE,
          Limit.MAX_POSITIONS_PER_SYMBOL,
          Limit.ORDERS_PER_STRATEGY,
          Limit.DUPLICATE_WINDOW,
          Limit.MIN_CONFIDENCE,
          Limit.PRICE_COLLAR);
  private static final Map<LimitKind, List<String>> VALUES =
      Map.of(
          LimitKind.AMOUNT, List.of("0", "10", "10.5", "2000", "off"),
          LimitKind.FRACTION, List.of("0", "1%", "0.5", "off"),
          LimitKind.COUNT, List.of("0", "1", "7", "off"),
          LimitKind.TIME_SPAN, List.of("250ms", "10s", "1d", "off"),
          LimitKind.RATE, List.of("0/10s", "1/10s", "6/1m", "3/7s", "10/30s", "20/1m", "off"));

  /** Something is said about a limit; how long it holds, 0 for ever. */
  private record Said(Level level, Limit limit, String text, long span) {
    String key() {
      return level.key() + limit.key();
    }
  }

  /** Something is said after some time. */
  private record Act(Said said, long pause) {}

  @Provide
  Arbitrary<List<Said>> configurations() {
    return said(Arbitraries.just(0L), false).list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<Act>> acts() {
    return Combinators.combine(
            said(Arbitraries.of(0L, 30L, 100L), true), Arbitraries.longs().between(0, 40))
        .as(Act::new)
        .list()
        .ofMaxSize(20);
  }

  private static Arbitrary<Said> said(Arbitrary<Long> spans, boolean byCommand) {
    return Combinators.combine(
            Arbitraries.of(LEVELS), Arbitraries.of(LIMITS), Arbitraries.integers(), spans)
        .as(
            (level, limit, chance, span) -> {
              List<String> values = new ArrayList<>(VALUES.get(limit.kind()));
              if (byCommand) {
                values.add(OperatorCommand.CONFIGURED);
              }
              String value = values.get(Math.floorMod(chance, values.size()));
              return new Said(level, limit, value, span);
            })
        .filter(said -> said.limit().place().allows(said.level()));
  }

  private static LimitOptions options(List<Said> configured) {
    LimitOptions options = LimitOptions.of(Map.of());
    for (Said said : configured) {
      options =
          options.and(said.level(), Map.of(said.limit(), said.limit().kind().parse(said.text())));
    }
    return options;
  }

  private static OperatorCommand command(Said said, long until) {
    return OperatorCommand.of("test", "rita", 1, said.level(), CommandAction.SET_LIMITS, "so", 1)
        .withLimits(Map.of(said.limit().key(), said.text()))
        .until(until);
  }

  /** What holds, as plainly as it can be said. */
  private static final class Naive {
    private final Map<String, Said> configured = new HashMap<>();
    private final Map<String, LimitValue> set = new HashMap<>();
    private final Map<String, Long> ends = new HashMap<>();

    void set(Said said, long until) {
      if (said.text().equals(OperatorCommand.CONFIGURED)) {
        set.remove(said.key());
      } else {
        set.put(said.key(), said.limit().kind().parse(said.text()));
        ends.put(said.key(), until == 0 ? Long.MAX_VALUE : until);
      }
    }

    private Optional<LimitValue> at(Level level, Limit limit, long now) {
      String key = new Said(level, limit, "", 0).key();
      return set.containsKey(key) && now < ends.get(key)
          ? Optional.of(set.get(key))
          : Optional.ofNullable(configured.get(key)).map(said -> limit.kind().parse(said.text()));
    }

    /** What accounts, strategies and symbols say; when that is nothing, what the desk says. */
    List<LimitValue> said(
        Limit limit, String account, String strategy, String instrument, long now) {
      List<LimitValue> others =
          LEVELS.stream()
              .filter(level -> !level.equals(Level.DESK))
              .filter(level -> level.covers(account, strategy, instrument))
              .flatMap(level -> at(level, limit, now).stream())
              .toList();
      return others.isEmpty()
          ? at(Level.DESK, limit, now).or(limit::fallback).stream().toList()
          : others;
    }
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void strictestHoldsAndNobodyLoosens(
      @ForAll("configurations") List<Said> configured, @ForAll("acts") List<Act> acts) {
    LimitBook.State state = new LimitBook.State();
    LimitBook book = new LimitBook(options(configured), state);
    Naive naive = new Naive();
    configured.forEach(said -> naive.configured.put(said.key(), said));
    long now = 1_000;
    compare(book, naive, now);
    for (Act act : acts) {
      now += act.pause();
      book.advance(now);
      compare(book, naive, now);
      long until = act.said().span() == 0 ? 0 : now + act.said().span();
      OperatorCommand command = command(act.said(), until);
      assertThat(LimitBook.objection(command, now)).isEmpty();
      long version = book.version();
      book.set(command);
      naive.set(act.said(), until);
      assertThat(book.version()).isEqualTo(version + 1);
      compare(book, naive, now);
      compare(new LimitBook(options(configured), state), naive, now);
    }
  }

  private static void compare(LimitBook book, Naive naive, long now) {
    for (String account : ACCOUNTS) {
      for (String strategy : STRATEGIES) {
        for (String instrument : INSTRUMENTS) {
          Limits limits = book.limits(account, strategy, instrument);
          for (Limit limit : LIMITS) {
            compare(
                limit,
                Optional.ofNullable(limits.values().get(limit)),
                naive.said(limit, account, strategy, instrument, now));
          }
        }
      }
    }
  }

  private static void compare(Limit limit, Optional<LimitValue> found, List<LimitValue> said) {
    List<LimitValue> on = said.stream().filter(value -> !value.isOff()).toList();
    if (on.isEmpty()) {
      assertThat(found).as("%s", limit).isEqualTo(said.stream().findFirst());
    } else if (limit.kind() == LimitKind.RATE) {
      compareRate(found.orElseThrow(), on);
    } else {
      Comparator<LimitValue> byAmount = Comparator.comparing(LimitValue::amount);
      boolean more = limit == Limit.MIN_CONFIDENCE || limit == Limit.DUPLICATE_WINDOW;
      assertThat(found).isEqualTo(on.stream().min(more ? byAmount.reversed() : byAmount));
    }
  }

  /** As many at once as all allow, and as many in the long run, but for microseconds. */
  private static void compareRate(LimitValue found, List<LimitValue> said) {
    assertThat(found.amount())
        .isEqualTo(said.stream().mapToLong(LimitValue::amount).min().orElse(0));
    BigDecimal slowest =
        said.stream()
            .map(value -> rate(value.amount(), value.per()))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(rate(found.amount(), found.per())).isLessThanOrEqualTo(slowest);
    if (found.amount() > 0) {
      assertThat(rate(found.amount(), found.per() - said.size())).isGreaterThan(slowest);
    }
  }

  private static BigDecimal rate(long amount, long per) {
    return BigDecimal.valueOf(amount).divide(BigDecimal.valueOf(per), MathContext.DECIMAL128);
  }

  @Test
  void everyKindOfValueIsWrittenAsItIsRead() {
    assertThat(text(LimitKind.AMOUNT, "0.00000001")).isEqualTo("0.00000001");
    assertThat(text(LimitKind.FRACTION, "5%")).isEqualTo("0.05");
    assertThat(text(LimitKind.COUNT, "7")).isEqualTo("7");
    assertThat(text(LimitKind.TIME_SPAN, "90s")).isEqualTo("90s");
    assertThat(text(LimitKind.TIME_SPAN, "0s")).isEqualTo("0s");
    assertThat(text(LimitKind.TIME_SPAN, "3600s")).isEqualTo("1h");
    assertThat(text(LimitKind.RATE, "10/60s")).isEqualTo("10/1m");
    assertThat(text(LimitKind.AMOUNT_RATE, "500/1h")).isEqualTo("500/1h");
    assertThat(text(LimitKind.RATIO, "50/1h/100")).isEqualTo("50/1h/100");
    for (LimitKind kind : LimitKind.values()) {
      assertThat(text(kind, "off")).isEqualTo("off");
    }
  }

  private static String text(LimitKind kind, String text) {
    return kind.format(kind.parse(text));
  }

  @Test
  void spanThatCannotBeCountedIsNotAccepted() {
    assertThatIllegalArgumentException().isThrownBy(() -> LimitKind.TIME_SPAN.parse("999999999d"));
  }

  @Test
  void valueThatCannotBeReadIsRefused() {
    for (String text : List.of("x", "-1", "99999999999999", "1e5", "")) {
      Said said = new Said(Level.DESK, Limit.MAX_ORDER_VALUE, text, 0);
      assertThat(LimitBook.objection(command(said, 0), 1)).as(text).isPresent();
    }
    Said ended = new Said(Level.DESK, Limit.MAX_MARK_AGE, "5s", 0);
    assertThat(LimitBook.objection(command(ended, 7), 7)).contains("its end has passed");
  }

  @Test
  void limitsOfAnAccountAsAWholeDoNotStandAtOrders() {
    Said said = new Said(Level.instrument(BTC), Limit.MAX_DAILY_LOSS, "5", 0);
    assertThat(LimitBook.objection(command(said, 0), 1).orElseThrow())
        .startsWith("maxDailyLoss is no limit of instrument sim:BTC/USD; expected one of");
  }
}
