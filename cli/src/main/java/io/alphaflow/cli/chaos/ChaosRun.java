package io.alphaflow.cli.chaos;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.view.DeskSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rounds on a cluster, one after the other, until one shows something that does not hold. */
final class ChaosRun {

  private static final Logger LOG = LoggerFactory.getLogger(ChaosRun.class);
  private static final long WARM_UP_TRADES = 250;

  private final Ground ground;
  private final PrintWriter out;
  private final Map<String, String> notRun = new LinkedHashMap<>();

  ChaosRun(Ground ground, PrintWriter out) {
    this.ground = ground;
    this.out = out;
  }

  /**
   * Runs them.
   *
   * @param wanted kinds of faults
   * @param wish how many; 0 for each fault that can happen once
   * @param slice most trades of a round; 0 for what there is, divided
   */
  ChaosReport run(List<FaultKind> wanted, int wish, long seed, long slice) throws Exception {
    // First of all: a cluster without a simulated exchange is refused here.
    ground.exchange().pause();
    List<FaultKind> possible = possible(wanted);
    tradesOfRound(wish == 0 ? possible.size() : wish, slice);
    mountSmallDisk(possible);
    int rounds = wish == 0 ? possible.size() : wish;
    Choice choice = new Choice(seed, possible);
    ground.jobs().submitMissing(ground.jar());
    ground.awaitWork();
    ground.await(
        "the account's balances are not in the journal",
        () -> ground.monitor().snapshot().accountOpen());
    warmUp();
    long trades = tradesOfRound(rounds, slice);
    List<RoundResult> results = new ArrayList<>();
    String atTheEnd = "";
    try (Inspection inspection = new Inspection(ground)) {
      Round round = new Round(ground, inspection);
      boolean holds = true;
      for (int i = 1; i <= rounds && holds; i++) {
        RoundResult result = round.run(i, choice.kind(i), choice.parameters(i), trades);
        results.add(result);
        out.println(result.sentence());
        holds = result.holds();
      }
      if (holds) {
        atTheEnd = atTheEnd(inspection);
      }
    }
    return new ChaosReport(seed, results, notRun, atTheEnd);
  }

  /** What fails here does not hold either, and what the rounds found is reported all the same. */
  private String atTheEnd(Inspection inspection) throws InterruptedException {
    try {
      return inspection.atTheEnd(ground.exchange().sent()).orElse("");
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.error("the end failed", e);
      return Programs.text(e);
    }
  }

  private long tradesOfRound(int rounds, long slice) {
    long left = ground.exchange().total() - ground.exchange().sent();
    long trades = left / rounds;
    if (trades < 1) {
      throw new UserError(
          "the exchange has %,d trades left, which is too few for %,d rounds"
              .formatted(left, rounds));
    }
    return slice > 0 ? Math.min(slice, trades) : trades;
  }

  /** Plays until strategies signal: a desk that has decided nothing yet has nothing to lose. */
  private void warmUp() throws InterruptedException {
    while (ground.monitor().snapshot().decisions() == 0
        && ground.exchange().sent() < ground.exchange().total()) {
      long sent = ground.exchange().step(WARM_UP_TRADES);
      ground.await(
          "the trades are not in the log, or signals are not decided,",
          () -> {
            DeskSnapshot now = ground.monitor().snapshot();
            return now.trades() + now.deadLetters() >= sent && now.answered() >= now.signals();
          });
    }
  }

  private List<FaultKind> possible(List<FaultKind> wanted) {
    List<FaultKind> possible = new ArrayList<>();
    for (FaultKind kind : wanted) {
      Optional<String> missing = kind.missing(ground);
      if (missing.isPresent()) {
        leaveOut(kind, missing.get());
      } else {
        possible.add(kind);
      }
    }
    return some(possible);
  }

  /** After everything that refuses a run, because it changes the machine. */
  private void mountSmallDisk(List<FaultKind> possible) throws InterruptedException {
    if (possible.contains(FaultKind.DISK_FULL)) {
      try {
        SmallDisk.of(ground).mount();
      } catch (IOException | UserError e) {
        leaveOut(FaultKind.DISK_FULL, "no small disk can be mounted: " + Programs.text(e));
        possible.remove(FaultKind.DISK_FULL);
        some(possible);
      }
    }
  }

  private void leaveOut(FaultKind kind, String why) {
    notRun.put(kind.label(), why);
    out.println("NOT RUN  " + kind.label() + ": " + why);
  }

  private static List<FaultKind> some(List<FaultKind> possible) {
    if (possible.isEmpty()) {
      throw new UserError("none of these faults can happen here");
    }
    return possible;
  }
}
