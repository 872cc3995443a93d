package io.alphaflow.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Decisions of recorded logs are told, while a desk runs and after it has ended. */
@Timeout(120)
class ExplainIT {

  private static final String HOME = "alphaflow.home";

  @TempDir static Path home;
  private static String before;
  private static KafkaBroker broker;
  private static DeskConfig config;

  @BeforeAll
  static void record() throws Exception {
    before = System.getProperty(HOME);
    System.setProperty(HOME, home.toString());
    broker = KafkaBroker.start(home.resolve("demo").resolve("kafka"), 0);
    Map<String, Integer> topics = new LinkedHashMap<>();
    Topics.ALL.forEach(topic -> topics.put(topic.name(), 2));
    broker.createTopics(topics);
    Path file = home.resolve("demo").resolve("desk.yaml");
    Files.writeString(
        file,
        """
        desk: test
        kafka: {bootstrapServers: "%s", journalPartitions: 2, marketPartitions: 2}
        venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x",
                symbols: [BTC/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
        risk:
          permissions: [{}]
          limits:
            default:
              maxOrderValue: 5000
              maxOrderQuantity: 5
              maxPosition: 10
              maxPositionValue: 10000
              maxGrossExposure: 20000
              maxDailyLoss: 2000
              maxMarkAge: 10m
        """
            .formatted(broker.bootstrapServers()));
    config = DeskConfig.load(file);
    StoryLogs.write(config);
  }

