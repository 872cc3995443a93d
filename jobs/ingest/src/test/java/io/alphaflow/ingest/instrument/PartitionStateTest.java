package io.alphaflow.ingest.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.state.StateCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PartitionStateTest {

  private final PartitionState state = new PartitionState();

  @Test
  void theTimeOfAPartitionIsThatOfItsSlowestInstrumentAndNeverGoesBack() {
    assertThat(report("a", 5, true)).contains(new Heartbeat(3, 5, List.of()));
    assertThat(report("b", 4, true)).isEmpty();
    assertThat(report("b", 6, true)).isEmpty();
    assertThat(report("a", 8, true)).contains(new Heartbeat(3, 6, List.of()));
  }

  @Test
  void anInstrumentThatIsBeingFetchedIsExceptedAndHoldsNobodyUp() {
    report("a", 5, true);
    report("b", 5, true);
    assertThat(report("a", 6, false)).isEmpty();
    assertThat(report("b", 6, true)).contains(new Heartbeat(3, 6, List.of("a")));
    assertThat(report("a", 7, true)).isEmpty();
    assertThat(report("b", 7, true)).contains(new Heartbeat(3, 7, List.of()));
  }

  @Test
  void nothingIsSaidWhenNothingIsComplete() {
    assertThat(report("a", 5, false)).isEmpty();
    assertThat(report("a", 6, true)).contains(new Heartbeat(3, 6, List.of()));
  }

  @Test
  void anInstrumentThatWasRemovedIsNotWaitedForAndNotPromised() {
    report("a", 5, true);
    report("b", 5, true);
    assertThat(state.report(3, "a", 6, true, true)).isEmpty();
    assertThat(report("b", 7, true)).contains(new Heartbeat(3, 7, List.of("a")));
  }

  @Test
  void anInstrumentThatNobodySpokeOfYetIsExcepted() {
    state.instrument("new");
    assertThat(report("a", 5, true)).contains(new Heartbeat(3, 5, List.of("new")));
  }

  /** Whatever the order of reports: time never goes back, and no promise is broken. */
  @Property
  void promisesOnlyWhatEveryInstrumentHasReported(
      @ForAll @Size(max = 200) List<Byte> steps, @ForAll boolean restart) {
    StateCodec<PartitionState> codec = new StateCodec<>(PartitionState.class);
    PartitionState under = new PartitionState();
    Map<String, Long> reported = new TreeMap<>();
    Map<String, Long> complete = new TreeMap<>();
    long last = Long.MIN_VALUE;
    for (byte step : steps) {
      String name = "i" + (step & 3);
      boolean caughtUp = (step & 4) == 0;
      long time = reported.getOrDefault(name, 100L) + (step >> 5 & 3);
      reported.put(name, time);
      if (caughtUp) {
        complete.put(name, time);
      }
      if (restart && step % 7 == 0) {
        under = codec.decode(codec.encode(under));
      }
      Optional<Heartbeat> heartbeat = under.report(0, name, time, caughtUp, false);
      if (heartbeat.isPresent()) {
        Heartbeat promise = heartbeat.get();
        assertThat(promise.time()).isGreaterThan(last);
        last = promise.time();
        for (String instrument : reported.keySet()) {
          assertThat(reported.get(instrument)).isGreaterThanOrEqualTo(promise.time());
          assertThat(promise.except().contains(instrument))
              .isEqualTo(complete.getOrDefault(instrument, 0L) < promise.time());
        }
      }
    }
  }

  private Optional<Heartbeat> report(String instrument, long time, boolean caughtUp) {
    return state.report(3, instrument, time, caughtUp, false);
  }
}
