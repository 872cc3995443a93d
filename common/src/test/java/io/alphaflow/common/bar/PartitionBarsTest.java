package io.alphaflow.common.bar;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.bar.PartitionBars.Outcome;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.state.StateCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionBarsTest {

  private static final long START = 1_385_337_600_000_000L;
  private static final long SECOND = 1_000_000;
  private static final List<BarSpec> SPECS = List.of(BarSpec.parse("1s"));

  private final PartitionBars bars = new PartitionBars();
  private final List<Bar> out = new ArrayList<>();

  @Test
  void aHeartbeatClosesTheBarsOfAllButThoseThatAreBeingFetched() {
    bars.take(trade("sim:A/USD", 1, START), SPECS, out::add);
    bars.take(trade("sim:B/USD", 1, START), SPECS, out::add);
    bars.take(new Heartbeat(0, START + SECOND, List.of("sim:A/USD")), SPECS, out::add);
    assertThat(out).extracting(Bar::instrument).containsExactly("sim:B/USD");
    assertThat(bars.take(trade("sim:A/USD", 2, START + 1), SPECS, out::add))
        .isEqualTo(Outcome.TAKEN);
    assertThat(bars.take(trade("sim:B/USD", 2, START + 1), SPECS, out::add))
        .isEqualTo(Outcome.LATE);
    bars.take(new Heartbeat(0, START + 2 * SECOND, List.of()), SPECS, out::add);
    assertThat(out).extracting(Bar::trades).containsExactly(1L, 2L);
  }

  @Test
  void barsBeginWithTheFirstTradeOnlyWhenItIsTheMarketsFirst() {
    bars.take(trade("sim:A/USD", 77, START), SPECS, out::add);
    bars.take(new Gap("sim:B/USD", 1, 3, Gap.NOT_AT_VENUE, "", 0, 0), SPECS, out::add);
    bars.take(trade("sim:B/USD", 4, START), SPECS, out::add);
    bars.take(new Gap("sim:C/USD", 1, 3, Gap.HISTORY_UNAVAILABLE, "", 0, 0), SPECS, out::add);
    bars.take(trade("sim:C/USD", 4, START), SPECS, out::add);
    bars.take(new Heartbeat(0, START + 2 * SECOND, List.of()), SPECS, out::add);
    assertThat(out).extracting(Bar::instrument).containsExactly("sim:B/USD");
  }

  @Test
  void whatWasWrittenTwiceCountsOnce() {
    for (long id : new long[] {1, 2, 3, 2, 3, 4}) {
      bars.take(trade("sim:A/USD", id, START + id), SPECS, out::add);
    }
    bars.take(new Heartbeat(0, START + SECOND, List.of()), SPECS, out::add);
    assertThat(out).extracting(Bar::trades).containsExactly(4L);
  }

  @Test
  void continuesFromStoredState() {
    StateCodec<PartitionBars> codec = new StateCodec<>(PartitionBars.class);
    bars.take(trade("sim:A/USD", 1, START), SPECS, out::add);
    PartitionBars restored = codec.decode(codec.encode(bars));
    restored.take(trade("sim:A/USD", 2, START + SECOND), SPECS, out::add);
    assertThat(out).hasSize(1);
    assertThat(restored.reached("sim:A/USD")).isEqualTo(START + SECOND);
  }

  private static Trade trade(String instrument, long id, long time) {
    return new Trade(instrument, id, 5, 1, false, time, time);
  }
}