  @AfterAll
  static void end() {
    broker.close();
    if (before == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, before);
    }
  }

  @Test
  void aFilledOrderIsToldFromTickToFill() {
    CommandRun run = explain("main/1");
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out())
        .contains("TRADE 7777 of sim:BTC/USD, market.trades-")
        .contains("price         8777 USD for 1 BTC")
        .contains("taken in      2026-01-31T14:09:37.000005Z wall clock")
        .contains("SIGNAL signal/trend/sim:BTC/USD #1, journal-")
        .contains("@4, written")
        .contains("wants         BUY base-quantity 0.5, MARKET")
        .contains("tag           cross-up")
        .contains("indicator     ema(5) = 1001.5")
        .contains("DECISION main/1: APPROVED")
        .contains("mark          1000 USD, 0 s old")
        .contains("equity        100000, free 100000")
        .contains("kept          C1 MAX_ORDER_VALUE: limit 5000 USD, observed 505 USD")
        .contains("kept          C7 INSUFFICIENT_BALANCE: limit 100000 USD, observed 505.505 USD")
        .contains("not asked     C3 PRICE_COLLAR: there is no limit price")
        .contains("not asked     C10 DUPLICATE_ORDER: there was no equal order")
        .contains("not asked     C16 SELF_TRADE: no own limit order works on the other side")
        .contains("not asked     C18 HALTED: nothing that the order belongs to is stopped for that")
        .contains("overridden    C21: none")
        .contains(Stream.of(DecisionCode.values()).map(c -> c.control() + " " + c + ": ").toList())
        .contains("ORDER " + StoryLogs.order(config))
        .contains("REPORT #1: ACCEPTED")
        .contains("venue order   venue-7")
        .contains("REPORT #3: FILL")
        .contains("venue trade   32")
        .contains("filled        0.3 at 1001, 0.5 of 0.5 so far, as taker")
        .contains("fee           0.1 USD")
        .contains("P&L of main")
        .containsPattern("fees +0 +0.2 +0.2")
        .containsPattern("cash +100000 +99499.3 +-500.7")
        .containsPattern("equity +100000 +99999.3 +-0.7");
    assertThat(run.out())
        .contains("about the order")
        .contains("about the signal")
        .contains("about the last fill")
        .contains("about the decision")
        .doesNotContain("about another");
    assertThat(run.out().split("REPORT #2")).as("a repeated report is told once").hasSize(2);
  }

  @Test
  void anOrderIsFoundByItsClientOrderId() {
    CommandRun run = explain(StoryLogs.order(config));
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out()).isEqualTo(explain("main", "1").out());
  }

  @Test
  void anOrderIsFoundByWhatItsLogLinesAreFollowedBy() throws Exception {
    JsonNode json = new ObjectMapper().readTree(explain("main/1", "--json").out());
    String correlation = json.get("correlation").asText();
    assertThat(correlation).isEqualTo("trend/main/sim:BTC/USD/STRATEGY#1");
    assertThat(explain(correlation).out())
        .isEqualTo(explain("main/1").out())
        .contains("correlation   " + correlation + " in the log lines of all jobs");
    assertThat(explain("trend/main/sim:BTC/USD/STRATEGY#99").err())
        .contains("no decision approved an order trend/main/sim:BTC/USD/STRATEGY#99");
  }

  @Test
  void aRejectionTellsWhatFailed() {
    CommandRun run = explain("main/2");
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out())
        .contains("DECISION main/2: REJECTED")
        .contains("kept          C1 MAX_ORDER_VALUE: limit 5000 USD, observed 505 USD")
        .contains("failed        C10 DUPLICATE_ORDER: limit 60 s apart, observed 0 s apart")
        .contains("ORDER none")
        .contains("P&L unchanged: nothing was traded");
  }

  @Test
  void aParentTellsOfItsChildrenAndAChildOfItsParent() throws Exception {
    CommandRun run = explain("main/3");
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out())
        .contains("worked        in 2 slices over 60 s")
        .contains("DECISION main/3: WORKING")
        .contains("CHILDREN 1 so far, 0.15 of 0.4 BTC traded")
        .containsPattern(
            "child 1       0.2, journal-[01]@12: decision main/4 APPROVED, order af-.*, 0.15 traded")
        .doesNotContain("ORDER none");
    CommandRun child = explain("main/4");
    assertThat(child.out())
        .contains("SIGNAL algorithm/main/trend/sim:BTC/USD #1")
        .contains("worked        child 1 of parent main/3")
        .contains("filled        0.15 at 1010, 0.15 of 0.2 so far");
    JsonNode json = new ObjectMapper().readTree(explain("main/3", "--json").out());
    assertThat(json.at("/children/0/decision/record/sequence").asLong()).isEqualTo(4);
    assertThat(json.at("/children/0/traded").asText()).isEqualTo("0.15");
  }

  @Test
  void allOfItIsThereAsJson() throws Exception {
    JsonNode json = new ObjectMapper().readTree(explain("main/1", "--json").out());
    assertThat(json.at("/trade/record/tradeId").asLong()).isEqualTo(7_777);
    assertThat(json.at("/cause/offset").asLong()).isEqualTo(4);
    assertThat(json.at("/decision/record/outcome").asText()).isEqualTo("APPROVED");
    assertThat(json.at("/checks/0/control").asText()).startsWith("C");
    assertThat(json.get("reports")).hasSize(3);
    assertThat(json.at("/pnl/after/record/equity").asText()).isEqualTo("99999.3");
    assertThat(json.get("alerts")).hasSize(4);
  }

  @Test
  void aConfigurationThatIsNotTheOneOfThenIsTold() throws Exception {
    Path other = home.resolve("other.yaml");
    Path file = home.resolve("demo").resolve("desk.yaml");
    Files.writeString(
        other, Files.readString(file).replace("maxOrderValue: 5000", "maxOrderValue: 100"));
    CommandRun run = explain("main/1", "--config", other.toString());
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out())
        .contains("DECISION main/1: APPROVED")
        .contains("the gate decides otherwise now")
        .doesNotContain("kept   ");
  }

  @Test
  void whatIsNotThereIsASentence() {
    assertThat(explain("main/99").err())
        .contains("there is no decision main/99; the last one of the account is main/4");
    assertThat(explain("savings/1").err())
        .contains("there is no account savings; there are [main]");
    assertThat(explain("af-unknown").err()).contains("no decision approved an order af-unknown");
    assertThat(explain("main/none").err()).contains("\"none\" is no number of a decision");
    assertThat(explain("main/99").code()).isEqualTo(1);
    assertThat(explain().code()).isEqualTo(2);
    assertThat(explain("a", "1", "2").code()).isEqualTo(2);
  }

  @Test
  void aDeskThatHasEndedIsToldFromItsFiles() throws Exception {
    String running = explain("main/1").out();
    broker.close();
    assertThat(explain("main/1").out()).isEqualTo(running);
    broker = KafkaBroker.start(home.resolve("demo").resolve("kafka"), port());
  }

  private static int port() {
    String servers = config.kafka().bootstrapServers();
    return Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
  }

  private static CommandRun explain(String... arguments) {
    return CommandRun.of(new ExplainCommand(), arguments);
  }
}
