package io.alphaflow.risk.replay;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Protective exits are an output of the gate that is an input as well. In a replay those in the
 * journal are read, and must be the ones that the gate made before, byte for byte.
 */
final class ExitComparison {

  private final RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
  private final SortedMap<String, byte[]> made = new TreeMap<>();
  private final SortedMap<String, Missing> missing = new TreeMap<>();
  private final List<Difference> differences = new ArrayList<>();

  private record Missing(long time, byte[] bytes) {}

  private record Difference(long time, String text) {}

  /** The replayed gate of a partition made an exit. */
  void made(int partition, Signal exit) {
    String identity = identity(partition, exit);
    byte[] bytes = codec.encode(exit);
    made.put(identity, bytes);
    missing.put(identity, new Missing(exit.time(), bytes));
  }

  /** A record of the journal; only exits matter. One may stand there several times. */
  void recorded(RawRecord in) {
    exit(in).ifPresent(exit -> compare(in, exit));
  }

  private Optional<Signal> exit(RawRecord in) {
    try {
      return codec.decode(in.value()) instanceof Signal signal
              && signal.origin() != SignalOrigin.STRATEGY
          ? Optional.of(signal)
          : Optional.empty();
    } catch (CodecException e) {
      return Optional.empty();
    }
  }

  /** Whether the journal lacks any so far. */
  boolean lacksAny() {
    return !missing.isEmpty();
  }

  /** A record behind those that were replayed: exits that the replay could not make are passed. */
  void recordedLater(RawRecord in) {
    exit(in)
        .filter(exit -> made.containsKey(identity(in.partition(), exit)))
        .ifPresent(exit -> compare(in, exit));
  }

  private void compare(RawRecord in, Signal exit) {
    String identity = identity(in.partition(), exit);
    byte[] expected = made.get(identity);
    missing.remove(identity);
    if (expected == null) {
      differ(exit, identity + " is in the journal, the replay did not make it before");
    } else if (!Arrays.equals(expected, in.value())) {
      differ(
          exit,
          identity + " is recorded as " + text(in.value()) + ", the replay made " + text(expected));
    }
  }

  private void differ(Signal exit, String text) {
    differences.add(new Difference(exit.time(), text));
  }

  /**
   * What differs, in sentences; exits that the journal lacks so far included.
   *
   * @param times of the exits that are asked for
   */
  List<String> differences(LongPredicate times) {
    List<String> all = new ArrayList<>();
    for (Difference difference : differences) {
      if (times.test(difference.time())) {
        all.add(difference.text());
      }
    }
    missing.forEach(
        (identity, exit) -> {
          if (times.test(exit.time())) {
            all.add(identity + " is not in the journal; the replay makes " + text(exit.bytes()));
          }
        });
    return all;
  }

  private static String identity(int partition, Signal exit) {
    return "exit " + exit.producer() + " #" + exit.sequence() + " of partition " + partition;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
