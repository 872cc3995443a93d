package io.alphaflow.history.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static final long SECOND = 1_000_000_000L;

  private static long timeOf(String json) {
    return timeOf(json.getBytes(StandardCharsets.UTF_8));
  }

  private static long timeOf(byte[] value) {
    return RecordTime.of(
        new ConsumerRecord<>(
            "t",
            0,
            0,
            77,
            TimestampType.CREATE_TIME,
            0,
            0,
            null,
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  @Test
  void aRecordIsDueWhenItsTimeHasPassedAtThatSpeed() {
    Pace pace = new Pace(60);
    assertThat(pace.untilDue(1_000_000, 5 * SECOND)).isZero();
    assertThat(pace.untilDue(61_000_000, 5 * SECOND)).isEqualTo(SECOND);
    assertThat(pace.untilDue(61_000_000, 6 * SECOND)).isZero();
    assertThat(pace.untilDue(61_000_000, 9 * SECOND)).isNegative();
    assertThat(pace.untilDue(500_000, 6 * SECOND)).isNegative();
    Pace slow = new Pace(0.5);
    slow.untilDue(0, 0);
    assertThat(slow.untilDue(3_000_000, 0)).isEqualTo(6 * SECOND);
  }

  @Test
  void asFastAsItGoesNothingWaits() {
    Pace pace = new Pace(Double.POSITIVE_INFINITY);
    assertThat(pace.untilDue(0, 0)).isZero();
    assertThat(pace.untilDue(Long.MAX_VALUE, 0)).isZero();
  }

  @Test
  void aRecordsTimeIsWhatItSays() {
    assertThat(timeOf(Topics.TRADES.codec().encode(new Trade("a:B/C", 1, 2, 3, true, 11, 12))))
        .isEqualTo(11);
    assertThat(timeOf(Topics.TRADES.codec().encode(new Heartbeat(0, 5, List.of("x")))))
        .isEqualTo(5);
    assertThat(timeOf("{\"openTime\":1,\"closeTime\":2}")).isEqualTo(2);
    assertThat(timeOf("{\"effectiveTime\":4,\"nested\":{\"exchangeTime\":9}}")).isEqualTo(4);
    assertThat(timeOf("{\"ingestTime\":8,\"exchangeTime\":0}")).isEqualTo(8);
  }

  @Test
  void ofARecordThatSaysNoneItIsKafkas() {
    for (String value : List.of("", "{}", "[1]", "{\"time\":\"soon\"}", "{\"time\":", "plain")) {
      assertThat(timeOf(value)).as(value).isEqualTo(77_000);
    }
    assertThat(timeOf((byte[]) null)).isEqualTo(77_000);
  }
}
