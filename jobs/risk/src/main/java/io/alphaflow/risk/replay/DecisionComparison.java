package io.alphaflow.risk.replay;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares recorded decisions with replayed ones, byte for byte. A decision that was recorded twice
 * with the same bytes is one: transport delivers at least once. All decisions are in memory.
 */
public final class DecisionComparison {

  private record Identity(String account, long sequence) implements Comparable<Identity> {
    @Override
    public int compareTo(Identity other) {
      int byAccount = account.compareTo(other.account);
      return byAccount != 0 ? byAccount : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
      return "decision " + sequence + " of account " + account;
    }
  }

  private final JsonCodec<Decision> codec = Topics.DECISIONS.codec();
  private final SortedMap<Identity, byte[]> recorded = new TreeMap<>();
  private final SortedMap<Identity, byte[]> replayed = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  /** A record of the decisions topic. */
  public void recorded(byte[] value) {
    try {
      put(recorded, codec.decode(value), value, "recorded");
    } catch (CodecException e) {
      faults.add("a record of the decisions topic cannot be read: " + e.getMessage());
    }
  }

  /** A decision of a {@link JournalReplay}. */
  public void replayed(Decision decision, byte[] value) {
    put(replayed, decision, value, "replayed");
  }

  private void put(
      SortedMap<Identity, byte[]> decisions, Decision decision, byte[] value, String how) {
    Identity identity = new Identity(decision.account(), decision.sequence());
    byte[] before = decisions.putIfAbsent(identity, value);
    if (before != null && !Arrays.equals(before, value)) {
      faults.add(
          identity + " was " + how + " twice with different content: " + pair(before, value));
    }
  }

  /** How many different decisions were replayed. */
  public int decisions() {
    return replayed.size();
  }

  /** What differs, in the order of account and sequence; empty when all is equal. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>(faults);
    SortedMap<Identity, byte[]> all = new TreeMap<>(recorded);
    all.putAll(replayed);
    for (Identity identity : all.keySet()) {
      byte[] was = recorded.get(identity);
      byte[] is = replayed.get(identity);
      if (was == null) {
        differences.add(identity + " was not recorded; replayed: " + text(is));
      } else if (is == null) {
        differences.add(identity + " was not replayed; recorded: " + text(was));
      } else if (!Arrays.equals(was, is)) {
        differences.add(identity + " differs: " + pair(was, is));
      }
    }
    return Collections.unmodifiableList(differences);
  }

  private static String pair(byte[] first, byte[] second) {
    return "first " + text(first) + ", then " + text(second);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
