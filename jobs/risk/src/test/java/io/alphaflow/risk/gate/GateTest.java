package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.limit.Limit;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

  private static final long T = 1_000 * SECOND;

  private static Signal numbered(Signal s, long sequence, long size) {
    return new Signal(
        s.strategy(),
        s.account(),
        s.instrument(),
        sequence,
        s.time(),
        s.side(),
        s.sizingMode(),
        size,
        s.orderType(),
        s.limitPrice(),
        s.confidence(),
        s.tag(),
        s.triggerTradeId(),
        s.indicators());
  }

  @Test
  void decisionStandsOnTheLogExactlyLikeThis() {
    GateRun run = new Play().opened().buy("2.00009").run();
    assertThat(new String(Topics.DECISIONS.codec().encode(run.last()), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"account\":\"main\",\"sequence\":1,\"journalPartition\":1,\"journalOffset\":3,"
                + "\"time\":1000000000,\"strategy\":\"trend-main\",\"instrument\":\"sim:BTC/USD\","
                + "\"signalOrigin\":\"STRATEGY\",\"signalSequence\":1,\"triggerTradeId\":1,\"outcome\":\"APPROVED\",\"order\":{"
                + "\"clientOrderId\":\"af-1i2s3665tvt98fj1gfqoysb5fh\",\"side\":\"BUY\","
                + "\"orderType\":\"MARKET\",\"timeInForce\":\"GTC\",\"quantity\":\"2\","
                + "\"limitPrice\":\"0\"},\"violations\":[],\"inputs\":{\"mark\":\"100\","
                + "\"markAge\":0,\"equity\":\"11000\",\"freeQuote\":\"10000\",\"exposure\":\"1000\",\"position\":\"10\","
                + "\"workingBuys\":\"0\",\"workingSells\":\"0\",\"limitsVersion\":1,"
                + "\"rules\":\"5\"}}");
  }

  @Test
  void reportsEveryFailingControlWithLimitAndObservedValue() {
    GateRun run =
        new Play()
            .limit(Limit.MAX_ORDER_VALUE, "5000")
            .limit(Limit.MAX_POSITION, "20")
            .noLimit(Limit.MAX_DAILY_LOSS)
            .opened("100", "10")
            .clock(T + 11 * SECOND)
            .buy("60")
            .run();
    assertThat(run.last().violations())
        .extracting(v -> v.control() + " " + v.code() + " " + v.limit() + " | " + v.observed())
        .containsExactly(
            "C1 MAX_ORDER_VALUE 5000 USD | 6060 USD",
            "C4 STALE_MARK 10 s | 11 s",
            "C5 MAX_POSITION 20 BTC | 70 BTC",
            "C7 INSUFFICIENT_BALANCE 100 USD | 6066.06 USD",
            "C20 LIMIT_NOT_CONFIGURED maxDailyLoss | not configured");
  }

  @Test
  void repeatedEntryChangesNothingAndDecidesNothing() {
    Play play = new Play().opened();
    Signal signal = play.journal().market(ACCOUNT, Side.BUY, "1");
    GateRun run = play.read(signal).run();
    String before = run.stateHash();
    run.read(signal);
    assertThat(run.decisions).hasSize(1);
    assertThat(run.alerts).isEmpty();
    assertThat(run.stateHash()).isEqualTo(before);
  }

  @Test
  void entryAfterAGapIsUsedAndAlerted() {
    Play play = new Play().opened().buy("1");
    Signal next = play.journal().market(ACCOUNT, Side.BUY, "2");
    GateRun run = play.read(numbered(next, 5, next.size())).run();
    assertThat(run.decisions).hasSize(2);
    assertThat(run.alertCodes()).containsExactly("JOURNAL_GAP");
    assertThat(run.alerts.get(0).message()).contains("signal/trend-main/sim:BTC/USD #5");
  }

  @Test
  void conflictingEntryIsAlertedAndNeverTradedOn() {
    Play play = new Play().opened();
    Signal signal = play.journal().market(ACCOUNT, Side.BUY, "1");
    GateRun run = play.read(signal).run();
    String before = run.stateHash();
    run.read(numbered(signal, signal.sequence(), Fixed8.of(2)));
    assertThat(run.decisions).hasSize(1);
    assertThat(run.alertCodes()).containsExactly("JOURNAL_CONFLICT");
    assertThat(run.stateHash()).isEqualTo(before);
  }

  @Test
  void unreadableBytesAreRefused() {
    GateRun run = new Play().opened().run();
    run.readBytes("{\"type\":\"signal\"".getBytes(StandardCharsets.UTF_8)).readBytes(new byte[0]);
    assertThat(run.refused).containsExactly("UNREADABLE", "UNREADABLE");
  }

  static Stream<JournalEntry> nonsense() {
    Signal s = new JournalFixture().market(ACCOUNT, Side.BUY, "1");
    return Stream.of(
        new Signal(
            null,
            ACCOUNT,
            s.instrument(),
            1,
            0,
            Side.BUY,
            SizingMode.BASE_QUANTITY,
            1,
            OrderType.MARKET,
            0,
            1,
            "",
            1,
            Map.of()),
        new Signal(
            "x",
            ACCOUNT,
            "no instrument",
            1,
            0,
            Side.BUY,
            SizingMode.BASE_QUANTITY,
            1,
            OrderType.MARKET,
            0,
            1,
            "",
            1,
            Map.of()),
        new Signal(
            "x",
            ACCOUNT,
            s.instrument(),
            1,
            0,
            null,
            SizingMode.BASE_QUANTITY,
            1,
            OrderType.MARKET,
            0,
            1,
            "",
            1,
            Map.of()),
        numbered(s, 1, -1),
        numbered(s, 0, 1),
        new Mark(s.instrument(), 9, 0, 1, T));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void entryThatSaysNothingUsableIsRefusedAndChangesNothing(JournalEntry entry) {
    GateRun run = new Play().opened().run();
    String before = run.stateHash();
    run.read(entry);
    assertThat(run.refused).containsExactly("INVALID_ENTRY");
    assertThat(run.alertCodes()).containsExactly("INVALID_ENTRY");
    assertThat(run.decisions).isEmpty();
    assertThat(run.stateHash()).isEqualTo(before);
  }

  @Test
  void accountOfAnotherPartitionIsRefused() {
    Play play = new Play().opened();
    GateRun run = play.read(play.journal().market(DeskFixture.ELSEWHERE, Side.BUY, "1")).run();
    assertThat(run.refused).containsExactly("INVALID_ENTRY");
    assertThat(run.decisions).isEmpty();
  }

  @Test
  void markThatLeadsBeyondTheRangeIsNotUsedAndHaltsNothing() {
    Play play = new Play().wide().opened("1000", "1000000").mark("900000", T + 1).sell("1");
    GateRun run = play.run();
    assertThat(run.refused).containsExactly("NUMBER_OUT_OF_RANGE");
    assertThat(run.alertCodes()).containsExactly("NUMBER_OUT_OF_RANGE");
    assertThat(run.approved()).isTrue();
    assertThat(run.last().inputs().mark()).isEqualTo(Fixed8.of(100));

    play.mark("101", T + 2).sell("2");
    assertThat(run.alertCodes()).containsExactly("NUMBER_OUT_OF_RANGE");
    assertThat(run.last().inputs().mark()).isEqualTo(Fixed8.of(101));
    assertThat(run.approved()).isTrue();
  }

  @Test
  void fillThatCannotBeBookedHaltsItsAccountAndReleasesItsOrder() {
    Play play = new Play().wide().opened("10000", "3").sell("1").fill("80000000000");
    GateRun run = play.run();
    assertThat(run.refused).isEmpty();

    play.sell("1.1").fill("80000000000");
    assertThat(run.refused).containsExactly("NUMBER_OUT_OF_RANGE");
    assertThat(run.account(DeskFixture.ACCOUNT).orders().all()).isEmpty();
    play.sell("0.5");
    assertThat(run.codes()).contains("HALTED");
    play.read(play.journal().market(DeskFixture.NEIGHBOUR, Side.BUY, "1"));
    assertThat(run.codes()).doesNotContain("HALTED");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void goesOnAfterARestartAsIfNothingHadHappened(int restartAt) {
    GateRun steady = story(0);
    GateRun restarted = story(restartAt);
    assertThat(restarted.decisions).isEqualTo(steady.decisions);
    assertThat(restarted.stateHash()).isEqualTo(steady.stateHash());
  }

  private static GateRun story(int restartAt) {
    Play play = new Play().limit(Limit.ORDERS_PER_STRATEGY, 3, 60).opened();
    GateRun run = play.run();
    for (int i = 1; i <= 5; i++) {
      if (i == restartAt) {
        run.restart();
      }
      play.mark(Integer.toString(100 + i), T + i * 7 * SECOND).buy("1." + i);
      Decision decision = run.last();
      if (decision.approvedOrder().isPresent() && i % 2 == 1) {
        play.fill("101");
      }
      play.sell("2");
    }
    return run;
  }
}
