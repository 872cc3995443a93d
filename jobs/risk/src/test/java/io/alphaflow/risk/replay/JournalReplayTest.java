package io.alphaflow.risk.replay;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.GateRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalReplayTest {

  private static final RiskOptions OPTIONS = new DeskFixture().options();
  private static final Protection STOP = new Protection(Fixed8.of(95), 0, 0);

  private final JournalFixture writer = new JournalFixture();
  private final List<JournalEntry> journal = new ArrayList<>();
  private final GateRun desk = new GateRun(OPTIONS);

  private void write(JournalEntry entry) {
    journal.add(entry);
    desk.read(entry);
  }

  private Signal fired() {
    write(writer.instrument(true));
    write(writer.mark("100", 1_000 * SECOND));
    write(writer.account(ACCOUNT, "10000", "0"));
    write(writer.protectedBuy("trend", ACCOUNT, "1", STOP));
    Decision entry = desk.last();
    write(writer.fill(entry, "100"));
    write(writer.mark("95", 1_001 * SECOND));
    return desk.lastExit();
  }

  private List<String> differences() {
    return replay().exitDifferences();
  }

  private JournalReplay replay() {
    JournalReplay replay = new JournalReplay(OPTIONS, (decision, bytes) -> {});
    int partition = DeskFixture.partition(ACCOUNT);
    for (int offset = 0; offset < journal.size(); offset++) {
      replay.accept(
          JournalFixture.record(partition, offset, JournalFixture.bytes(journal.get(offset))));
    }
    return replay;
  }

  @Test
  void goesOnFromStoredGatesAsIfItHadReadWhatTheyHave() {
    write(writer.instrument(true));
    write(writer.mark("100", 1_000 * SECOND));
    write(writer.account(ACCOUNT, "10000", "0"));
    byte[] stored = desk.gate().encode();
    int read = journal.size();
    write(writer.protectedBuy("trend", ACCOUNT, "1", STOP));
    write(writer.mark("101", 1_001 * SECOND));
    List<Decision> again = new ArrayList<>();
    JournalReplay replay = new JournalReplay(OPTIONS, (decision, bytes) -> again.add(decision));
    int partition = DeskFixture.partition(ACCOUNT);
    replay.resume(Map.of(partition, stored));
    assertThat(replay.time()).isEqualTo(1_000 * SECOND);
    for (int offset = read; offset < journal.size(); offset++) {
      replay.accept(
          JournalFixture.record(partition, offset, JournalFixture.bytes(journal.get(offset))));
    }
    assertThat(again).containsExactly(desk.last());
    assertThat(replay.stateHashes()).containsValue(desk.gate().stateHash());
  }

  @Test
  void exitThatStandsInTheJournalTwiceIsNoDifference() {
    Signal exit = fired();
    write(exit);
    write(exit);
    assertThat(differences()).isEmpty();
  }

  @Test
  void exitThatTheJournalLacksIsADifference() {
    fired();
    assertThat(differences())
        .singleElement()
        .asString()
        .startsWith("exit protection/main/trend-main/sim:BTC/USD #1 of partition 1 is not in the");
  }

  @Test
  void onlyExitsOfTheTimesThatAreAskedForAreTold() {
    long fired = fired().time();
    assertThat(replay().exitDifferences(time -> time == fired)).hasSize(1);
    assertThat(replay().exitDifferences(time -> time > fired)).isEmpty();
    journal.add(0, desk.lastExit());
    assertThat(replay().exitDifferences(time -> time == fired)).isNotEmpty();
    assertThat(replay().exitDifferences(time -> time < fired)).isEmpty();
  }

  @Test
  void exitBehindTheReplayedPartIsFoundAndComparedAndOthersThereAreLeftAlone() {
    Signal exit = fired();
    JournalReplay replay = replay();
    assertThat(replay.lacksExits()).isTrue();
    replay.acceptLater(later(writer.mark("94", 1_002 * SECOND)));
    replay.acceptLater(later(JournalFixture.of("other", 1, exit)));
    assertThat(replay.lacksExits()).isTrue();
    replay.acceptLater(later(exit));
    assertThat(replay.lacksExits()).isFalse();
    assertThat(replay.exitDifferences()).isEmpty();
    replay.acceptLater(later(JournalFixture.with(exit, STOP, exit.origin())));
    assertThat(replay.exitDifferences()).singleElement().asString().contains("is recorded as {");
  }

  private RawRecord later(JournalEntry entry) {
    int partition = DeskFixture.partition(ACCOUNT);
    return JournalFixture.record(partition, journal.size(), JournalFixture.bytes(entry));
  }

  @Test
  void exitThatTheGateDidNotMakeIsADifference() {
    Signal exit = fired();
    journal.add(0, exit);
    assertThat(differences().get(0))
        .endsWith("is in the journal, the replay did not make it before");
  }

  @Test
  void exitWithOtherContentIsADifferenceThatShowsBoth() {
    Signal exit = fired();
    write(JournalFixture.with(exit, STOP, exit.origin()));
    assertThat(differences())
        .singleElement()
        .asString()
        .contains("is recorded as {", "\"stopLoss\":\"95\"", "the replay made {");
  }
}
