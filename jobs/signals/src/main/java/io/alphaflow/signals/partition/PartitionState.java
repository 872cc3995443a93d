package io.alphaflow.signals.partition;

import java.util.TreeMap;

/** The stored form of what concerns a whole partition. */
final class PartitionState {

  /** The last change of each instance that was accepted. */
  TreeMap<String, Long> versions = new TreeMap<>();
}
