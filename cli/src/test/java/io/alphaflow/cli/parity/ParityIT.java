package io.alphaflow.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.Period;
import io.alphaflow.cli.rerun.RecordedDesk;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recorded desk and the backtest on its market. */
@Timeout(120)
class ParityIT {

  private static final ObjectMapper JSON = new ObjectMapper();
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

  /** A desk whose logs are there, in a folder of its own. */
  private static Path record(String name, Consumer<RecordedDesk> tamper) throws Exception {
    Path file = Files.createDirectories(work.resolve(name)).resolve("desk.yaml");
    Files.writeString(
        file, RecordedDesk.yaml(broker.bootstrapServers(), name + "-", RecordedDesk.wide(), 3));
    DeskConfig config = DeskConfig.load(file);
    Map<String, Integer> topics = new LinkedHashMap<>();
    RecordedDesk.TOPICS.forEach(topic -> topics.put(config.kafka().topic(topic), 2));
    broker.createTopics(topics);
    RecordedDesk desk = RecordedDesk.run(config, LATENCY, 3_000, 11);
    tamper.accept(desk);
    desk.write();
    return file;
  }

  private static Parity parity(Path file, long latency) throws Exception {
    return ParityCheck.run(DeskConfig.load(file), Optional.of(latency), Period.ALL, false);
  }

  @Test
  void aDeskWhoseOrdersTakeAsLongAsTheBacktestsIsTheBacktest() throws Exception {
    Path file = record("same", desk -> {});
    CommandRun run = CommandRun.of(new ParityCommand(), "--json", "--config", file.toString());
    assertThat(run.code()).as(run.text()).isZero();
    JsonNode json = JSON.readTree(run.out());
    assertThat(json.get("latencyMicros").asLong()).isEqualTo(LATENCY);
    assertThat(json.get("takerFee").asText()).isEqualTo("0.001");
    assertThat(json.at("/signals/all").asLong()).isGreaterThan(50);
    assertThat(json.at("/decisions/all").asLong()).isGreaterThan(50);
    assertThat(json.at("/fills/all").asLong()).isGreaterThan(50);
    assertThat(json.get("unlike")).as(run.out()).isEmpty();
    assertThat(json.get("score").asDouble()).isEqualTo(1);
    List<String> stored = Files.readAllLines(file.resolveSibling("parity.jsonl"));
    assertThat(JSON.readTree(stored.get(0)).get("score").asDouble()).isEqualTo(1);
    assertThat(JSON.readTree(stored.get(0)).get("at").asText()).endsWith("Z");
    CommandRun again = CommandRun.of(new ParityCommand(), "--config", file.toString());
    assertThat(again.out()).contains("Parity score 1.0000; 0 of 0 differences explained");
    assertThat(Files.readAllLines(file.resolveSibling("parity.jsonl"))).hasSize(2);
  }

  @Test
  void whatAnotherLatencyDoesIsExplainedByIt() throws Exception {
    Path file = record("late", desk -> {});
    Parity parity = parity(file, RecordedDesk.SECOND);
    assertThat(parity.signals().same()).isEqualTo(parity.signals().all()).isPositive();
    assertThat(parity.score()).isBetween(0.3, 0.99);
    assertThat(parity.count(Why.LATENCY)).isGreaterThan(20);
    assertThat(parity.unexplained()).as("%s", parity.unlike()).isZero();
    assertThat(parity.holds()).isTrue();
  }

  @Test
  void ordersThatAreUnderWayWhenTheMarketEndsAreExplainedByThat() throws Exception {
    Path file = record("end", desk -> {});
    Parity parity = parity(file, 100_000 * RecordedDesk.SECOND);
    assertThat(parity.count(Why.END)).isPositive();
    assertThat(parity.unexplained()).as("%s", parity.unlike()).isZero();
  }

