package io.alphaflow.ingest.instrument;

import io.alphaflow.common.bar.PartitionBars;
import io.alphaflow.common.model.Heartbeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that ingest remembers of the instruments of one partition of the trade log, and the time that
 * the partition has reached. Serialised by {@link io.alphaflow.common.state.StateCodec}: field
 * names stay.
 */
public final class PartitionState {

  private final SortedMap<String, InstrumentState> instruments = new TreeMap<>();
  private PartitionBars bars = new PartitionBars();
  private long heartbeat = Long.MIN_VALUE;

  /** Instruments that have not reported a time later than the last heartbeat. */
  private transient int waitingFor;

  private transient boolean counted;

  /** A partition that has seen nothing. */
  public PartitionState() {}

  /** An instrument, made when it is new. */
  public InstrumentState instrument(String name) {
    return instruments.computeIfAbsent(name, n -> new InstrumentState());
  }

  /** Bars of all instruments. */
  public PartitionBars bars() {
    return bars;
  }

  /** The partition's time as last written, epoch microseconds UTC. */
  public long time() {
    return heartbeat;
  }

  /**
   * The feed says how far it is with an instrument.
   *
   * @param partition this one
   * @param time market time, epoch microseconds UTC
   * @param caughtUp whether all trades before it were delivered
   * @param removed whether the instrument is not taken in any more
   * @return the heartbeat that this allows: all instruments of the partition have reported its
   *     time, and those that are not complete until there are excepted
   */
  public Optional<Heartbeat> report(
      int partition, String name, long time, boolean caughtUp, boolean removed) {
    InstrumentState instrument = instrument(name);
    boolean waited = counted && isWaitedFor(instrument);
    boolean counts = instrument.counts();
    instrument.report(time, caughtUp, removed);
    if (!counted || counts != instrument.counts()) {
      count();
    } else if (waited && !isWaitedFor(instrument)) {
      waitingFor--;
    }
    return waitingFor == 0 ? next(partition) : Optional.empty();
  }

  private boolean isWaitedFor(InstrumentState instrument) {
    return instrument.counts() && instrument.reported() <= heartbeat;
  }

  private void count() {
    waitingFor = (int) instruments.values().stream().filter(this::isWaitedFor).count();
    counted = true;
  }

  private Optional<Heartbeat> next(int partition) {
    long time = Long.MAX_VALUE;
    for (InstrumentState instrument : instruments.values()) {
      if (instrument.counts()) {
        time = Math.min(time, instrument.reported());
      }
    }
    if (time == Long.MAX_VALUE) {
      return Optional.empty();
    }
    heartbeat = time;
    count();
    List<String> except = new ArrayList<>();
    int complete = 0;
    for (Map.Entry<String, InstrumentState> entry : instruments.entrySet()) {
      InstrumentState instrument = entry.getValue();
      if (instrument.counts() && instrument.isCompleteUntil(time)) {
        complete++;
      } else {
        // Also one that was removed: taken in again, it goes on where it was.
        except.add(entry.getKey());
      }
    }
    return complete == 0 ? Optional.empty() : Optional.of(new Heartbeat(partition, time, except));
  }
}
