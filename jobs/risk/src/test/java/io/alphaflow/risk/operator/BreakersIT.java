package io.alphaflow.risk.operator;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.ELSEWHERE;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.PARTITIONS;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static io.alphaflow.risk.breaker.BreakerEvents.BTC;
import static io.alphaflow.risk.breaker.BreakerEvents.ETH;
import static io.alphaflow.risk.breaker.BreakerEvents.STRATEGY;
import static io.alphaflow.risk.breaker.BreakerEvents.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.breaker.BreakerEvents;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** The breakers' graph on a small Flink, with the events as the gate would send them. */
@Timeout(120)
class BreakersIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final CountRule THREE = new CountRule(3, 10 * SECOND, CountRule.MANUAL);
  private static final CountRule FIVE = new CountRule(5, 10 * SECOND, 60 * SECOND);
  private static final PriceShockRule SHOCK =
      new PriceShockRule(Fixed8.parse("0.05"), 10 * SECOND, 300 * SECOND);

  private final BreakerEvents source = new BreakerEvents();
  private final List<BreakerEvent> events = new ArrayList<>();
  private final List<LogWrite> writes = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();

  private void approved(String account, long time) {
    events.add(source.approved(account, STRATEGY, true, time));
  }

  private List<BreakerTrip> trips(BreakerOptions options) throws Exception {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(settings).setParallelism(1);
    DataStream<BreakerEvent> stream =
        env.fromData(BreakerEvent.class, events.toArray(BreakerEvent[]::new));
    Breakers breakers = Breakers.watch(stream, new DeskFixture().withBreakers(options).options());
    CloseableIterator<Alert> late = breakers.alerts().collectAsync();
    try (CloseableIterator<LogWrite> found = breakers.trips().collectAsync()) {
      env.executeAsync();
      found.forEachRemaining(writes::add);
      late.forEachRemaining(alerts::add);
    }
    return writes.stream().map(BreakerHarness::trip).toList();
  }

  private static BreakerOptions velocity() {
    return BreakerOptions.of(Map.of(CountBreaker.ORDER_VELOCITY, THREE), PriceShockRule.OFF);
  }

  @Test
  void aTripOfAnAccountGoesIntoItsPartition() throws Exception {
    for (int i = 0; i < 3; i++) {
      approved(ELSEWHERE, 100 * SECOND + i);
    }
    assertThat(trips(velocity())).hasSize(1);
    assertThat(writes.get(0).partition()).isEqualTo(DeskFixture.partition(ELSEWHERE));
    assertThat(writes.get(0).key()).isEqualTo("breaker/order-velocity/second|*|*");
    assertThat(alerts).isEmpty();
  }

  /** Each partition sees the prices of all instruments, and stops them for its accounts. */
  @Test
  void aTripOfAnInstrumentGoesIntoThePartitionOfThePrice() throws Exception {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      events.add(price(partition, BTC, "100", 100 * SECOND + partition));
      events.add(price(partition, BTC, "106", 101 * SECOND + partition));
    }
    assertThat(trips(BreakerOptions.of(Map.of(), SHOCK)))
        .extracting(BreakerTrip::level)
        .containsExactly(Level.instrument(BTC), Level.instrument(BTC));
    assertThat(writes).extracting(LogWrite::partition).containsExactlyInAnyOrder(0, 1);
  }

  /** One partition may be read hours ahead of another after a restart. */
  @Test
  void partitionsWithOtherClocksDoNotDisturbEachOther() throws Exception {
    assertThat(PARTITIONS).isEqualTo(2);
    for (int i = 0; i < 3; i++) {
      approved(ACCOUNT, 90_000 * SECOND + i);
      approved(ELSEWHERE, 100 * SECOND + i);
    }
    assertThat(trips(velocity()))
        .extracting(trip -> trip.level().account())
        .containsExactlyInAnyOrder(ACCOUNT, ELSEWHERE);
  }

  @Test
  void accountsAndInstrumentsHaveRulesOfTheirOwn() throws Exception {
    BreakerOptions options =
        new BreakerOptions(
            Map.of(CountBreaker.ORDER_VELOCITY, THREE),
            Map.of(NEIGHBOUR, Map.of(CountBreaker.ORDER_VELOCITY, FIVE), ELSEWHERE, Map.of()),
            SHOCK,
            Map.of(ETH, PriceShockRule.OFF));
    for (int i = 0; i < 5; i++) {
      approved(ACCOUNT, 100 * SECOND + 3 * i);
      approved(NEIGHBOUR, 100 * SECOND + 3 * i + 1);
      approved(ELSEWHERE, 100 * SECOND + 3 * i + 2);
    }
    events.add(price(0, BTC, "100", 101 * SECOND));
    events.add(price(0, ETH, "100", 102 * SECOND));
    events.add(price(0, BTC, "94", 103 * SECOND));
    events.add(price(0, ETH, "94", 104 * SECOND));
    assertThat(trips(options))
        .extracting(trip -> trip.level() + " " + trip.time() + " " + trip.cooldown())
        .containsExactlyInAnyOrder(
            "account main 100000006 0",
            "account spare 100000013 60000000",
            "instrument sim:BTC/USD 103000000 300000000");
  }

  @Test
  void allBreakersFindTheirPatternsInOneStream() throws Exception {
    BreakerOptions options =
        BreakerOptions.of(
            Map.of(
                CountBreaker.ORDER_VELOCITY,
                FIVE,
                CountBreaker.REPEATED_EXECUTION,
                THREE,
                CountBreaker.LOSING_STREAK,
                THREE,
                CountBreaker.REJECT_STORM,
                THREE),
            SHOCK);
    for (int i = 0; i < 5; i++) {
      long time = 100 * SECOND + 10 * i;
      events.add(source.approved(ACCOUNT, i < 3 ? "a" : "b", true, time));
      events.add(source.roundTrip(ACCOUNT, "c", i < 3 ? -1 : 1, time + 1));
      events.add(source.rejected(i < 3 ? ACCOUNT : NEIGHBOUR, time + 2));
      events.add(price(DeskFixture.partition(ACCOUNT), BTC, "10" + i, time + 3));
    }
    events.add(price(DeskFixture.partition(ACCOUNT), BTC, "98", 101 * SECOND));
    assertThat(trips(options))
        .extracting(trip -> trip.breaker() + " of " + trip.level())
        .containsExactlyInAnyOrder(
            "order-velocity of account main",
            "repeated-execution of strategy a of account main",
            "losing-streak of strategy c of account main",
            "reject-storm of account main",
            "price-shock-down of instrument sim:BTC/USD");
  }

  /** It cannot happen while the gate's times increase; if it does, a person must know. */
  @Test
  void anEventThatComesLateIsAnAlert() throws Exception {
    approved(ACCOUNT, 100 * SECOND);
    approved(ACCOUNT, 99 * SECOND);
    assertThat(trips(velocity())).isEmpty();
    assertThat(alerts)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.code()).isEqualTo("BREAKER_EVENT_LATE");
              assertThat(alert.account()).isEqualTo(ACCOUNT);
              assertThat(alert.message()).contains("decision 2");
            });
  }

  @Test
  void aDeskMayTurnAllBreakersOff() throws Exception {
    approved(ACCOUNT, 100 * SECOND);
    assertThat(trips(BreakerOptions.of(Map.of(), PriceShockRule.OFF))).isEmpty();
    assertThat(alerts).isEmpty();
  }
}
