package io.alphaflow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.archive.Samples.Sample;
import io.alphaflow.common.config.DeskConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real server is stopped, killed, frozen and filled up while the logs grow. */
@Timeout(300)
class ArchiveOutageIT {

  /** More than a batch, so that rows wait both here and in Kafka. */
  private static final int STEPS = 1_500;

  @TempDir Path work;

  @Test
  void whateverEndsTheDatabaseTheJobGoesOnAndTheRowsAreThoseOfAnUndisturbedRun() throws Exception {
    try (ArchiveDesk desk = ArchiveDesk.start(work).withTopics("").withTopics("quiet-")) {
      Map<String, String> undisturbed = quietRun(desk);
      desk.database().truncateAll();
      DeskConfig config = desk.config("", "{answerTimeout: 1s, alertBehind: 1s}");
      JobID job = desk.submit("archive", ArchiveJob::configure, config, null);
      desk.write("", MarketStory.beginning());
      long step = 2;
      for (Outage outage : Outage.values()) {
        desk.write("", steps(step, step + STEPS / 2));
        desk.await("trades", step + STEPS / 2 - 1);
        outage.begin(desk);
        desk.write("", steps(step + STEPS / 2, step + STEPS));
        // Longer than it takes to be alerted.
        Thread.sleep(2_500);
        // Fails when the job does not take one.
        desk.flink().triggerCheckpoint(job);
        outage.end(desk);
        step += STEPS;
        desk.await("trades", step - 1);
        assertThat(desk.flink().failureCause(job)).as("after " + outage).isEmpty();
      }
      // One of each for each outage and reader, however long it took.
      desk.awaitMore("alerts WHERE code = 'ARCHIVE_CAUGHT_UP'", Outage.values().length);
      assertThat(desk.database().count("alerts WHERE code = 'ARCHIVE_BEHIND'"))
          .isGreaterThanOrEqualTo(Outage.values().length);
      desk.awaitContents(undisturbed);
    }
  }

  private static Map<String, String> quietRun(ArchiveDesk desk) throws Exception {
    DeskConfig config = desk.config("quiet-", "{alertBehind: off}");
    JobID job = desk.submit("quiet", ArchiveJob::configure, config, null);
    desk.write("quiet-", MarketStory.beginning());
    long end = 2 + (long) STEPS * Outage.values().length;
    desk.write("quiet-", steps(2, end));
    desk.await("trades", end - 1);
    Map<String, String> contents = desk.settledContents();
    desk.flink().cancel(job);
    return contents;
  }

  private static List<Sample> steps(long from, long to) {
    List<Sample> records = new ArrayList<>();
    for (long n = from; n < to; n++) {
      records.addAll(MarketStory.step(n));
    }
    return records;
  }
}