  @Test
  void aPriceThatWasNeverTradedIsNotExplained() throws Exception {
    Path file = record("price", ParityIT::overcharge);
    Parity parity = parity(file, LATENCY);
    assertThat(parity.unlike())
        .filteredOn(u -> u.what() == Unlike.What.FILL)
        .first()
        .satisfies(
            unlike -> {
              assertThat(unlike.why()).isEqualTo(Why.UNEXPLAINED);
              assertThat(unlike.evidence()).contains(" were traded");
            });
    CommandRun run = CommandRun.of(new ParityCommand(), "--config", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("UNEXPLAINED: not explained");
  }

  private static void overcharge(RecordedDesk desk) {
    for (int i = 0; i < desk.journal().size(); i++) {
      if (desk.journal().get(i) instanceof ExecutionReport report
          && report.executionType() == ExecutionType.FILL) {
        desk.journal().set(i, dearer(report));
        return;
      }
    }
  }

  private static ExecutionReport dearer(ExecutionReport fill) {
    return new ExecutionReport(
        fill.account(),
        fill.strategy(),
        fill.instrument(),
        fill.clientOrderId(),
        fill.decision(),
        fill.sequence(),
        fill.executionType(),
        fill.side(),
        fill.orderQuantity(),
        fill.venueOrderId(),
        fill.venueTradeId(),
        fill.lastQuantity(),
        fill.lastPrice() * 11 / 10,
        fill.cumulativeQuantity(),
        fill.fee(),
        fill.feeAsset(),
        fill.maker(),
        fill.last(),
        fill.time(),
        fill.reason());
  }

  @Test
  void aSignalThatTheBacktestDoesNotMakeIsADifference() throws Exception {
    Path file =
        record(
            "signal",
            desk -> {
              List<JournalEntry> journal = desk.journal();
              for (int i = journal.size() - 1; i >= 0; i--) {
                if (journal.get(i) instanceof Signal signal
                    && signal.origin() == SignalOrigin.STRATEGY) {
                  journal.set(i, signal.resized(signal.size() + 1));
                  return;
                }
              }
            });
    Parity parity = parity(file, LATENCY);
    assertThat(parity.signals().same()).isEqualTo(parity.signals().all() - 1);
    assertThat(parity.holds()).isFalse();
    assertThat(parity.unexplained()).isEqualTo(1);
    assertThat(parity.unlike().get(0).what()).isEqualTo(Unlike.What.SIGNAL);
  }

  @Test
  void aDecisionThatNothingExplainsIsADifference() throws Exception {
    Path file =
        record(
            "decision",
            desk -> {
              int last = desk.decisions().size() - 1;
              desk.decisions().set(last, silent(desk.decisions().get(last)));
            });
    Parity parity = parity(file, LATENCY);
    assertThat(parity.decisions().same()).isEqualTo(parity.decisions().all() - 1);
    assertThat(parity.count(Why.UNEXPLAINED)).isEqualTo(1);
    assertThat(parity.count(Why.DECISION)).isEqualTo(1);
  }

  private static Decision silent(Decision decision) {
    return new Decision(
        decision.account(),
        decision.sequence(),
        decision.journalPartition(),
        decision.journalOffset(),
        decision.time(),
        decision.strategy(),
        decision.instrument(),
        decision.signalOrigin(),
        decision.signalSequence(),
        decision.triggerTradeId(),
        Outcome.REJECTED,
        null,
        decision.violations(),
        decision.inputs());
  }

  /** Its last prices and decisions are not in the logs yet, its last orders are under way. */
  @Test
  void aDeskThatRunsIsComparedAsFarAsAllLogsHaveCome() throws Exception {
    Path file = record("running", ParityIT::cutOff);
    Parity cut = ParityCheck.run(DeskConfig.load(file), Optional.of(LATENCY), Period.ALL, false);
    assertThat(cut.holds()).as("taken for a desk that has ended").isFalse();

    CommandRun run = CommandRun.of(new ParityCommand(), "--config", file.toString());
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out()).contains("the desk may be writing on: compared as far as prices");
    CommandRun json = CommandRun.of(new ParityCommand(), "--config", file.toString(), "--json");
    JsonNode found = JSON.readTree(json.out());
    assertThat(found.at("/decisions/all").asLong()).isGreaterThan(50);
    assertThat(found.get("unexplained").asLong()).isZero();
    assertThat(Micros.parse(found.get("comparedTo").asText()))
        .isLessThan(cut.period().to())
        .isGreaterThan(RecordedDesk.NOON + 3_600 * RecordedDesk.SECOND);
  }

  private static void cutOff(RecordedDesk desk) {
    int decided = desk.decisions().size();
    desk.decisions().subList(decided - 3, decided).clear();
    List<JournalEntry> journal = desk.journal();
    int fills = 0;
    for (int i = journal.size() - 1; fills < 2; i--) {
      if (journal.get(i) instanceof ExecutionReport) {
        fills++;
      }
      if (journal.get(i) instanceof ExecutionReport || i > journal.size() - 20) {
        if (!(journal.get(i) instanceof Signal)) {
          journal.remove(i);
        }
      }
    }
  }

  @Test
  void onlyAPeriodIsCompared() throws Exception {
    Path file = record("part", desk -> {});
    Parity all = parity(file, LATENCY);
    long noon = RecordedDesk.NOON + 3_600 * RecordedDesk.SECOND;
    Parity part =
        ParityCheck.run(
            DeskConfig.load(file), Optional.empty(), new Period(noon, Long.MAX_VALUE), false);
    assertThat(part.decisions().all()).isPositive().isLessThan(all.decisions().all());
    assertThat(part.score()).isEqualTo(1);
  }
}
