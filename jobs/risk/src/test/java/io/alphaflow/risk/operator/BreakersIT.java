package io.alphaflow.risk.operator;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.ELSEWHERE;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.PARTITIONS;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The breaker's graph on a small Flink, with the events as the gate would send them. */
@Timeout(120)
class BreakersIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final RiskOptions OPTIONS =
      new DeskFixture().withVelocity(3, 10 * SECOND).options();

  private final List<BreakerEvent> events = new ArrayList<>();
  private long decision;

  private void approved(String account, long time) {
    events.add(
        new BreakerEvent(
            BreakerEvent.Kind.APPROVED,
            DeskFixture.partition(account),
            time,
            account,
            "trend",
            "sim:BTC/USD",
            true,
            ++decision,
            1,
            0,
            0));
  }

  private List<BreakerTrip> trips() throws Exception {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(settings).setParallelism(1);
    DataStream<BreakerEvent> stream =
        env.fromData(BreakerEvent.class, events.toArray(BreakerEvent[]::new));
    Breakers breakers = Breakers.watch(stream, OPTIONS);
    List<BreakerTrip> trips = new ArrayList<>();
    List<Alert> late = new ArrayList<>();
    CloseableIterator<Alert> alerts = breakers.alerts().collectAsync();
    try (CloseableIterator<LogWrite> writes = breakers.trips().collectAsync()) {
      env.executeAsync();
      writes.forEachRemaining(write -> trips.add(trip(write)));
      alerts.forEachRemaining(late::add);
    }
    assertThat(late).isEmpty();
    return trips;
  }

  private static BreakerTrip trip(LogWrite write) {
    try {
      BreakerTrip trip = (BreakerTrip) Topics.JOURNAL.codec().decode(write.value());
      assertThat(write.partition()).isEqualTo(DeskFixture.partition(trip.level().account()));
      return trip;
    } catch (CodecException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tripsOnTheApprovalThatCompletesTheBurst() throws Exception {
    approved(ACCOUNT, 100 * SECOND);
    approved(ACCOUNT, 101 * SECOND);
    approved(ACCOUNT, 110 * SECOND - 1);
    assertThat(trips())
        .containsExactly(
            new BreakerTrip(
                Level.account(ACCOUNT),
                "order-velocity",
                110 * SECOND - 1,
                110 * SECOND - 1,
                StopKind.HALTED,
                0,
                false,
                "3 orders approved in 9.999999 s (decisions 1 to 3);"
                    + " fewer than 3 are allowed within 10 s"));
  }

  @Test
  void doesNotTripWhenTheLastApprovalIsAWindowLater() throws Exception {
    approved(ACCOUNT, 100 * SECOND);
    approved(ACCOUNT, 101 * SECOND);
    approved(ACCOUNT, 110 * SECOND);
    assertThat(trips()).isEmpty();
  }

  @Test
  void slidesOverTheApprovals() throws Exception {
    approved(ACCOUNT, 100 * SECOND);
    approved(ACCOUNT, 108 * SECOND);
    approved(ACCOUNT, 112 * SECOND);
    approved(ACCOUNT, 117 * SECOND);
    assertThat(trips()).extracting(BreakerTrip::time).containsExactly(117 * SECOND);
  }

  @Test
  void countsEachApprovalInOneTripOnly() throws Exception {
    for (int i = 0; i < 7; i++) {
      approved(ACCOUNT, 100 * SECOND + i);
    }
    assertThat(trips())
        .extracting(BreakerTrip::time)
        .containsExactly(100 * SECOND + 2, 100 * SECOND + 5);
  }

  @Test
  void accountsAreCountedApart() throws Exception {
    approved(ACCOUNT, 100 * SECOND);
    approved(NEIGHBOUR, 100 * SECOND + 1);
    approved(ACCOUNT, 100 * SECOND + 2);
    approved(NEIGHBOUR, 100 * SECOND + 3);
    assertThat(trips()).isEmpty();
  }

  /** One partition may be read hours ahead of another after a restart. */
  @Test
  void partitionsWithOtherClocksDoNotDisturbEachOther() throws Exception {
    assertThat(PARTITIONS).isEqualTo(2);
    for (int i = 0; i < 3; i++) {
      approved(ACCOUNT, 90_000 * SECOND + i);
      approved(ELSEWHERE, 100 * SECOND + i);
    }
    assertThat(trips())
        .extracting(trip -> trip.level().account())
        .containsExactlyInAnyOrder(ACCOUNT, ELSEWHERE);
  }
}
