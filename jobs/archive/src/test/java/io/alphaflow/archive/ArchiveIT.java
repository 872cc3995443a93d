package io.alphaflow.archive;

import static io.alphaflow.archive.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.archive.Samples.Sample;
import io.alphaflow.archive.audit.AuditResult;
import io.alphaflow.archive.audit.AuditScope;
import io.alphaflow.archive.audit.AuditVerifier;
import io.alphaflow.archive.audit.Heads;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ArchiveIT {

  @TempDir Path work;

  private ArchiveDesk desk;
  private ArchiveDatabase database;

  @BeforeEach
  void start() throws Exception {
    desk = ArchiveDesk.start(work).withTopics("");
    database = desk.database();
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void everyKindOfRecordLandsOnceAndUndecodableBytesBecomeDeadLetters() throws Exception {
    byte[] broken = "{\"instrument\":".getBytes(StandardCharsets.UTF_8);
    desk.write("", Samples.everyKind());
    desk.write(
        "",
        List.of(
            new Sample(Topics.BARS.name(), 1, broken),
            new Sample(Topics.DEAD_LETTERS.name(), 1, broken)));
    submit(null);

    desk.await("dead_letters", 3);
    desk.await("pnl", 1);
    desk.await("execution_reports", 3);
    for (String table :
        List.of(
            "trades",
            "gaps",
            "quotes",
            "bars",
            "instruments",
            "marks",
            "strategy_changes",
            "positions",
            "breaker_trips",
            "commands",
            "alerts",
            "orders",
            "positions_latest",
            "equity_curve",
            "reject_reasons",
            "bars_rebuilt")) {
      desk.await(table, 1);
    }
    desk.await("decisions", 2);
    desk.await("signals", 2);
    desk.await("account_snapshots", 2);
    desk.await("trade_blotter", 2);
    desk.await("audit", 6);
    assertThat(database.ask("SELECT price || ' ' || quantity FROM trades"))
        .isEqualTo("802.59000000 0.57654321");
    assertThat(database.ask("SELECT exchange_time AT TIME ZONE 'UTC' FROM trades"))
        .isEqualTo("2013-11-25 21:34:07");
    assertThat(
            database.ask(
                "SELECT state || ' ' || filled_quantity || ' ' || average_price || ' ' || fees"
                    + " FROM orders"))
        .isEqualTo("FILLED 1.50000000 800.02500000 1.20000000");
    assertThat(database.ask("SELECT tag FROM trade_blotter LIMIT 1")).isEqualTo("cross-up");
    assertThat(
            database.ask(
                "SELECT trim_scale(stop_loss) || ' ' || (take_profit IS NULL) || ' ' ||"
                    + " trim_scale(trailing_stop) FROM signals WHERE origin = 'STRATEGY'"))
        .isEqualTo("790.5 true 12");
    assertThat(
            database.ask(
                "SELECT version || (parameters ->> 'fast') || (instruments ->> 0)"
                    + " || (effective_time IS NULL) FROM strategy_changes"))
        .isEqualTo("310sim:BTC/USDtrue");
    assertThat(database.ask("SELECT code FROM reject_reasons")).isEqualTo("MAX_ORDER_VALUE");
    assertThat(database.ask("SELECT inputs ->> 'mark' FROM decisions LIMIT 1")).isEqualTo("800.01");
    assertThat(database.ask("SELECT count(*) FROM dead_letters WHERE code = 'UNDECODABLE'"))
        .isEqualTo("2");
  }

  @Test
  void aParentStandsWithWhatItsChildrenTraded() throws Exception {
    desk.write("", ParentSamples.all());
    submit(null);
    desk.await("decisions", 3);
    desk.await("signals", 3);
    desk.await("execution_reports", 3);
    assertThat(
            database.ask(
                "SELECT concat_ws(' ', decision, algorithm, duration_micros, slices,"
                    + " trim_scale(quantity), children, orders, trim_scale(filled_quantity),"
                    + " trim_scale(average_price)) FROM parent_orders"))
        .isEqualTo("2 TWAP 60000000 2 3 2 1 1.5 800.025");
    assertThat(database.ask("SELECT parent || '.' || child FROM trade_blotter LIMIT 1"))
        .isEqualTo("2.1");
    assertThat(database.count("orders")).isEqualTo(1);
  }

  @Test
  void ofAPairBothOrdersStandWithTheirPrices() throws Exception {
    desk.write("", PairSamples.all());
    submit(null);
    desk.await("decisions", 2);
    desk.await("execution_reports", 3);
    desk.await("audit", 5);
    assertThat(order("t-main-7"))
        .isEqualTo("LIMIT_MAKER 1.5 at 810 with t-main-7-s: CANCELED, filled 0");
    assertThat(order("t-main-7-s"))
        .isEqualTo("STOP_LOSS_LIMIT 1.5 from 790 at 789.5 with t-main-7: FILLED, filled 1.5");
    assertThat(database.count("orders")).isEqualTo(2);
    // Rows of before the columns were there get them from the audit.
    database.run(
        "UPDATE decisions SET stop_order_type = NULL, stop_trigger_price = NULL,"
            + " stop_limit_price = NULL, amends = NULL");
    assertThat(database.count("orders")).isEqualTo(1);
    database.run(
        ArchiveSchemaIT.migration("V15__pairs.sql").replaceFirst("(?s)^.*?UPDATE", "UPDATE"));
    assertThat(order("t-main-7-s")).contains("STOP_LOSS_LIMIT 1.5 from 790 at 789.5");
    assertThat(
            database.ask(
                "SELECT amends || ' ' || trim_scale(work_quantity) FROM decisions"
                    + " WHERE outcome = 'AMEND'"))
        .isEqualTo("t-main-7 1.25");
  }

  @Test
  void ofAPurchaseByAmountTheAmountStandsAndTheMostThatItMayBuy() throws Exception {
    desk.write("", AmountSamples.all());
    submit(null);
    desk.await("decisions", 1);
    desk.await("execution_reports", 2);
    desk.await("audit", 3);
    assertThat(amountOrder()).isEqualTo("MARKET 1.3 for 1000: FILLED, filled 1.25");
    String recipe = Files.readString(Path.of("..", "..", "docs", "sql", "09-fill-ratio.sql"));
    assertThat(
            database.ask(
                "SELECT concat_ws(' ', orders, whole, part, percent_of_quantity) FROM ("
                    + recipe.strip().replaceFirst(";$", "")
                    + ") r"))
        .isEqualTo("1 1 0 100.00");
    // Rows of before the column was there get it from the audit.
    database.run("UPDATE decisions SET quote_amount = NULL");
    assertThat(amountOrder()).isEqualTo("MARKET 1.3: FILLED, filled 1.25");
    database.run(
        ArchiveSchemaIT.migration("V16__amounts.sql").replaceFirst("(?s)^.*?UPDATE", "UPDATE"));
    assertThat(amountOrder()).isEqualTo("MARKET 1.3 for 1000: FILLED, filled 1.25");
  }

  private String amountOrder() throws Exception {
    return database.ask(
        "SELECT concat(order_type, ' ', trim_scale(quantity), ' for ' || trim_scale(quote_amount),"
            + " ': ', state, ', filled ', trim_scale(filled_quantity)) FROM orders");
  }

  private String order(String id) throws Exception {
    return database.ask(
        "SELECT concat_ws(' ', order_type, trim_scale(quantity), 'from ' ||"
            + " trim_scale(trigger_price), 'at', trim_scale(limit_price), 'with', pair || ':', state"
            + " || ',', 'filled', trim_scale(filled_quantity)) FROM orders WHERE client_order_id = '"
            + id
            + "'");
  }

  @Test
  void givesTheSameRowsWhenRestartedFromACheckpointWithEverythingSentAgain() throws Exception {
    List<Sample> all = new ArrayList<>(Samples.everyKind());
    for (long id = 2; id <= 2_000; id++) {
      all.add(sample(Topics.TRADES, (int) (id % 2), Samples.trade(id)));
      all.add(sample(Topics.JOURNAL, 0, Samples.mark(id)));
      all.add(sample(Topics.JOURNAL, 1, Samples.mark(id)));
    }
    JobID first = submit(null);
    desk.write("", all.subList(0, all.size() / 2));
    String checkpoint = desk.flink().triggerCheckpoint(first);
    desk.write("", all.subList(all.size() / 2, all.size()));
    desk.await("trades", 2_000);
    desk.await("marks", 2_000);
    desk.flink().triggerCheckpoint(first);
    Map<String, String> undisturbed = database.contents();
    desk.flink().cancel(first);

    submit(checkpoint);
    desk.write("", all);
    for (int partition = 0; partition < 2; partition++) {
      long last = 2_001 + partition;
      desk.write(
          "",
          List.of(
              sample(Topics.TRADES, partition, Samples.trade(last)),
              sample(Topics.JOURNAL, partition, Samples.mark(last))));
    }
    desk.await("trades", 2_002);
    desk.await("marks", 2_002);
    long entries = all.stream().filter(s -> s.topic().equals(Topics.JOURNAL.name())).count();
    desk.await("journal", 2 * entries + 2);
    database.run(
        "DELETE FROM trades WHERE trade_id > 2000; DELETE FROM marks WHERE sequence > 2000");
    Map<String, String> afterwards = database.contents();
    // These two say what stands in the logs: what was sent again is there again.
    assertThat(undisturbed.remove("journal")).startsWith(entries + " ");
    assertThat(afterwards.remove("journal")).startsWith((2 * entries + 2) + " ");
    assertThat(undisturbed.remove("audit")).startsWith("6 ");
    assertThat(afterwards.remove("audit")).startsWith("12 ");
    assertThat(afterwards).isEqualTo(undisturbed);
    Heads heads = new Heads();
    AuditResult audit =
        new AuditVerifier(database.source(), heads, 0, rows -> {}).verify(AuditScope.ALL);
    assertThat(audit.faults()).isEmpty();
  }

  private JobID submit(String checkpoint) {
    return desk.submit(
        "archive", ArchiveJob::configure, desk.config("", "{answerTimeout: 2s}"), checkpoint);
  }
}
