package io.alphaflow.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestStateTest {

  private static final String RUN1 = "11111111aaaa";
  private static final String RUN2 = "22222222bbbb";
  private static final String RUN3 = "33333333cccc";

  @TempDir Path folder;
  private Path checkpoints;
  private Path savepoints;
  private Catalogue catalogue;
  private LatestState latest;

  @BeforeEach
  void begin() {
    checkpoints = folder.resolve("checkpoints");
    savepoints = folder.resolve("savepoints");
    catalogue = new Catalogue(folder);
    JobControl control = JobControl.ofThisMachine(new FlinkRest("http://127.0.0.1:9"), catalogue);
    latest = new LatestState(control, checkpoints, savepoints);
  }

  @Test
  void isTheNewestCheckpointThatIsComplete() throws IOException {
    Path run = checkpoints.resolve(RUN1);
    complete(run.resolve("chk-9"), 3);
    complete(run.resolve("chk-10"), 3);
    Files.createDirectories(run.resolve("chk-11"));
    Files.createDirectories(run.resolve("shared"));

    assertThat(LatestState.newest(run)).contains(run.resolve("chk-10"));
  }

  @Test
  void aRunMayHaveLeftNone() throws IOException {
    assertThat(LatestState.newest(folder)).isEmpty();
    assertThat(LatestState.newest(folder.resolve("nowhere"))).isEmpty();
    assertThat(latest.of(DeskJob.RISK)).isEmpty();
  }

  @Test
  void aCheckpointAfterTheLastSavepointIsNewer() throws IOException {
    ran(RUN1, "", 1);
    stopped(RUN1, "file:/s/1", 5);
    String before = complete(checkpoints.resolve(RUN1).resolve("chk-1"), 4);

    assertThat(latest.of(DeskJob.RISK)).isEqualTo("file:/s/1");
    String after = complete(checkpoints.resolve(RUN1).resolve("chk-2"), 6);
    assertThat(latest.of(DeskJob.RISK)).isEqualTo(after).isNotEqualTo(before);
  }

  @Test
  void aRunWithoutACheckpointLeavesWhatItBeganWith() throws IOException {
    ran(RUN1, "", 1);
    stopped(RUN1, "file:/s/1", 5);
    String crashed = complete(checkpoints.resolve(RUN1).resolve("chk-7"), 10);
    ran(RUN2, crashed, 11);

    assertThat(latest.of(DeskJob.RISK)).isEqualTo(crashed);
  }

  @Test
  void runsThatLeftNothingAreLookedPast() throws IOException {
    ran(RUN1, "", 1);
    String crashed = complete(checkpoints.resolve(RUN1).resolve("chk-7"), 10);
    ran(RUN2, "", 11);
    ran(RUN3, "", 12);

    assertThat(latest.of(DeskJob.RISK)).isEqualTo(crashed);
  }

  @Test
  void whatARunThatWasTakenBackLeftIsNotGoneOnFrom() throws IOException {
    ran(RUN1, "", 1);
    stopped(RUN1, "file:/s/1", 5);
    ran(RUN2, "file:/s/1", 6);
    complete(checkpoints.resolve(RUN2).resolve("chk-1"), 7);
    stopped(RUN2, "file:/s/2", 8);
    ran(RUN3, "file:/s/1", 9);

    assertThat(latest.of(DeskJob.RISK)).isEqualTo("file:/s/1");
  }

  @Test
  void aSavepointThatWasCompleteTooLateForTheCatalogueIsFound() throws IOException {
    ran(RUN1, "", 1);
    stopped(RUN1, "file:/s/1", 5);
    ran(RUN2, "file:/s/1", 6);
    complete(savepoints.resolve("savepoint-333333-0f0f"), 20);
    Files.createDirectories(savepoints.resolve("savepoint-222222-half"));
    String late = complete(savepoints.resolve("savepoint-222222-abab"), 9);

    assertThat(latest.of(DeskJob.RISK)).isEqualTo(late);
    assertThat(latest.writtenBy(RUN2)).contains(late);
    assertThat(latest.writtenBy(RUN1)).isEmpty();
  }

  @Test
  void onlyWhatWouldBeHereCanBeGone() throws IOException {
    String there = complete(savepoints.resolve("savepoint-222222-abab"), 9);

    assertThat(latest.isGone(there)).isFalse();
    assertThat(latest.isGone("file:" + savepoints.resolve("savepoint-222222-cdcd"))).isTrue();
    assertThat(latest.isGone("s3://bucket/savepoint-222222-cdcd")).isFalse();
  }

  private void ran(String id, String from, int second) throws IOException {
    String time = Instant.ofEpochSecond(second).toString();
    catalogue.add(new Deployment(time, Catalogue.THIS_MACHINE, "risk", id, "jar", from, 1, ""));
  }

  private void stopped(String id, String path, int second) throws IOException {
    String time = Instant.ofEpochSecond(second).toString();
    catalogue.add(new Savepoint(time, Catalogue.THIS_MACHINE, "risk", id, "stop", path, "jar", 1));
  }

  private static String complete(Path state, int second) throws IOException {
    Files.createDirectories(state);
    Path metadata = Files.writeString(state.resolve("_metadata"), "");
    Files.setLastModifiedTime(metadata, FileTime.from(Instant.ofEpochSecond(second)));
    return "file:" + state;
  }
}
