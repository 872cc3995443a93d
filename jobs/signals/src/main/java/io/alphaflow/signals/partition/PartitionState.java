package io.alphaflow.signals.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The stored form of what concerns a whole partition. */
final class PartitionState {

  /** The last change of each instance that was accepted. */
  TreeMap<String, Long> versions = new TreeMap<>();

  /** SHA-256 of what was signed then: the same version must not come with other content. */
  TreeMap<String, byte[]> contents = new TreeMap<>();

  /** Instances of several legs that changes brought, by id. */
  TreeMap<String, Group> groups = new TreeMap<>();

  /** An instance of several legs. */
  static final class Group {
    List<String> legs = new ArrayList<>();

    /** Market time at which it ended for this log; the latest there is while it goes on. */
    long until = Long.MAX_VALUE;

    /** Bars that it wants or wanted; those of before are needed until all legs know. */
    List<String> intervals = new ArrayList<>();
  }
}
