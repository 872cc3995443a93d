package io.alphaflow.cli.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Records that their producers count from 1, as bytes; each is there once, however often it was
 * written.
 */
final class NumberedRecords {

  private final SortedMap<String, TreeMap<Long, byte[]>> byProducer = new TreeMap<>();
  private final Map<Place, Long> highest = new HashMap<>();
  private final List<Difference> faults = new ArrayList<>();
  private long size;

  private record Place(int partition, String producer) {}

  /** Adds the next one of a partition. */
  void add(int partition, String producer, long sequence, byte[] bytes) {
    byte[] before =
        byProducer.computeIfAbsent(producer, p -> new TreeMap<>()).putIfAbsent(sequence, bytes);
    if (before == null) {
      size++;
      order(new Place(partition, producer), sequence);
    } else if (!Arrays.equals(before, bytes)) {
      fault(
          "%s is there twice with other content: %s and %s"
              .formatted(identity(producer, sequence), text(before), text(bytes)));
    }
  }

  private void order(Place place, long sequence) {
    long last = highest.merge(place, sequence, Math::max);
    if (sequence < last) {
      fault(
          identity(place.producer(), last)
              + " comes before "
              + identity(place.producer(), sequence));
    }
  }

  /** Something that is wrong with a record by itself. */
  void fault(String story) {
    faults.add(Difference.told(story));
  }

  /** What is wrong with them by themselves. */
  List<Difference> faults() {
    return faults;
  }

  /** How many there are. */
  long size() {
    return size;
  }

  /** Whether all that others have are here, whatever their content. */
  boolean hasAllOf(NumberedRecords others) {
    return others.byProducer.entrySet().stream()
        .allMatch(of -> of(of.getKey()).keySet().containsAll(of.getValue().keySet()));
  }

  private SortedMap<Long, byte[]> of(String producer) {
    return byProducer.getOrDefault(producer, new TreeMap<>());
  }

  /** What is wrong with these and those that were made again, and how those differ, told. */
  List<Difference> differences(NumberedRecords made) {
    List<Difference> found = new ArrayList<>(faults);
    found.addAll(made.faults);
    found.addAll(missingOrOther(made));
    return found;
  }

  /** How those that were made again differ from those that are recorded here, told. */
  List<Difference> missingOrOther(NumberedRecords made) {
    List<Difference> found = new ArrayList<>();
    made.byProducer.forEach(
        (producer, all) ->
            all.forEach(
                (sequence, bytes) -> {
                  byte[] recorded = of(producer).get(sequence);
                  String identity = identity(producer, sequence);
                  if (recorded == null) {
                    found.add(
                        new Difference(
                            producer,
                            sequence,
                            identity + " is not recorded; the replay makes " + text(bytes),
                            List.of()));
                  } else if (!Arrays.equals(recorded, bytes)) {
                    found.add(
                        new Difference(
                            producer,
                            sequence,
                            "%s is recorded as %s, the replay makes %s"
                                .formatted(identity, text(recorded), text(bytes)),
                            Difference.fields(recorded, bytes)));
                  }
                }));
    return found;
  }

  /** Those that are recorded here and were not made again, told. */
  List<Difference> surplus(NumberedRecords made) {
    List<Difference> found = new ArrayList<>();
    byProducer.forEach(
        (producer, all) ->
            all.forEach(
                (sequence, bytes) -> {
                  if (!made.of(producer).containsKey(sequence)) {
                    found.add(
                        new Difference(
                            producer,
                            sequence,
                            "%s is recorded but the replay does not make it: %s"
                                .formatted(identity(producer, sequence), text(bytes)),
                            List.of()));
                  }
                }));
    return found;
  }

  private static String identity(String producer, long sequence) {
    return producer + " number " + sequence;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
