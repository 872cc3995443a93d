package io.alphaflow.backtest.data;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trades with the book in which they happened. At equal times the trades of an instrument come
 * before the changes of its book, which tell what they left.
 */
public final class RecordedEvents implements EventSource {

  private final List<RecordedMarket> markets;
  private final Rejects rejects;
  private final long from;
  private final long to;

  /**
   * Events of recordings.
   *
   * @param markets one for each instrument
   * @param from time before which events are left out, epoch microseconds UTC
   * @param to time from which on they are left out
   */
  public RecordedEvents(List<RecordedMarket> markets, Rejects rejects, long from, long to) {
    this.markets =
        markets.stream()
            .sorted(Comparator.comparing(market -> market.instrument().toString()))
            .toList();
    this.rejects = rejects;
    this.from = from;
    this.to = to;
  }

  @Override
  public boolean bars() {
    return false;
  }

  @Override
  public boolean books() {
    return true;
  }

  @Override
  public String interval() {
    return "";
  }

  @Override
  public List<String> descriptions() {
    return markets.stream().flatMap(market -> market.descriptions().stream()).toList();
  }

  @Override
  public List<InstrumentId> instruments() {
    return markets.stream().map(RecordedMarket::instrument).toList();
  }

  @Override
  public Map<String, PriceSample> sample() throws IOException {
    Map<String, PriceSample> samples = new LinkedHashMap<>();
    for (RecordedMarket market : markets) {
      try (Rejects later = Rejects.none()) {
        Optional<PriceSample> traded = Sampling.of(from, to, sink -> market.trades(sink, later));
        if (traded.isPresent()) {
          samples.put(
              market.instrument().toString(),
              Sampling.withBook(traded.get(), sink -> market.book(from, to, sink)));
        }
      }
    }
    return samples;
  }

  @Override
  public void run(EventSink sink) throws IOException {
    List<Merge.Source> sources = new ArrayList<>();
    for (RecordedMarket market : markets) {
      sources.add(into -> market.trades(inRange(market, into), rejects));
      sources.add(into -> market.book(from, to, into));
    }
    new Merge(Collections.unmodifiableList(sources)).run(sink);
  }

  /**
   * Not there: batches for the tasks of a job carry no changes of books.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public History history() {
    throw new UnsupportedOperationException("recorded books are read in this process only");
  }

  private InRange inRange(RecordedMarket market, EventSink sink) {
    String name = market.instrument().toString();
    return new InRange(
        sink,
        from,
        to,
        (fault, event) -> rejects.add(name, 0, fault, fault.meaning(), event.toString()));
  }
}
