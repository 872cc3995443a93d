package io.alphaflow.backtest.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedEventsTest {

  private static final long[] NONE = {};

  /** Trades and changes at given times. */
  private record Market(InstrumentId instrument, List<Long> traded, List<Long> changed)
      implements RecordedMarket {

    @Override
    public List<String> descriptions() {
      return List.of("a market of " + instrument);
    }

    @Override
    public void trades(EventSink sink, Rejects rejects) {
      long id = 0;
      for (long time : traded) {
        sink.trade(
            new Trade(instrument.toString(), ++id, Fixed8.of(10), Fixed8.ONE, true, time, time));
      }
    }

    @Override
    public void book(long from, long to, EventSink sink) {
      changed.stream()
          .filter(time -> time >= from && time < to)
          .forEach(
              time ->
                  sink.book(BookChange.of(instrument.toString(), time, NONE, NONE, NONE, NONE)));
    }
  }

  private static Market market(String base, List<Long> traded, List<Long> changed) {
    return new Market(InstrumentId.parse("x:" + base + "/USD"), traded, changed);
  }

  private static List<String> read(EventSource events) throws IOException {
    List<String> out = new ArrayList<>();
    events.run(
        new EventSink() {
          @Override
          public void bar(Bar bar) {
            throw new AssertionError(bar);
          }

          @Override
          public void trade(Trade trade) {
            out.add(trade.exchangeTime() + " trade " + trade.instrument());
          }

          @Override
          public void book(BookChange change) {
            out.add(change.time() + " book " + change.instrument());
          }
        });
    return out;
  }

  @Test
  void tradesComeBeforeTheChangesOfTheSameTimeAndMarketsInTheOrderOfTheirNames()
      throws IOException {
    try (Rejects rejects = Rejects.none()) {
      EventSource events =
          new RecordedEvents(
              List.of(
                  market("ETH", List.of(1L, 5L), List.of(3L, 5L)),
                  market("BTC", List.of(2L, 5L, 4L, 9L), List.of(5L, 8L))),
              rejects,
              2,
              9);
      assertThat(events.books()).isTrue();
      assertThat(events.bars()).isFalse();
      assertThat(read(events))
          .containsExactly(
              "2 trade x:BTC/USD",
              "3 book x:ETH/USD",
              "5 trade x:BTC/USD",
              "5 book x:BTC/USD",
              "5 trade x:ETH/USD",
              "5 book x:ETH/USD",
              "8 book x:BTC/USD");
      assertThat(rejects.counts()).containsOnlyKeys(Fault.LATE_TRADE);
      assertThat(events.sample()).containsOnlyKeys("x:BTC/USD", "x:ETH/USD");
      assertThat(events.descriptions().get(0)).contains("BTC");
    }
  }
}
