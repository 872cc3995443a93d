package io.alphaflow.simulator.playback;

import static io.alphaflow.simulator.TestMarket.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.simulator.Progress;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.TestMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlaybackTest {

  private static final long WALL = 50_000_000;
  private static final Playback.Listener REFUSES =
      new Playback.Listener() {
        @Override
        public void onNext() {
          throw new IllegalStateException("no");
        }

        @Override
        public void onTrade(Recording recording, long tradeId) {
          throw new AssertionError("it was not to happen");
        }
      };

  private final List<String> made = new ArrayList<>();
  private long wall = WALL;
  private final Playback playback =
      new Playback(List.of(TestMarket.recording("1@1", "2@1", "3@1", "4@1")), 10, () -> wall);

  private OptionalLong makeDue() {
    return playback.makeDue(100, (tape, id) -> made.add(tape.symbol() + id));
  }

  @Test
  void makesNothingBeforePlay() {
    wall += 1_000_000;
    assertThat(makeDue()).isEmpty();
    assertThat(made).isEmpty();
    assertThat(playback.marketMicros()).isEqualTo(START);
    assertThat(playback.scheduledWallMicros("BTCUSD", 1)).isEmpty();
  }

  @Test
  void makesTradesWhenTheyAreDueAtTheSpeed() {
    playback.play();
    assertThat(makeDue()).hasValue(WALL + 100_000);
    assertThat(made).containsExactly("BTCUSD1");
    wall = WALL + 99_999;
    makeDue();
    assertThat(made).hasSize(1);
    wall = WALL + 100_000;
    makeDue();
    assertThat(made).hasSize(2);
    assertThat(playback.progress().tradesSent()).isEqualTo(2);
  }

  @Test
  void doesNotShiftTheScheduleWhenATradeIsLate() {
    playback.play();
    wall = WALL + 250_000;
    assertThat(makeDue()).hasValue(WALL + 300_000);
    assertThat(made).hasSize(3);
    assertThat(playback.scheduledWallMicros("BTCUSD", 2)).hasValue(WALL + 100_000);
  }

  @Test
  void stepsMakeOneTradeEachAndWhatWasPlannedBeforeIt() {
    playback.at(START + 500_000, () -> made.add("planned"));
    playback.step((tape, id) -> made.add("trade " + id));
    assertThat(made).containsExactly("trade 1");
    assertThat(playback.marketMicros()).isEqualTo(START);
    playback.step((tape, id) -> made.add("trade " + id));
    assertThat(made).containsExactly("trade 1", "planned", "trade 2");
    assertThat(playback.marketMicros()).isEqualTo(START + 1_000_000);
    assertThat(playback.isPlaying()).isFalse();
    for (int i = 0; i < 5; i++) {
      playback.step((tape, id) -> made.add("trade " + id));
    }
    assertThat(made).endsWith("trade 3", "trade 4").hasSize(5);
    assertThat(playback.progress().finished()).isTrue();
  }

  @Test
  void makesAtMostABatch() {
    playback.play();
    wall = WALL + 1_000_000;
    assertThat(playback.makeDue(2, (t, id) -> made.add("" + id))).hasValue(WALL + 200_000);
    assertThat(made).containsExactly("1", "2");
  }

  @Test
  void marketTimeRunsBetweenTradesButNotPastOneThatIsNotMade() {
    playback.play();
    makeDue();
    wall = WALL + 50_000;
    assertThat(playback.marketMicros()).isEqualTo(START + 500_000);
    wall = WALL + 170_000;
    assertThat(playback.marketMicros()).isEqualTo(START + 1_000_000);
    makeDue();
    assertThat(playback.marketMicros()).isEqualTo(START + 1_700_000);
  }

  @Test
  void stopsAtTheLastTrade() {
    playback.play();
    wall = WALL + 900_000;
    assertThat(makeDue()).isEmpty();
    assertThat(playback.progress().finished()).isTrue();
    assertThat(playback.marketMicros()).isEqualTo(START + 3_000_000);
  }

  @Test
  void pauseStopsMarketTimeAndMovesOnlyWhatIsNotYetDue() {
    playback.play();
    wall = WALL + 150_000;
    makeDue();
    playback.pause();
    wall = WALL + 900_000;
    assertThat(makeDue()).isEmpty();
    assertThat(playback.marketMicros()).isEqualTo(START + 1_500_000);
    assertThat(playback.scheduledWallMicros("BTCUSD", 3)).isEmpty();
    playback.play();
    playback.play();
    assertThat(makeDue()).hasValue(WALL + 950_000);
    assertThat(playback.scheduledWallMicros("BTCUSD", 2)).hasValue(WALL + 100_000);
    assertThat(playback.scheduledWallMicros("BTCUSD", 3)).hasValue(WALL + 950_000);
  }

  @Test
  void standsBehindAppointmentsThatWereNotKept() {
    playback.step((tape, id) -> made.add("trade " + id));
    playback.at(START + 300_000, () -> made.add("planned"));
    playback.standAt(START + 700_000);
    assertThat(playback.marketMicros()).isEqualTo(START + 700_000);
    playback.play();
    makeDue();
    assertThat(made).containsExactly("trade 1", "planned");
    assertThat(playback.marketMicros()).isEqualTo(START + 700_000);
    wall += 20_000;
    makeDue();
    assertThat(playback.marketMicros()).isEqualTo(START + 900_000);
    wall += 10_000;
    makeDue();
    assertThat(made).endsWith("BTCUSD2").hasSize(3);
  }

  @Test
  void anEventThatMayNotHappenIsStillTheNextOne() {
    playback.step((tape, id) -> made.add("trade " + id));
    Progress before = playback.progress();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> playback.step(REFUSES)).hasMessage("no");
      assertThat(playback.progress()).isEqualTo(before);
    }
    playback.step((tape, id) -> made.add("trade " + id));
    assertThat(made).containsExactly("trade 1", "trade 2");
  }

  @Test
  void playsSeveralRecordingsInTimeOrder() {
    Recording other =
        new Recording(
            "AB", new long[] {START, START + 1_500_000}, new long[] {1, 1}, new long[] {1, 1});
    Playback both =
        new Playback(List.of(TestMarket.recording("1@1", "2@1", "3@1"), other), 1, () -> wall);
    both.play();
    wall += 10_000_000;
    both.makeDue(100, (tape, id) -> made.add(tape.symbol() + id));
    assertThat(made).containsExactly("AB1", "BTCUSD1", "BTCUSD2", "AB2", "BTCUSD3");
  }
}
