package io.alphaflow.cli.chaos;

import io.alphaflow.cli.demo.Invariants;
import io.alphaflow.cli.demo.Rest;
import io.alphaflow.cli.local.Archive;
import io.alphaflow.cli.local.VenueFacts;
import io.alphaflow.cli.verify.StandingVerification;
import io.alphaflow.cli.view.DeskSnapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold whenever the desk is at rest: the invariants of the demo, and verification. */
final class Inspection implements AutoCloseable {

  private final Ground ground;
  private final StandingVerification verification;

  Inspection(Ground ground) {
    this.ground = ground;
    this.verification = new StandingVerification(ground.desk());
  }

  /** The exchange as if it had only what it has made so far. */
  private record SoFar(VenueFacts exchange, long total) implements VenueFacts {

    @Override
    public boolean finished() {
      return true;
    }

    @Override
    public List<String> clientOrderIds() {
      return exchange.clientOrderIds();
    }
  }

  /** What is wrong after a round; empty for nothing. */
  Optional<String> afterRound(long trades) throws Exception {
    Optional<String> broken = invariants(trades, false);
    return broken.isPresent()
        ? broken
        : verification.firstDifference().map(text -> "alphaflow verify: " + text);
  }

  /** The same of everything, with all run again from its beginning. */
  Optional<String> atTheEnd(long trades) throws Exception {
    return invariants(trades, true);
  }

  private Optional<String> invariants(long trades, boolean replayed) throws Exception {
    try (Archive archive = ground.archive()) {
      boolean complete =
          new Rest(trades, ground.patience())
              .await(ground.monitor()::snapshot, archive, ground.exchange()::openOrders);
      DeskSnapshot now = ground.monitor().snapshot();
      if (!complete) {
        return Optional.of(moving(now, trades, archive));
      }
      SoFar exchange = new SoFar(ground.exchange(), trades);
      Invariants invariants = new Invariants(ground.desk(), exchange, archive, now, complete);
      Map<String, String> failures =
          (replayed ? invariants.check() : invariants.checkWithoutReplay()).failures();
      return failures.entrySet().stream()
          .filter(e -> !e.getValue().isEmpty())
          .findFirst()
          .map(e -> e.getKey() + ": " + e.getValue());
    }
  }

  private String moving(DeskSnapshot desk, long trades, Archive archive) throws SQLException {
    return ("the desk does not come to rest: %d trades of %d and %d dead letters, %d signals,"
            + " %d decisions, %d open orders of %d at the exchange, %d bars, %d fills; in the"
            + " database trades, bars, signals, decisions, fills, dead letters are %s")
        .formatted(
            desk.trades(),
            trades,
            desk.deadLetters(),
            desk.signals(),
            desk.decisions(),
            desk.openOrders(),
            ground.exchange().openOrders(),
            desk.bars(),
            desk.fills(),
            archive.counts().subList(0, 6));
  }

  @Override
  public void close() {
    verification.close();
  }
}
