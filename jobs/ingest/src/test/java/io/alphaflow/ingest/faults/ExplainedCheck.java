package io.alphaflow.ingest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.simulator.faults.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Every dead letter and every alert is there because of something that happened. */
final class ExplainedCheck {

  /** What makes a trade come later than one that was made after it. */
  private static final Fault[] LATENESS = {
    Fault.DROP, Fault.REORDER, Fault.DELAY, Fault.TRUNCATE, Fault.GARBAGE, Fault.STALL
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  private ExplainedCheck() {}

  static void check(FaultCase which, CaseOutcome outcome, TradeLogCheck trades) {
    if (!which.isVenueClock() && !trades.late().isEmpty()) {
      // By the venue's clock a slow machine is enough.
      assertThat(outcome.happened(LATENESS)).as("why %s are late", trades.late()).isTrue();
    }
    outcome.letters().forEach(letter -> letter(which, trades, letter));
    outcome.alerts().forEach(alert -> alert(outcome, trades, alert));
    long broken = count(outcome, Fault.TRUNCATE) + count(outcome, Fault.GARBAGE);
    assertThat(outcome.letters().stream().filter(l -> l.code().equals("BAD_FRAME")).count())
        .as("dead letters of broken frames")
        .isLessThanOrEqualTo(broken);
  }

  private static long count(CaseOutcome outcome, Fault fault) {
    return outcome.faults().getOrDefault(fault, 0L);
  }

  private static void letter(FaultCase which, TradeLogCheck trades, DeadLetter letter) {
    String raw = new String(Base64.getDecoder().decode(letter.raw()), StandardCharsets.UTF_8);
    switch (letter.code()) {
      case "BAD_FRAME" -> assertThat(isJson(raw)).as("%s is no fault: %s", letter, raw).isFalse();
      // Compared with the log already.
      case "LATE_TRADE" -> assertThat(isJson(raw)).isTrue();
      case "KLINE_NOT_REACHED" -> klineNotReached(which, trades, letter, raw);
      default -> throw new AssertionError("not explained: " + letter + ", raw: " + raw);
    }
  }

  /**
   * Minutes are short where the market is fast: while the exchange does not give its trades any
   * more and no later one has come, too many of its bars may wait for them.
   */
  private static void klineNotReached(
      FaultCase which, TradeLogCheck trades, DeadLetter letter, String raw) {
    assertThat(which.isVenueClock()).as("a market at the venue's pace: %s", letter).isFalse();
    assertThat(isJson(raw)).isTrue();
    String instrument = TradeLogCheck.instrument(letter.topic());
    try {
      long last = JSON.readTree(raw).at("/data/k/L").asLong();
      assertThat(trades.wasLacking(instrument, last))
          .as("trade %d of %s could not be had: %s", last, instrument, letter)
          .isTrue();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isJson(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node != null && node.isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static void alert(CaseOutcome outcome, TradeLogCheck trades, Alert alert) {
    boolean explained =
        switch (alert.code()) {
          case "FEED_STALE" ->
              outcome.happened(Fault.STALL, Fault.DROP, Fault.TRUNCATE, Fault.GARBAGE, Fault.DELAY);
          case "BOOK_RESYNC" ->
              outcome.happened(
                  Fault.DROP,
                  Fault.REORDER,
                  Fault.DELAY,
                  Fault.TRUNCATE,
                  Fault.GARBAGE,
                  Fault.DEPTH_GAP,
                  Fault.STALL,
                  Fault.STALE_DEPTH);
          case "TRADES_MISSING" -> outcome.happened(Fault.OLD_TRADES);
          case "LATE_TRADE" -> trades.wasLate(alert.id().substring("LATE_TRADE/".length()));
          case "KLINE_MISMATCH" -> trades.wasIncomplete(alert.instrument(), alert.time());
          case "DEAD_LETTER_RATE" -> outcome.letters().size() > 100;
          default -> false;
        };
    assertThat(explained).as("not explained: %s", alert).isTrue();
  }
}
