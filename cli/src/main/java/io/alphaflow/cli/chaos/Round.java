package io.alphaflow.cli.chaos;

import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A round: trades are played, a fault happens, the desk recovers, and all must hold. */
final class Round {

  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  /** Most of a slice takes so long, so that trades flow during the fault and after it. */
  private static final double SLICE_SECONDS = 15;

  private static final int FIRST_MILLIS = 500;
  private static final int LAST_MILLIS = 2_500;

  private final Ground ground;
  private final Inspection inspection;

  Round(Ground ground, Inspection inspection) {
    this.ground = ground;
    this.inspection = inspection;
  }

  /**
   * Runs one.
   *
   * @param number of the round, from 1
   * @param trades to be played
   */
  RoundResult run(int number, FaultKind kind, RandomGenerator random, long trades)
      throws InterruptedException {
    long began = System.nanoTime();
    int delay = random.nextInt(FIRST_MILLIS, LAST_MILLIS);
    Fault fault = kind.make(ground, random);
    double recovery = 0;
    long played = 0;
    String violation;
    Undo undo = new Undo(fault);
    try {
      fault.prepare();
      Standing before = Standing.of(ground);
      try (Player player = new Player(ground.exchange(), trades, SLICE_SECONDS)) {
        played = player.trades();
        Thread.sleep(delay);
        long blow = System.nanoTime();
        fault.inject();
        Thread.sleep(fault.lasts().toMillis());
        fault.heal();
        new Recovery(ground).await();
        recovery = since(blow);
        fault.putAway();
        player.hurry();
        ground.await("the exchange does not play on", player::done);
        Optional<String> wrong = Standing.of(ground).wrong(before, fault, ground.highlyAvailable());
        violation = (wrong.isPresent() ? wrong : inspection.afterRound(player.end())).orElse("");
        tidy();
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.error("round {} failed", number, e);
      violation = Programs.text(e);
    } finally {
      undo.end();
    }
    return new RoundResult(
        number, kind.label(), fault.told(), played, recovery, since(began), violation);
  }

  /** What cannot be deleted now can be after the next round. */
  private void tidy() {
    try {
      SmallDisk.of(ground).forgetEnded(ground.jobs().running());
    } catch (IOException | RuntimeException e) {
      LOG.warn("what ended runs left stays", e);
    }
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
