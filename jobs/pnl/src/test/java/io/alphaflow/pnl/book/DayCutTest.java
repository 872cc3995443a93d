package io.alphaflow.pnl.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayCutTest {

  @ParameterizedTest
  @CsvSource({
    "00:00, UTC, 2026-01-30T00:00:00Z, 2026-01-30, 2026-01-31T00:00:00Z",
    "00:00, UTC, 2026-01-30T23:59:59.999999Z, 2026-01-30, 2026-01-31T00:00:00Z",
    "17:00, America/New_York, 2026-01-30T21:59:59Z, 2026-01-30, 2026-01-30T22:00:00Z",
    "17:00, America/New_York, 2026-01-30T22:00:00Z, 2026-01-31, 2026-01-31T22:00:00Z",
    // The clocks go forward: a day of 23 hours.
    "17:00, America/New_York, 2026-03-07T22:00:00Z, 2026-03-08, 2026-03-08T21:00:00Z",
    "00:00, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25, 2026-10-25T23:00:00Z",
    "00:00, UTC, 1969-12-31T23:00:00Z, 1969-12-31, 1970-01-01T00:00:00Z"
  })
  void tellsDaysAndWhereTheyEnd(String time, String zone, Instant at, String day, Instant end) {
    DayCut cut = new DayCut(LocalTime.parse(time), ZoneId.of(zone));
    assertThat(cut.day(micros(at))).hasToString(day);
    assertThat(cut.end(micros(at))).isEqualTo(micros(end));
    assertThat(cut.day(micros(end))).isEqualTo(cut.day(micros(at)).plusDays(1));
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }
}
