package io.alphaflow.bench;

import io.alphaflow.common.identity.Sha256;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A journal of all partitions, each with the same number of entries.
 *
 * @param partitions entries as JSON, by partition
 * @param decisions how many decisions it leads to
 * @param approved how many of them approve
 * @param digest over all decisions, to compare two builds
 */
record GateLoad(List<List<byte[]>> partitions, long decisions, long approved, String digest) {

  /** Writes a journal. */
  static GateLoad write(int accounts, int entriesOfEach, RiskOptions options) {
    List<List<byte[]>> partitions = new ArrayList<>();
    RecordCodec<Decision> codec = Topics.DECISIONS.codec();
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    long decisions = 0;
    long approved = 0;
    for (int p = 0; p < GateDesk.PARTITIONS; p++) {
      PartitionScript script = new PartitionScript(p, accountsOf(p, accounts), options);
      partitions.add(script.write(entriesOfEach));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (Decision decision : script.decisions()) {
        decisions++;
        approved += decision.outcome() == Outcome.APPROVED ? 1 : 0;
        all.writeBytes(codec.encode(decision));
      }
      digests.writeBytes(Sha256.of(all.toByteArray()));
    }
    return new GateLoad(
        partitions, decisions, approved, Sha256.hex(digests.toByteArray()).substring(0, 16));
  }

  private static List<String> accountsOf(int partition, int accounts) {
    List<String> of = new ArrayList<>();
    for (int a = 0; a < accounts; a++) {
      if (Partitions.of(GateDesk.account(a), GateDesk.PARTITIONS) == partition) {
        of.add(GateDesk.account(a));
      }
    }
    return of;
  }

  /** All entries. */
  long entries() {
    return (long) partitions.size() * partitions.get(0).size();
  }

  /** Shares of the kinds of entries, for the table. */
  String mix() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String kind : List.of("mark", "clock", "signal", "execution")) {
      counts.put(kind, 0);
    }
    long all = 0;
    long bytes = 0;
    for (List<byte[]> partition : partitions) {
      for (byte[] entry : partition) {
        String text = new String(entry, 9, 12, StandardCharsets.US_ASCII);
        counts.merge(text.substring(0, text.indexOf('"')), 1, Integer::sum);
        all++;
        bytes += entry.length;
      }
    }
    StringBuilder mix = new StringBuilder();
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      mix.append(
          String.format(
              Locale.ROOT, "%.1f %% %s, ", 100.0 * count.getValue() / all, count.getKey()));
    }
    return mix + "%d bytes on average".formatted(bytes / all);
  }
}
