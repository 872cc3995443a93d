package io.alphaflow.cli.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.Period;
import io.alphaflow.cli.rerun.RecordedDesk;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recorded desk under a change is the desk that would have been recorded with it: the same
 * orders, the same P&amp;L, to the last unit.
 */
@Timeout(120)
class WhatIfIT {

  private static final int TRADES = 4_000;
  private static final long SEED = 7;
  private static final long LATENCY = 30 * RecordedDesk.SECOND;

  @TempDir static Path work;
  private static KafkaBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBroker.start(work.resolve("kafka"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Path file(String name, Map<String, String> limits, int fast) throws Exception {
    Path file = work.resolve(name + ".yaml");
    Files.writeString(file, RecordedDesk.yaml(broker.bootstrapServers(), name + "-", limits, fast));
    return file;
  }

  private static RecordedDesk desk(Path file) {
    return RecordedDesk.run(DeskConfig.load(file), LATENCY, TRADES, SEED);
  }

  /** A desk whose logs are there. */
  private static RecordedDesk record(Path file) throws Exception {
    return record(file, 0);
  }

  /** A desk that runs: it has not written its last decisions yet. */
  private static RecordedDesk record(Path file, int late) throws Exception {
    Map<String, Integer> topics = new LinkedHashMap<>();
    DeskConfig config = DeskConfig.load(file);
    RecordedDesk.TOPICS.forEach(topic -> topics.put(config.kafka().topic(topic), 2));
    broker.createTopics(topics);
    RecordedDesk desk = desk(file);
    int decided = desk.decisions().size();
    desk.decisions().subList(decided - late, decided).clear();
    desk.write();
    return desk;
  }

  private static Map<String, String> limits(String name, String value) {
    Map<String, String> limits = new TreeMap<>(RecordedDesk.wide());
    limits.put(name, value);
    return limits;
  }

  private static long orders(RecordedDesk desk) {
    return desk.decisions().stream().filter(d -> d.outcome() == Outcome.APPROVED).count();
  }

  private static CommandRun whatIf(Path file, String... arguments) {
    String[] all = List.of(arguments).toArray(new String[arguments.length + 2]);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = file.toString();
    return CommandRun.of(new WhatIfCommand(), all);
  }

  private static WhatIf whatIf(Path recorded, Path changed, Period period) throws Exception {
    ChangedConfig change = new ChangedConfig(recorded);
    change.limits(changed);
    return WhatIf.run(
        DeskConfig.load(recorded), change.config(), change.changesStrategies(), period);
  }

  @Test
  void withNothingChangedNothingIsDifferent() throws Exception {
    Path file = file("same", RecordedDesk.wide(), 3);
    RecordedDesk desk = record(file);
    assertThat(desk.journal())
        .anyMatch(e -> e instanceof Signal s && s.origin() == SignalOrigin.PROTECTION);
    WhatIf result = whatIf(file, file, Period.ALL);
    assertThat(result.isEmpty()).as("%s", result).isTrue();
    assertThat(result.simulatedOrders()).isZero();
    assertThat(result.decisions()).isEqualTo(desk.decisions().size());
    assertThat(result.effects().get("main").changed()).isEqualTo(desk.pnl()).isNotZero();
    CommandRun text = whatIf(file);
    assertThat(text.code()).as(text.text()).isZero();
    assertThat(text.out()).contains("nothing would have been different");
    JsonNode json = new ObjectMapper().readTree(whatIf(file, "--json").out());
    assertThat(json.get("different").asBoolean()).isFalse();
    assertThat(json.get("changes")).isEmpty();
  }

  @Test
  void decisionsThatARunningDeskHasNotWrittenYetAreNoDifference() throws Exception {
    Path file = file("running", RecordedDesk.wide(), 3);
    RecordedDesk desk = record(file, 3);
    WhatIf result = whatIf(file, file, Period.ALL);
    assertThat(result.changes()).isEmpty();
    assertThat(result.decisions()).isEqualTo(desk.decisions().size());
  }

  @Test
  void ordersThatANarrowLimitBlocksTakeTheirGainsAndExitsAlong() throws Exception {
    Path file = file("wide", RecordedDesk.wide(), 3);
    RecordedDesk desk = record(file);
    Path none = work.resolve("limits.yaml");
    Files.writeString(none, "limits: {default: {maxOrderValue: 1}}\n");
    WhatIf result = whatIf(file, none, Period.ALL);
    assertThat(result.count(OrderChange.Kind.BLOCKED) + result.count(OrderChange.Kind.GONE))
        .isEqualTo(orders(desk))
        .isGreaterThan(20);
    assertThat(result.count(OrderChange.Kind.ADDED)).isZero();
    assertThat(WhatIfText.codes(result)).containsKey("MAX_ORDER_VALUE");
    assertThat(result.effects().get("main").recorded()).isEqualTo(desk.pnl());
    assertThat(result.effects().get("main").changed()).isZero();
    CommandRun text = whatIf(file, "--limits", none.toString());
    assertThat(text.out())
        .contains(
            "blocked by MAX_ORDER_VALUE: ", "(limit 1 USD, observed ", "No fill is simulated");
  }

  @Test
  void ordersThatAWiderLimitAddsAreFilledAsTheyWouldHaveBeen() throws Exception {
    Path file = file("narrow", limits("ordersPerStrategy", "3/1d"), 3);
    RecordedDesk desk = record(file);
    Path wider = file("wider", limits("ordersPerStrategy", "1000/1d"), 3);
    RecordedDesk other = desk(wider);
    assertThat(orders(other)).isGreaterThan(2 * orders(desk));
    WhatIf result = whatIf(file, wider, Period.ALL);
    assertThat(result.effects().get("main").recorded()).isEqualTo(desk.pnl());
    assertThat(result.effects().get("main").changed()).isEqualTo(other.pnl());
    assertThat(
            orders(desk)
                + result.count(OrderChange.Kind.ADDED)
                - result.count(OrderChange.Kind.BLOCKED)
                - result.count(OrderChange.Kind.GONE))
        .isEqualTo(orders(other));
    CommandRun text = whatIf(file, "--limits", wider.toString());
    assertThat(text.out()).contains("added ", "are SIMULATED", "; was STRATEGY_ORDER_RATE");
  }

  @Test
  void otherParametersOfAStrategyLeadToTheOrdersThatItWouldHaveMade() throws Exception {
    Path file = file("fast", RecordedDesk.wide(), 3);
    RecordedDesk desk = record(file);
    RecordedDesk other = desk(file("slower", RecordedDesk.wide(), 5));
    CommandRun run = whatIf(file, "--strategy", "trend(fast=5)", "--json");
    assertThat(run.code()).as(run.text()).isZero();
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("newSignals").asLong()).isPositive();
    assertThat(
            orders(desk)
                + json.get("added").asLong()
                - json.get("gone").asLong()
                - json.get("blocked").asLong())
        .isEqualTo(orders(other));
    assertThat(json.at("/pnl/main/changed").asText()).isEqualTo(Fixed8.format(other.pnl()));
  }

  @Test
  void aChangeHoldsFromTheBeginningOfThePeriod() throws Exception {
    Path file = file("period", RecordedDesk.wide(), 3);
    RecordedDesk desk = record(file);
    Path none = file("period-none", limits("maxOrderValue", "1"), 3);
    Decision middle = desk.decisions().get(desk.decisions().size() / 2);
    WhatIf result = whatIf(file, none, new Period(middle.time(), Long.MAX_VALUE));
    assertThat(result.changes())
        .isNotEmpty()
        .allMatch(change -> change.decision().time() >= middle.time());
    assertThat(result.effects().get("main").changed()).isNotZero().isNotEqualTo(desk.pnl());
    CommandRun before = whatIf(file, "--limits", none.toString(), "--to", iso(middle));
    assertThat(before.out()).contains("from the beginning to " + iso(middle));
  }

  private static String iso(Decision decision) {
    return Micros.iso(decision.time());
  }

  @Test
  void whatCannotBeChangedIsSaid() throws Exception {
    Path file = file("wrong", RecordedDesk.wide(), 3);
    assertThat(whatIf(file, "--strategy", "other(fast=5)").code()).isEqualTo(2);
    CommandRun refused = whatIf(file, "--strategy", "trend(fast=9)");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("fast 9 is not accepted with slow 8");
    assertThat(whatIf(file, "--strategy", "other(fast=5)").err())
        .contains("the desk has no instance other; there are trend");
    assertThat(whatIf(file, "--strategy", "trend(fast=50)").err()).contains("fast");
    Path empty = work.resolve("empty.yaml");
    Files.writeString(empty, "something: 1\n");
    assertThat(whatIf(file, "--limits", empty.toString()).err())
        .contains("has neither a section limits nor a section risk");
    assertThat(whatIf(file, "--limits", "nowhere.yaml").err()).contains("there is no such file");
  }
}
