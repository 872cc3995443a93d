package io.alphaflow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.pnl.PnlJob;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive job, the P&amp;L job and the database are killed at random points while records flow.
 * {@code -Dalphaflow.archive.kills=N} and {@code -Dalphaflow.archive.seed=S} for longer runs and
 * for one again.
 */
@Timeout(600)
class ArchiveKillIT {

  private static final int KILLS = Integer.getInteger("alphaflow.archive.kills", 8);
  private static final long SEED = Long.getLong("alphaflow.archive.seed", System.nanoTime());
  private static final int STEPS_A_KILL = 400;

  @TempDir Path work;

  private ArchiveDesk desk;
  private DeskConfig config;
  private JobID archive;
  private JobID pnl;

  @Test
  void rowSetsAreThoseOfAnUndisturbedRun() throws Exception {
    Random random = new Random(SEED);
    try (ArchiveDesk started = ArchiveDesk.start(work).withTopics("").withTopics("quiet-")) {
      desk = started;
      long end = 2 + (long) STEPS_A_KILL * KILLS;
      Map<String, String> undisturbed = quietRun(end);
      desk.database().truncateAll();
      config = desk.config("", "{answerTimeout: 1s, alertBehind: off}");
      archive = desk.submit("archive", ArchiveJob::configure, config, null);
      pnl = desk.submit("pnl", PnlJob::configure, config, null);
      desk.write("", MarketStory.beginning());
      for (long n = 2; n < end; n++) {
        desk.write("", MarketStory.step(n));
        if (random.nextInt(STEPS_A_KILL) == 0) {
          kill(random);
        }
      }
      kill(random);
      desk.awaitContents(undisturbed);
    } catch (AssertionError | Exception e) {
      throw new AssertionError("seed " + SEED + ", " + KILLS + " kills", e);
    }
  }

  private Map<String, String> quietRun(long end) throws Exception {
    DeskConfig quiet = desk.config("quiet-", "{alertBehind: off}");
    JobID first = desk.submit("quiet-archive", ArchiveJob::configure, quiet, null);
    JobID second = desk.submit("quiet-pnl", PnlJob::configure, quiet, null);
    desk.write("quiet-", MarketStory.beginning());
    for (long n = 2; n < end; n++) {
      desk.write("quiet-", MarketStory.step(n));
    }
    desk.await("trades", end - 1);
    Map<String, String> contents = desk.settledContents();
    desk.flink().cancel(first);
    desk.flink().cancel(second);
    assertThat(desk.database().count("pnl")).isGreaterThan(end / 20);
    return contents;
  }

  private void kill(Random random) throws Exception {
    switch (random.nextInt(4)) {
      case 0 -> killArchive();
      case 1 -> {
        desk.flink().cancel(pnl);
        pnl = desk.submit("pnl", PnlJob::configure, config, checkpoint(pnl));
      }
      case 2 -> {
        desk.database().kill();
        Thread.sleep(random.nextInt(1_500));
        desk.startDatabase();
      }
      default -> {
        desk.database().kill();
        Thread.sleep(random.nextInt(1_500));
        killArchive();
        Thread.sleep(random.nextInt(1_500));
        desk.startDatabase();
      }
    }
  }

  private void killArchive() {
    desk.flink().cancel(archive);
    archive = desk.submit("archive", ArchiveJob::configure, config, checkpoint(archive));
  }

  /** Null before the first. */
  private String checkpoint(JobID job) {
    return desk.flink().latestCheckpoint(job).orElse(null);
  }
}
