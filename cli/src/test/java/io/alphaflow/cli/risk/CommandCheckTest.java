package io.alphaflow.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCheckTest {

  private static final long NOON = RiskDesk.NOON;

  private final CommandCheck check = new CommandCheck(names(), CommandCheckTest::more, () -> NOON);

  private static DeskNames names() {
    DeskNames names = new DeskNames("sim", new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
    names.accounts().add("main");
    names.instruments().add("sim:BTC/USD");
    names.strategies().put("trend", "main");
    return names;
  }

  /** With what was added while the desk ran. */
  private static DeskNames more() {
    DeskNames names = names();
    names.instruments().add("sim:LTC/USD");
    names.strategies().put("quick", "main");
    return names;
  }

  private static LevelOptions level(String account, String strategy, String symbol) {
    LevelOptions options = new LevelOptions();
    options.account = account;
    options.strategy = strategy;
    options.symbol = symbol;
    return options;
  }

  @Test
  void whatIsNotSaidIsAllAndASymbolNeedsNoVenue() {
    assertThat(check.level(new LevelOptions())).isEqualTo(Level.DESK);
    assertThat(check.level(level("main", "trend", "BTC/USD")))
        .isEqualTo(check.level(level("main", "trend", "sim:BTC/USD")))
        .isEqualTo(new Level("main", "trend", "sim:BTC/USD"));
    check.finish();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void whatWasAddedWhileTheDeskRanIsThereToo() {
    assertThat(check.level(level("*", "quick", "LTC/USD")))
        .isEqualTo(new Level("*", "quick", "sim:LTC/USD"));
    check.finish();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void aStopOfAnAccountReadsNothing() {
    CommandCheck frugal =
        new CommandCheck(
            names(),
            () -> {
              throw new AssertionError("names are read");
            },
            () -> {
              throw new AssertionError("the time is read");
            });
    assertThat(frugal.level(level("main", "*", "BTC/USD"))).isNotNull();
    frugal.finish();
  }

  @ParameterizedTest
  @CsvSource({
    "30m, 1800",
    "2h, 7200",
    "1h30m, 5400",
    "45s, 45",
    "1d, 86400",
    "2026-01-31T12:00:01Z, 1"
  })
  void aTimeSpanBeginsAtTheMarketsTime(String text, long seconds) {
    assertThat(check.until(text, Optional.empty())).isEqualTo(NOON + seconds * 1_000_000);
    check.finish();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soon",
        "2",
        "h",
        "0s",
        "-1h",
        "2026-01-31",
        "2026-01-31T12:00:00Z",
        "99999999999999h"
      })
  void aTimeThatIsNoneOrIsOverIsRefused(String text) {
    check.until(text, Optional.empty());
    assertThatThrownBy(check::finish)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--until: \"" + text + "\"");
  }

  @Test
  void aTimeBeyondTheLongestIsRefusedAndTheLongestIsNot() {
    assertThat(check.until("24h", Optional.of(Duration.ofHours(24))))
        .isEqualTo(NOON + 86_400_000_000L);
    check.finish();
    check.until("2026-02-01T12:00:00.000001Z", Optional.of(Duration.ofHours(24)));
    assertThatThrownBy(check::finish).hasMessageContaining("at most 24 h from the market's time");
  }

  @Test
  void aDeskWithoutATimeTakesOnlyATime() {
    CommandCheck atStart = new CommandCheck(names(), CommandCheckTest::more, () -> 0);
    assertThat(atStart.until("2026-01-31T12:00:00Z", Optional.empty())).isEqualTo(NOON);
    atStart.finish();
    atStart.until("2h", Optional.empty());
    assertThatThrownBy(atStart::finish).hasMessageContaining("no market time yet");
  }

  @Test
  void codesAreThoseOfTheGateThatCanBeWaived() {
    assertThat(check.codes(List.of("max-position", "MAX_ORDER_VALUE", "MAX_POSITION")))
        .containsExactly("MAX_ORDER_VALUE", "MAX_POSITION");
    check.finish();
    check.codes(List.of("MAX_LUCK", "HALTED"));
    assertThatThrownBy(check::finish)
        .hasMessageContaining("code: \"HALTED\"")
        .hasMessageContaining("code: \"MAX_LUCK\"")
        .hasMessageContaining("MAX_ORDER_VALUE");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    check.level(level("savings", "*", "DOGE/USD"));
    check.until("soon", Optional.empty());
    assertThatThrownBy(check::finish)
        .hasMessageContaining("--account: \"savings\" is not accepted; expected one of main")
        .hasMessageContaining("--symbol: \"DOGE/USD\"")
        .hasMessageContaining("--until: \"soon\"");
  }
}
