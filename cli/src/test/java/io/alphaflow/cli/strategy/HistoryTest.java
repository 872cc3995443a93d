package io.alphaflow.cli.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Bar;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final long HOUR = 3_600_000_000L;

  @Test
  void beginsWithTheLastBarOfTheDayBefore() {
    assertThat(History.wholeDays(hours(10, 60), 5)).hasValue(hours(47, 60));
    assertThat(History.wholeDays(hours(10, 60), 12)).hasValue(hours(47, 60));
    assertThat(History.wholeDays(hours(10, 60), 13)).hasValue(hours(23, 60));
  }

  @Test
  void orAtMidnight() {
    assertThat(History.wholeDays(hours(48, 60), 5)).hasValue(hours(48, 60));
  }

  @Test
  void isEmptyWhenNoDayIsSeenFromItsBeginning() {
    assertThat(History.wholeDays(hours(49, 60), 5)).isEmpty();
    assertThat(History.wholeDays(hours(48, 60), 13)).isEmpty();
    assertThat(History.wholeDays(List.of(), 1)).isEmpty();
  }

  private static List<Bar> hours(int from, int to) {
    return IntStream.range(from, to).mapToObj(HistoryTest::hour).toList();
  }

  private static Bar hour(int number) {
    long open = number * HOUR;
    return new Bar("sim:A/B", "1h", number, open, open + HOUR, 1, 1, 1, 1, 1, 1, 1, 0, 0);
  }
}
