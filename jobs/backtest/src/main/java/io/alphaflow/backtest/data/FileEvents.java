package io.alphaflow.backtest.data;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.format.FileFormat;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.EntryReader;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bars or trades of files. Files of one instrument follow each other; several instruments are
 * merged by time, at equal times in the order of their names. What does not fit, or is there twice,
 * goes to the rejects.
 */
public final class FileEvents {

  private static final int SAMPLE = 20_000;

  private final SortedMap<String, List<PlannedFile>> files = new TreeMap<>();
  private final Rejects rejects;
  private final long from;
  private final long to;

  /**
   * Events of files.
   *
   * @param planned in the order of instrument and time
   * @param from time before which events are left out, epoch microseconds UTC
   * @param to time from which on they are left out
   * @throws IllegalArgumentException when bars and trades, or bars of several intervals, are mixed
   */
  public FileEvents(List<PlannedFile> planned, Rejects rejects, long from, long to) {
    this.rejects = rejects;
    this.from = from;
    this.to = to;
    for (PlannedFile file : planned) {
      files.computeIfAbsent(file.instrument().toString(), i -> new ArrayList<>()).add(file);
      PlannedFile first = planned.get(0);
      if (file.format().content() != first.format().content()) {
        throw new IllegalArgumentException(
            "%s has %s and %s has %s: take either bars or trades"
                .formatted(
                    first.entry().label(),
                    first.description(),
                    file.entry().label(),
                    file.description()));
      }
      if (!file.interval().equals(first.interval())) {
        throw new IllegalArgumentException(
            "%s has %s and %s has %s: take bars of one interval"
                .formatted(
                    first.entry().label(),
                    first.description(),
                    file.entry().label(),
                    file.description()));
      }
    }
  }

  /** Whether they are bars. */
  public boolean bars() {
    return first().format().content() == FileFormat.Content.BARS;
  }

  private PlannedFile first() {
    return files.values().iterator().next().get(0);
  }

  /** Label of the bars' interval, such as {@code 1m}; empty for trades. */
  public String interval() {
    return first().interval().map(Object::toString).orElse("");
  }

  /** Each file with what it is, for people. */
  public List<String> descriptions() {
    return files.values().stream()
        .flatMap(List::stream)
        .map(file -> file.entry().label() + ": " + file.description())
        .toList();
  }

  /** What there is of. */
  public List<InstrumentId> instruments() {
    return files.values().stream().map(of -> of.get(0).instrument()).toList();
  }

  /** What the first rows say about prices, by instrument; of one without a good row nothing. */
  public Map<String, PriceSample> sample() throws IOException {
    Map<String, PriceSample> samples = new LinkedHashMap<>();
    for (Map.Entry<String, List<PlannedFile>> of : files.entrySet()) {
      PriceSample[] sample = {PriceSample.none()};
      int[] left = {SAMPLE};
      try (Rejects later = Rejects.none()) {
        read(
            of.getValue().get(0),
            later,
            1,
            new EventSink() {
              @Override
              public void bar(Bar bar) {
                sample[0] =
                    sample[0].and(bar.open()).and(bar.high()).and(bar.low()).and(bar.close());
                count();
              }

              @Override
              public void trade(Trade trade) {
                sample[0] = sample[0].and(trade.price());
                count();
              }

              private void count() {
                if (--left[0] == 0) {
                  throw new Enough();
                }
              }
            });
      } catch (Enough e) {
        // The rest says the same.
      }
      if (sample[0].highest() > 0) {
        samples.put(of.getKey(), sample[0]);
      }
    }
    return samples;
  }

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }

  /** Reads everything. */
  public void run(EventSink sink) throws IOException {
    if (files.size() == 1) {
      series(files.values().iterator().next(), sink);
    } else {
      List<Merge.Source> sources = new ArrayList<>();
      files.values().forEach(of -> sources.add(into -> series(of, into)));
      new Merge(Collections.unmodifiableList(sources)).run(sink);
    }
  }

  private void series(List<PlannedFile> of, EventSink sink) throws IOException {
    InRange inRange = new InRange(sink);
    long row = 1;
    for (PlannedFile file : of) {
      row += read(file, rejects, row, inRange.of(file));
    }
  }

  private static long read(PlannedFile file, Rejects rejects, long firstRow, EventSink sink)
      throws IOException {
    EntryReader reader = new EntryReader(file.entry(), file.format(), rejects);
    String instrument = file.instrument().toString();
    return file.format().content() == FileFormat.Content.BARS
        ? reader
            .bars(
                new ReadCount(),
                instrument,
                file.interval().orElseThrow(),
                (bar, row, line) -> sink.bar(bar))
            .rows()
        : reader
            .trades(
                new ReadCount(), instrument, firstRow, 0, (trade, row, line) -> sink.trade(trade))
            .rows();
  }

  /** Lets through what lies in the range and is not there already. */
  private final class InRange implements EventSink {

    private final EventSink sink;
    private PlannedFile file;
    private long lastBar = Long.MIN_VALUE;
    private long lastTrade = Long.MIN_VALUE;
    private long lastTime = Long.MIN_VALUE;

    InRange(EventSink sink) {
      this.sink = sink;
    }

    InRange of(PlannedFile next) {
      file = next;
      return this;
    }

    @Override
    public void bar(Bar bar) {
      if (bar.openTime() <= lastBar) {
        reject(Fault.DUPLICATE, bar);
        return;
      }
      lastBar = bar.openTime();
      if (bar.openTime() >= from && bar.openTime() < to) {
        sink.bar(bar);
      }
    }

    @Override
    public void trade(Trade trade) {
      if (trade.tradeId() <= lastTrade) {
        reject(Fault.DUPLICATE, trade);
        return;
      }
      if (trade.exchangeTime() < lastTime) {
        reject(Fault.LATE_TRADE, trade);
        return;
      }
      lastTrade = trade.tradeId();
      lastTime = trade.exchangeTime();
      if (trade.exchangeTime() >= from && trade.exchangeTime() < to) {
        sink.trade(trade);
      }
    }

    private void reject(Fault fault, Object what) {
      try {
        rejects.add(file.entry().label(), 0, fault, fault.meaning(), what.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
