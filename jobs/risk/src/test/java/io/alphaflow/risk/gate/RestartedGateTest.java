package io.alphaflow.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RandomDesk;
import io.alphaflow.risk.RiskOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gate keeps much in mind that follows from its state, so as not to look for it at each entry. A
 * gate that was just read from its bytes has nothing in mind: both must say the same.
 */
class RestartedGateTest {

  private static final int ENTRIES = 700;

  /** Everything that a gate says, as text. */
  private static final class Said implements GateOutput {
    private final List<String> all = new ArrayList<>();

    private static String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void decision(Decision decision) {
      all.add(text(Topics.DECISIONS.codec().encode(decision)));
    }

    @Override
    public void signal(Signal signal) {
      all.add(text(Topics.JOURNAL.codec().encode(signal)));
    }

    @Override
    public void alert(Alert alert) {
      all.add(text(Topics.ALERTS.codec().encode(alert)));
    }

    @Override
    public void breakerEvent(BreakerEvent event) {
      all.add(event.toString());
    }

    @Override
    public void refused(String code, String reason) {
      all.add(code + ": " + reason);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void restartBeforeEveryEntryChangesNothing(long seed) {
    RiskOptions options = RandomDesk.options();
    for (int partition = 0; partition < RandomDesk.PARTITIONS; partition++) {
      Gate live = new Gate(options);
      Gate restarted = new Gate(options);
      Said ofLive = new Said();
      Said ofRestarted = new Said();
      List<byte[]> journal = RandomDesk.journal(seed, partition, ENTRIES);
      for (int i = 0; i < journal.size(); i++) {
        byte[] state = restarted.encode();
        restarted = Gate.decode(options, state);
        live.read(journal.get(i), partition, i, ofLive);
        restarted.read(journal.get(i), partition, i, ofRestarted);
        assertThat(ofRestarted.all)
            .as("seed %d, entry %d of partition %d", seed, i, partition)
            .hasSameSizeAs(ofLive.all);
      }
      assertThat(ofRestarted.all).isEqualTo(ofLive.all);
      assertThat(restarted.stateHash()).isEqualTo(live.stateHash());
    }
  }

  /** Only in the state may something go wrong that has not been said yet. */
  @Test
  void stateOfARestartedGateIsTheSameAtAnyTime() {
    RiskOptions options = RandomDesk.options();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Gate live = new Gate(options);
    Gate restarted = new Gate(options);
    List<byte[]> journal = RandomDesk.journal(seed, 0, 2 * ENTRIES);
    for (int i = 0; i < journal.size(); i++) {
      if (random.nextInt(20) == 0) {
        restarted = Gate.decode(options, restarted.encode());
      }
      live.read(journal.get(i), 0, i, new Said());
      restarted.read(journal.get(i), 0, i, new Said());
      if (random.nextInt(10) == 0) {
        assertThat(restarted.encode()).as("seed %d, entry %d", seed, i).isEqualTo(live.encode());
      }
    }
    for (String account : live.accounts()) {
      assertThat(restarted.stateHash(account)).isEqualTo(live.stateHash(account));
    }
  }

  @Test
  void hashOfAnAccountTellsItFromAnotherHistoryOfIt() {
    RiskOptions options = RandomDesk.options();
    Gate shorter = new Gate(options);
    Gate longer = new Gate(options);
    List<byte[]> journal = RandomDesk.journal(7, 1, ENTRIES);
    for (int i = 0; i < journal.size(); i++) {
      longer.read(journal.get(i), 1, i, new Said());
      if (i < journal.size() / 2) {
        shorter.read(journal.get(i), 1, i, new Said());
      }
    }
    assertThat(longer.accounts()).hasSizeGreaterThan(1);
    for (String account : longer.accounts()) {
      assertThat(longer.stateHash(account)).hasSize(64).isNotEqualTo(shorter.stateHash(account));
    }
  }

  /** The tests here would say little about journals in which little happens. */
  @Test
  void randomDeskReachesAlmostEveryCodeAndAlert() {
    Said said = new Said();
    for (int partition = 0; partition < RandomDesk.PARTITIONS; partition++) {
      for (long seed = 1; seed <= 10; seed++) {
        Gate gate = new Gate(RandomDesk.options());
        List<byte[]> journal = RandomDesk.journal(seed, partition, 1_500);
        for (int i = 0; i < journal.size(); i++) {
          gate.read(journal.get(i), partition, i, said);
        }
      }
    }
    for (String code :
        List.of(
            "\"outcome\":\"APPROVED\"",
            "\"outcome\":\"CANCEL\"",
            "\"signalOrigin\":\"PROTECTION\"",
            "\"signalOrigin\":\"COMMAND\"",
            "DEAD_MAN_ENDED",
            "DUPLICATE_ORDER",
            "INSUFFICIENT_BALANCE",
            "INVALID_ENTRY",
            "JOURNAL_CONFLICT",
            "JOURNAL_GAP",
            "MARK_JUMP",
            "MAX_CONCENTRATION",
            "MAX_DRAWDOWN",
            "MAX_LEVERAGE",
            "MAX_POSITIONS_PER_SYMBOL",
            "MAX_ROLLING_LOSS",
            "NOT_VALUED",
            "NUMBER_OUT_OF_RANGE",
            "OVERRIDE_ENDED",
            "PROTECTION_WAITS",
            "RECONCILIATION_BREAK",
            "STOP_ENDED",
            "UNKNOWN_ORDER",
            "UNREADABLE",
            "VOLATILITY_BAND")) {
      assertThat(said.all).as(code).anyMatch(text -> text.contains(code));
    }
  }
}
