package io.alphaflow.ingest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A partition as one run of the job knows it: the log without what was written since the checkpoint
 * that the run was restored from. What crashes make of the log as a whole does not excuse a run: by
 * what it knows it writes nothing twice, and its time goes forward.
 */
final class Story {

  private final Coverage coverage = new Coverage();
  private final Set<String> late = new TreeSet<>();
  private final Set<String> lateHere = new TreeSet<>();

  private Story() {}

  /** Reads what a run knows. */
  static Story of(Tape.Run run) {
    Story story = new Story();
    Promises promises = new Promises();
    long time = Long.MIN_VALUE;
    List<MarketEntry> entries = run.entries();
    for (int at = 0; at < entries.size(); at++) {
      MarketEntry entry = entries.get(at);
      story.coverage.take(entry);
      if (promises.isBrokenBy(entry)) {
        String trade = name((Trade) entry);
        story.late.add(trade);
        if (at >= run.known()) {
          story.lateHere.add(trade);
        }
      }
      if (entry instanceof Heartbeat heartbeat) {
        assertThat(heartbeat.time()).as("time after %d in %s", time, run).isGreaterThan(time);
        time = heartbeat.time();
      }
    }
    assertThat(story.coverage.conflicts()).as("conflicts in %s", run).isEmpty();
    assertThat(story.coverage.repeats()).as("entries twice in %s", run).isZero();
    return story;
  }

  /** {@code instrument/id}. */
  static String name(Trade trade) {
    return trade.instrument() + "/" + trade.tradeId();
  }

  /** Trades that were promised not to come any more: {@code instrument/id}. */
  Set<String> late() {
    return late;
  }

  /** Those of them that the run wrote itself. */
  Set<String> lateHere() {
    return lateHere;
  }

  /** The gap in the place of a trade. */
  Optional<Gap> gap(String instrument, long id) {
    return Optional.ofNullable(coverage.of(instrument).gaps().get(id));
  }
}
