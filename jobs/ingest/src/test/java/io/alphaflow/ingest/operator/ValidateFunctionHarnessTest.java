package io.alphaflow.ingest.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.feed.MarketEvent;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValidateFunctionHarnessTest {

  private static final long TIME = 1_385_337_600_000_000L;

  private OneInputStreamOperatorTestHarness<MarketEvent, MarketEvent> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new ValidateFunction(false)));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void letsSoundTradesThroughUnchanged() throws Exception {
    MarketEvent event = trade(5, 7);
    in(event);
    assertThat(harness.extractOutputValues()).containsExactly(event);
    assertThat(side(SideOutputs.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void aTradeOfNothingIsADeadLetterWithItsPlaceAndBytesAndMissingInTheLog() throws Exception {
    in(trade(5, 0));
    assertThat(harness.extractOutputValues())
        .containsExactly(
            MarketEvent.ofMissing(
                "sim:BTC/USD",
                new MarketEvent.Missing(
                    5, 5, "QUANTITY_NOT_POSITIVE", "quantity is 0, must be above 0", TIME),
                77));
    assertThat(side(SideOutputs.DEAD_LETTERS))
        .containsExactly(
            new DeadLetter(
                "ingest",
                "btcusd@trade",
                0,
                5,
                TIME,
                "QUANTITY_NOT_POSITIVE",
                "quantity is 0, must be above 0",
                "cmF3"));
  }

  @Test
  void whatCouldNotBeReadIsADeadLetter() throws Exception {
    in(MarketEvent.ofFault("", new MarketEvent.Fault("stream", 9, "BAD_FRAME", "why", "raw"), 3));
    assertThat(side(SideOutputs.DEAD_LETTERS))
        .containsExactly(new DeadLetter("ingest", "stream", 0, 9, 0, "BAD_FRAME", "why", "cmF3"));
  }

  @Test
  void noticesBecomeAlerts() throws Exception {
    MarketEvent.Notice notice =
        new MarketEvent.Notice("FEED_STALE", Severity.WARNING, "sim:BTC/USD/7", "silent");
    in(MarketEvent.ofNotice("sim:BTC/USD", notice));
    assertThat(side(SideOutputs.ALERTS))
        .containsExactly(
            new Alert(
                "ingest",
                "FEED_STALE/sim:BTC/USD/7",
                Severity.WARNING,
                "FEED_STALE",
                "",
                "sim:BTC/USD",
                0,
                "silent"));
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void sendsSoundQuotesAsideAndCrossedOnesToTheDeadLetters() throws Exception {
    MarketEvent.FeedQuote sound = quote(1, 10, 11);
    in(MarketEvent.ofQuote(sound));
    in(MarketEvent.ofQuote(quote(2, 12, 11)));
    assertThat(side(IngestOutputs.QUOTES)).containsExactly(sound.quote());
    assertThat(side(SideOutputs.DEAD_LETTERS))
        .extracting(DeadLetter::code, DeadLetter::topic, DeadLetter::offset)
        .containsExactly(tuple("QUOTE_CROSSED", "btcusd@bookTicker", 2L));
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void letsSoundQuotesThroughTooWhereTheTradeLogTakesThem() throws Exception {
    harness.close();
    harness =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new ValidateFunction(true)));
    harness.open();
    MarketEvent sound = MarketEvent.ofQuote(quote(1, 10, 11));
    in(sound);
    in(MarketEvent.ofQuote(quote(2, 12, 11)));
    assertThat(harness.extractOutputValues()).containsExactly(sound);
    assertThat(side(IngestOutputs.QUOTES)).containsExactly(sound.quote().quote());
    assertThat(side(SideOutputs.DEAD_LETTERS)).hasSize(1);
  }

  private void in(MarketEvent event) throws Exception {
    harness.processElement(new StreamRecord<>(event));
  }

  private <T> List<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  private static MarketEvent trade(long id, long quantity) {
    VenueTrade trade =
        new VenueTrade(StreamKind.TRADE, "BTCUSD", id, 100, quantity, true, TIME, "raw");
    return MarketEvent.ofTrade("sim:BTC/USD", trade, 77);
  }

  private static MarketEvent.FeedQuote quote(long id, long bid, long ask) {
    return new MarketEvent.FeedQuote(
        new Quote("sim:BTC/USD", id, bid, 3, ask, 4, 3, 4, 0, 77), "BTCUSD", "raw");
  }
}
