package io.alphaflow.simulator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {

  private static final JournalEntry PLAYING = new JournalEntry.Playing(true, 5);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("exchange.journal");
  }

  private JournalFile begun(long now) throws IOException {
    JournalFile journal = JournalFile.open(file, now);
    journal.begin("this market");
    return journal;
  }

  private void played() throws IOException {
    try (JournalFile journal = begun(1)) {
      journal.append(PLAYING);
    }
  }

  private static List<JournalEntry> entries(JournalFile journal) {
    List<JournalEntry> entries = new ArrayList<>();
    journal.replay(entries::add);
    return entries;
  }

  @Test
  void remembersWhenItWasBegunAndWhatCame() throws IOException {
    try (JournalFile journal = begun(17)) {
      assertThat(journal.isNew()).isTrue();
      assertThat(journal.begunMicros()).isEqualTo(17);
      journal.append(JournalEntry.MarketEvent.NEXT);
      journal.append(PLAYING);
    }
    try (JournalFile journal = begun(99)) {
      assertThat(journal.isNew()).isFalse();
      assertThat(journal.begunMicros()).isEqualTo(17);
      assertThat(entries(journal)).containsExactly(JournalEntry.MarketEvent.NEXT, PLAYING);
    }
  }

  @Test
  void aFirstLineThatWasCutOffIsNoBeginning() throws IOException {
    Files.writeString(file, "{\"version\":1,\"mark");
    try (JournalFile journal = begun(17)) {
      assertThat(journal.isNew()).isTrue();
    }
    assertThat(Files.readString(file)).startsWith("{\"version\":1,\"market\":\"this market\"");
  }

  @Test
  void aBeginningAfterWhichNothingHappenedIsMadeAgain() throws IOException {
    begun(17).close();
    try (JournalFile journal = JournalFile.open(file, 99)) {
      assertThat(journal.isNew()).isTrue();
      assertThat(journal.begunMicros()).isEqualTo(99);
      journal.begin("another market");
      journal.append(PLAYING);
    }
    try (JournalFile journal = JournalFile.open(file, 100)) {
      assertThat(journal.isNew()).isFalse();
      assertThat(journal.begunMicros()).isEqualTo(99);
      assertThat(entries(journal)).containsExactly(PLAYING);
    }
    assertThat(Files.readString(file)).hasLineCount(2);
  }

  @Test
  void longTailsAreTakenAwayToo() throws IOException {
    played();
    String before = Files.readString(file);
    Files.writeString(file, before + "x".repeat(200_000));
    begun(2).close();
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void isOfOneMarket() throws IOException {
    played();
    try (JournalFile journal = JournalFile.open(file, 2)) {
      assertThatThrownBy(() -> journal.begin("another"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is of another market");
    }
  }

  @Test
  void isOfOneExchange() throws IOException {
    try (JournalFile journal = begun(1)) {
      assertThatThrownBy(() -> JournalFile.open(file, 2))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another exchange writes");
      journal.append(PLAYING);
    }
    begun(3).close();
  }

  @Test
  void otherFilesAreLeftAlone() throws IOException {
    Files.writeString(file, "timestamp,price,amount\n1,2,3\n");
    assertThatThrownBy(() -> JournalFile.open(file, 1)).hasMessageContaining("is not the journal");
    assertThat(Files.readString(file)).hasLineCount(2);
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    played();
    Files.writeString(file, Files.readString(file) + "{\"type\":\"?\"}\n+\n");
    try (JournalFile journal = begun(1)) {
      assertThatThrownBy(() -> entries(journal)).hasMessageContaining("line 3");
    }
  }

  @Test
  void afterAWriteThatFailedNothingMoreIsTaken() throws IOException {
    JournalFile journal = begun(1);
    journal.close();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> journal.append(PLAYING)).hasMessageContaining("cannot be written");
    }
  }
}
