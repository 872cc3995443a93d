package io.alphaflow.backtest.data;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.format.FileFormat;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.util.ArrayList;
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
public final class FileEvents implements EventSource {

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

  @Override
  public boolean bars() {
    return first().format().content() == FileFormat.Content.BARS;
  }

  private PlannedFile first() {
    return files.values().iterator().next().get(0);
  }

  @Override
  public String interval() {
    return first().interval().map(Object::toString).orElse("");
  }

  @Override
  public List<String> descriptions() {
    return files.values().stream()
        .flatMap(List::stream)
        .map(file -> file.entry().label() + ": " + file.description())
        .toList();
  }

  @Override
  public List<InstrumentId> instruments() {
    return files.values().stream().map(of -> of.get(0).instrument()).toList();
  }

  @Override
  public Map<String, PriceSample> sample() throws IOException {
    Map<String, PriceSample> samples = new LinkedHashMap<>();
    for (Map.Entry<String, List<PlannedFile>> of : files.entrySet()) {
      // Of what is read, or when that is nothing, of what there is.
      Sampler inRange = new Sampler();
      Sampler any = new Sampler();
      InRange range = new InRange(inRange, from, to, (fault, event) -> {});
      try (Rejects later = Rejects.none()) {
        long row = 1;
        for (PlannedFile file : of.getValue()) {
          row +=
              FileHistory.read(
                  FileHistory.Part.of(file), later, row, new UntilFull(any, range, inRange));
        }
      } catch (Enough e) {
        // The rest says the same.
      }
      Sampler sampler = inRange.isEmpty() ? any : inRange;
      if (!sampler.isEmpty()) {
        samples.put(of.getKey(), sampler.sample());
      }
    }
    return samples;
  }

  private record UntilFull(Sampler any, InRange range, Sampler inRange) implements EventSink {
    @Override
    public void bar(Bar bar) {
      any.bar(bar);
      range.bar(bar);
      check();
    }

    @Override
    public void trade(Trade trade) {
      any.trade(trade);
      range.trade(trade);
      check();
    }

    private void check() {
      if (inRange.isFull()) {
        throw new Enough();
      }
    }
  }

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }

  @Override
  public void run(EventSink sink) throws IOException {
    history().merge(sink, rejects);
  }

  @Override
  public FileHistory history() {
    return new FileHistory(
        files.values().stream().flatMap(List::stream).map(FileHistory.Part::of).toList(), from, to);
  }
}
