package io.alphaflow.signals.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The stored form of a {@link GroupMachine}. */
final class GroupState {

  String id = "";

  /** Empty until they are known. */
  List<String> legs = new ArrayList<>();

  List<Leg> ofLegs = new ArrayList<>();
  InstanceState instance = new InstanceState();
  List<Pending> pending = new ArrayList<>();

  /** A leg. */
  static final class Leg {
    long progress = Long.MIN_VALUE;

    /** Bars whose time the other legs have not reached, by interval. */
    TreeMap<String, long[]> waiting = new TreeMap<>();

    TreeMap<String, byte[]> indicators = new TreeMap<>();
    long[] last = {};
    String lastInterval = "";
  }

  /** A change that not all legs have seen, or whose time has not come. */
  static final class Pending {
    /** By leg; null where it was not seen. */
    List<PendingChange.Stored> byLeg = new ArrayList<>();

    long time = Long.MIN_VALUE;

    /** The earliest time at which a log has it. */
    long first = Long.MAX_VALUE;
  }
}
