package io.alphaflow.backtest.data;

import io.alphaflow.common.model.InstrumentId;
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
      Sampling.of(
              from,
              to,
              sink -> {
                try (Rejects later = Rejects.none()) {
                  long row = 1;
                  for (PlannedFile file : of.getValue()) {
                    row += FileHistory.read(FileHistory.Part.of(file), later, row, sink);
                  }
                }
              })
          .ifPresent(sample -> samples.put(of.getKey(), sample));
    }
    return samples;
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
