package io.alphaflow.cli.chaos;

import io.alphaflow.cli.jobs.CaughtUp;
import io.alphaflow.cli.jobs.DeskJob;
import io.alphaflow.cli.view.DeskSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits until the desk works again after a fault: every task of every job runs, and what there was
 * to do by then is done. That is: the trades that the exchange had made when the blow was over are
 * in the trade log, the signals that the journal had when every task ran are decided, and then
 * signals, execution sink, P&amp;L and archive have read what their logs hold at that moment, by
 * the offsets that they commit with each checkpoint: a little more than what the fault held up.
 * (The risk job takes one every ten seconds only; its decisions tell.)
 */
final class Recovery {

  private static final List<DeskJob> BY_OFFSETS =
      List.of(DeskJob.SIGNALS, DeskJob.EXECUTION_SINK, DeskJob.PNL, DeskJob.ARCHIVE);

  private final Ground ground;

  Recovery(Ground ground) {
    this.ground = ground;
  }

  /** Waits; the blow is over by now. */
  void await() throws InterruptedException {
    long[] made = new long[1];
    ground.await("the exchange does not answer", () -> (made[0] = ground.exchange().sent()) >= 0);
    ground.awaitWork();
    long signals = ground.monitor().snapshot().signals();
    ground.await(
        "the trades are not in the log, or signals are not decided,",
        () -> {
          DeskSnapshot now = ground.monitor().snapshot();
          return now.trades() + now.deadLetters() >= made[0] && now.answered() >= signals;
        });
    awaitOffsets();
    ground.awaitWork();
  }

  private void awaitOffsets() throws InterruptedException {
    List<CaughtUp> targets = new ArrayList<>();
    try {
      for (DeskJob job : BY_OFFSETS) {
        ground.await("Kafka does not tell offsets", () -> targets.add(ground.jobs().caughtUp(job)));
      }
      for (CaughtUp target : targets) {
        ground.await("a job has not caught up", () -> target.behind() == 0);
      }
    } finally {
      targets.forEach(CaughtUp::close);
    }
  }
}
