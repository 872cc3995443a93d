package io.alphaflow.cli.verify;

import io.alphaflow.common.model.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signals as bytes, by strategy and instrument and number; each is there once, however often it was
 * written.
 */
final class SignalLog {

  private final SortedMap<String, TreeMap<Long, byte[]>> byProducer = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private long size;

  /** Adds the next one. */
  void add(Signal signal, byte[] bytes) {
    TreeMap<Long, byte[]> known =
        byProducer.computeIfAbsent(signal.producer(), producer -> new TreeMap<>());
    String identity = identity(signal.producer(), signal.sequence());
    long expected = known.isEmpty() ? 1 : known.lastKey() + 1;
    if (signal.sequence() > expected) {
      faults.add(
          identity + " comes before " + identity(signal.producer(), expected) + ", or that lacks");
    }
    byte[] before = known.putIfAbsent(signal.sequence(), bytes);
    if (before == null) {
      size++;
    } else if (!Arrays.equals(before, bytes)) {
      faults.add(
          identity + " is there twice with other content: " + text(before) + " and " + text(bytes));
    }
  }

  /** What is wrong with it by itself. */
  List<String> faults() {
    return faults;
  }

  /** How many there are. */
  long size() {
    return size;
  }

  /** Whether it has all that another has, whatever their content. */
  boolean hasAllOf(SignalLog other) {
    return other.byProducer.entrySet().stream()
        .allMatch(of -> of(of.getKey()).keySet().containsAll(of.getValue().keySet()));
  }

  private SortedMap<Long, byte[]> of(String producer) {
    return byProducer.getOrDefault(producer, new TreeMap<>());
  }

  /** How signals that were made again differ from those that are recorded here, told. */
  List<String> missingOrOther(SignalLog made) {
    List<String> found = new ArrayList<>();
    made.byProducer.forEach(
        (producer, all) ->
            all.forEach(
                (sequence, bytes) -> {
                  byte[] recorded = of(producer).get(sequence);
                  String identity = identity(producer, sequence);
                  if (recorded == null) {
                    found.add(identity + " is not recorded; the replay makes " + text(bytes));
                  } else if (!Arrays.equals(recorded, bytes)) {
                    found.add(
                        "%s is recorded as %s, the replay makes %s"
                            .formatted(identity, text(recorded), text(bytes)));
                  }
                }));
    return found;
  }

  /** Those that are recorded here and were not made again, told. */
  List<String> surplus(SignalLog made) {
    List<String> found = new ArrayList<>();
    byProducer.forEach(
        (producer, all) ->
            all.forEach(
                (sequence, bytes) -> {
                  if (!made.of(producer).containsKey(sequence)) {
                    found.add(
                        "%s is recorded but the replay does not make it: %s"
                            .formatted(identity(producer, sequence), text(bytes)));
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
