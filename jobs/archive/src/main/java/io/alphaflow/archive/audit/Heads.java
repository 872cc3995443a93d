package io.alphaflow.archive.audit;

import io.alphaflow.common.model.AuditHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was told of the chains outside of the database. Bounded: of a chain with very many heads
 * every other one is dropped, again and again, but never the last. A chain that was written anew
 * differs from every head behind the first row that was changed, so no fault is lost by it.
 */
public final class Heads {

  private static final int MOST = 100_000;

  private final Map<Chain, NavigableMap<Long, AuditHead>> byChain = new HashMap<>();
  private final List<Fault> faults = new ArrayList<>();

  /** Adds one, from wherever it was kept. */
  public void add(AuditHead head) {
    Chain chain = new Chain(head.account(), head.log(), head.partition());
    NavigableMap<Long, AuditHead> heads = byChain.computeIfAbsent(chain, c -> new TreeMap<>());
    AuditHead before = heads.putIfAbsent(head.position(), head);
    if (before != null && !before.hash().equals(head.hash())) {
      faults.add(
          Fault.of(
              Fault.Kind.HEADS_DIFFER,
              chain,
              head.position(),
              "one head says %s, another %s".formatted(before.hash(), head.hash())));
    }
    if (heads.size() > MOST) {
      thin(heads);
    }
  }

  private static void thin(NavigableMap<Long, AuditHead> heads) {
    long last = heads.lastKey();
    boolean drop = false;
    for (Iterator<Long> i = heads.keySet().iterator(); i.hasNext(); drop = !drop) {
      if (i.next() != last && drop) {
        i.remove();
      }
    }
  }

  /** How many there are. */
  public long size() {
    return byChain.values().stream().mapToLong(Map::size).sum();
  }

  /** The chains that are told of. */
  Iterable<Chain> chains() {
    return byChain.keySet();
  }

  Optional<AuditHead> at(Chain chain, long position) {
    return Optional.ofNullable(of(chain).get(position));
  }

  /** The first that is behind a position. */
  Optional<AuditHead> after(Chain chain, long position) {
    return Optional.ofNullable(of(chain).higherEntry(position)).map(Map.Entry::getValue);
  }

  private NavigableMap<Long, AuditHead> of(Chain chain) {
    return byChain.getOrDefault(chain, new TreeMap<>());
  }

  /** Heads that contradict each other. */
  List<Fault> faults() {
    return List.copyOf(faults);
  }
}
