package io.alphaflow.signals.instance;

import io.alphaflow.common.state.HighWater;
import java.util.TreeMap;

/** The stored form of an {@link InstrumentMachine}. */
final class InstrumentState {

  String instrument = "";

  /** Bars seen, by interval. */
  HighWater bars = new HighWater();

  /**
   * By instance id. Instances that are no longer configured stay: should one come back, its signals
   * must not begin at 1 again, or they would be dropped as repeated.
   */
  TreeMap<String, InstanceState> instances = new TreeMap<>();
}
