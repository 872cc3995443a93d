package io.alphaflow.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.backtest.fixture.Results;
import io.alphaflow.backtest.result.EquityCurve;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TradingCalendarTest {

  private static int periods(long offset, int days, LongPredicate open) {
    long first = LocalDate.parse("2024-01-01").toEpochDay();
    long[] times =
        LongStream.range(first, first + days)
            .filter(open)
            .map(day -> day * Results.DAY + offset)
            .toArray();
    double[] column = new double[times.length];
    return TradingCalendar.periodsPerYear(
        new EquityCurve(times, column, column, column, new double[0]));
  }

  private static boolean isWeekday(long day) {
    return LocalDate.ofEpochDay(day).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
  }

  @Test
  void dailyBarsWithoutWeekendsAreOfStocksWhateverTimeTheyCarry() {
    for (long offset : new long[] {0, 1, Results.DAY / 2, Results.DAY}) {
      assertThat(periods(offset, 60, TradingCalendarTest::isWeekday)).isEqualTo(252);
    }
  }

  @Test
  void dailyBarsOfEveryDayAreNot() {
    assertThat(periods(0, 60, day -> true)).isEqualTo(365);
  }

  @Test
  void aWeekIsTooShortToTell() {
    assertThat(periods(0, 7, TradingCalendarTest::isWeekday)).isEqualTo(365);
  }

  @Test
  void weeklyBarsAreNotOfStocksByTheirDays() {
    assertThat(periods(0, 60, day -> LocalDate.ofEpochDay(day).getDayOfWeek() == DayOfWeek.MONDAY))
        .isEqualTo(365);
  }

  /** Monday to Friday, weeks apart: data that is full of gaps. */
  @Test
  void aFewDaysOfALongTimeTellNothingOfAWeekend() {
    long monday = LocalDate.parse("2024-01-01").toEpochDay();
    assertThat(periods(0, 200, day -> isWeekday(day) && (day - monday) % 36 == 0)).isEqualTo(365);
    assertThat(periods(0, 200, day -> isWeekday(day) && day % 23 != 0)).isEqualTo(252);
  }

  @Test
  void pointsWithinTheDayAreNotDailyBars() {
    long first = LocalDate.parse("2024-01-01").toEpochDay();
    long[] times =
        LongStream.range(first, first + 60)
            .filter(TradingCalendarTest::isWeekday)
            .flatMap(day -> LongStream.of(day * Results.DAY + 1, day * Results.DAY + 2))
            .toArray();
    double[] column = new double[times.length];
    assertThat(
            TradingCalendar.periodsPerYear(
                new EquityCurve(times, column, column, column, new double[0])))
        .isEqualTo(365);
  }
}
