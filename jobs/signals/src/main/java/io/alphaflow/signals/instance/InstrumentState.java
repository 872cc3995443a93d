package io.alphaflow.signals.instance;

import io.alphaflow.common.bar.BarSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The stored form of an {@link InstrumentMachine}. */
final class InstrumentState {

  String instrument = "";

  /** Null before the first trade. */
  BarSeries series;

  /** Time of the last heartbeat before the first trade, for those that wait for its bars. */
  long heard = Long.MIN_VALUE;

  /** Latest market time, epoch microseconds UTC. */
  long time = Long.MIN_VALUE;

  long lastTradeId;

  /** The last top of book as numbers; empty before the first. */
  long[] quote = {};

  long lastUpdateId = Long.MIN_VALUE;

  /** By interval. */
  TreeMap<String, BarTrack.Stored> tracks = new TreeMap<>();

  TreeMap<String, byte[]> tradeIndicators = new TreeMap<>();
  TreeMap<String, byte[]> quoteIndicators = new TreeMap<>();

  /** By instance id, those that are gone too. */
  TreeMap<String, InstanceState> instances = new TreeMap<>();

  List<PendingChange.Stored> pending = new ArrayList<>();
}
