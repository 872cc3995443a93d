package io.alphaflow.backtest.statistics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Return of a calendar month, UTC, from day end to day end. The first and the last one may be a
 * part of a month.
 *
 * @param year for example 2024
 * @param month 1 to 12
 * @param value fraction
 */
public record MonthlyReturn(int year, int month, double value) {

  static List<MonthlyReturn> of(DailySeries series) {
    List<MonthlyReturn> months = new ArrayList<>();
    double start = 0;
    for (int i = 1; i < series.days().length; i++) {
      LocalDate day = LocalDate.ofEpochDay(series.days()[i]);
      int count = months.size();
      boolean same =
          count > 0
              && months.get(count - 1).month() == day.getMonthValue()
              && months.get(count - 1).year() == day.getYear();
      if (same) {
        months.remove(count - 1);
      } else {
        start = series.equity()[i - 1];
      }
      double value = Numbers.ratio(series.equity()[i], start) - 1;
      months.add(new MonthlyReturn(day.getYear(), day.getMonthValue(), value));
    }
    return months;
  }
}
