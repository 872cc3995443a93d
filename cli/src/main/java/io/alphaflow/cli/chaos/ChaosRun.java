package io.alphaflow.cli.chaos;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.view.DeskSnapshot;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rounds on a cluster, one after the other, until one shows something that does not hold. */
final class ChaosRun {

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
   * @param rounds how many
   * @param slice trades of a round; 0 for what there is, divided
   */
  ChaosReport run(List<FaultKind> wanted, int rounds, long seed, long slice) throws Exception {
    List<FaultKind> possible = possible(wanted);
    Choice choice = new Choice(seed, possible);
    ground.exchange().pause();
    ground.jobs().submitMissing(ground.jar());
    ground.awaitWork();
    ground.await(
        "the account's balances are not in the journal",
        () -> ground.monitor().snapshot().accountOpen());
    warmUp();
    long left = ground.exchange().total() - ground.exchange().sent();
    long trades = slice > 0 ? slice : left / rounds;
    if (trades < 1 || trades * rounds > left) {
      throw new UserError(
          "the exchange has %,d trades left, which is too few for %,d rounds of %,d"
              .formatted(left, rounds, Math.max(1, trades)));
    }
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
        atTheEnd = inspection.atTheEnd(ground.exchange().sent()).orElse("");
      }
    }
    return new ChaosReport(seed, results, notRun, atTheEnd);
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
        notRun.put(kind.label(), missing.get());
        out.println("NOT RUN  " + kind.label() + ": " + missing.get());
      } else {
        possible.add(kind);
      }
    }
    if (possible.isEmpty()) {
      throw new UserError("none of these faults can happen here");
    }
    return possible;
  }
}
