package io.alphaflow.cli.strategy;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands have in common that change an instance: check, sign, send, tell the answer. */
abstract class ChangeCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "ID", description = "The instance")
  String id;

  @Option(
      names = "--effective",
      paramLabel = "TIME",
      description =
          "Market time from which on it holds, such as 2026-01-31T12:00:00Z (default: at once)")
  private Instant effective;

  @Mixin private DeskAccess access;
  @Mixin private ChangeOptions options;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /**
   * A checked wish.
   *
   * @param instance as it shall be
   * @param history what warms it up
   */
  record Wish(Instance instance, History history) {}

  /**
   * Checks what is wanted.
   *
   * @param effectiveTime epoch microseconds UTC; 0 for at once
   * @throws UserError with all that is wrong with it
   */
  abstract Wish wish(StrategyDesk desk, StrategyCatalog catalog, long effectiveTime)
      throws Exception;

  /**
   * An instance that can be changed.
   *
   * @throws UserError when a change of it waits for its time
   */
  final Instance changeable(StrategyDesk desk) {
    Instance before = present(desk);
    if (desk.isScheduled(before)) {
      long reached = desk.marketTime(before.instruments());
      throw new UserError(
          ("nothing was sent: change %d of %s (%s, by %s) takes effect at %s, and another change"
                  + " now would undo it; the market's time is %s. Try again then, or"
                  + " 'alphaflow strategy remove %s' ends the instance at once")
              .formatted(
                  before.version(),
                  id,
                  before.action(),
                  before.person(),
                  Texts.time(before.effectiveTime()),
                  reached == 0 ? "not known yet" : Texts.time(reached),
                  id));
    }
    return before;
  }

  /** An instance that did not end. */
  final Instance present(StrategyDesk desk) {
    return desk.present(id)
        .orElseThrow(
            () ->
                new UserError(
                    "nothing was sent: there is no strategy instance \"%s\"; there are: %s"
                        .formatted(id, String.join(", ", desk.ids()))));
  }

  /** A change that says nothing about what the instance is. */
  static Wish turned(Instance before, Action action, long effectiveTime) {
    return new Wish(before.next(action, before.parameters(), effectiveTime), History.none(""));
  }

  @Override
  public final Integer call() throws Exception {
    StrategyCatalog catalog = access.catalog();
    StrategyDesk desk = StrategyDesk.read(access.desk(), catalog);
    long from = effective == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, effective);
    Wish wish = wish(desk, catalog, from);
    Instance sent = new ChangeSender(desk, options).send(wish.instance(), wish.history());
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %s, change %d is written.%n", id, sent.action(), sent.version());
    if (!wish.history().story().isEmpty()) {
      out.printf("  %s%n", wish.history().story());
    }
    out.flush();
    if (options.noWait) {
      return 0;
    }
    Duration patience = Duration.ofSeconds(options.waitSeconds);
    Answer answer = Answer.await(desk.config().kafka(), sent, patience);
    return tell(desk, sent, wish.history(), answer, out);
  }

  private int tell(
      StrategyDesk desk, Instance sent, History history, Answer answer, PrintWriter out) {
    for (Told told : answer.told()) {
      out.printf("  %s  %s: %s%n", Texts.time(told.time()), told.code(), told.message());
    }
    Standing standing = answer.standing();
    out.printf("%s is %s.%n", id, standing);
    out.flush();
    if (standing == Standing.REFUSED || standing == Standing.STOPPED) {
      return 1;
    }
    if (standing == Standing.PENDING || standing == Standing.WARMING) {
      out.println(waiting(desk, sent, history, answer));
      out.flush();
    }
    return 0;
  }

  /** The time is over: what that means depends on what was said. */
  private String waiting(StrategyDesk desk, Instance sent, History history, Answer answer) {
    desk.readOn();
    String look = "; 'alphaflow strategy list' tells how it goes on.";
    if (desk.isScheduled(sent)) {
      return "It takes effect at market time " + Texts.time(sent.effectiveTime()) + look;
    }
    if (answer.told().isEmpty()) {
      throw new UserError(
          ("the desk did not answer within %d s; the change stays written: look at"
                  + " 'alphaflow strategy list' later, and whether ingest and signals are running")
              .formatted(options.waitSeconds));
    }
    if (answer.standing() == Standing.PENDING) {
      return "Not all of its symbols have answered" + look;
    }
    boolean cold = answer.told().stream().anyMatch(told -> told.code().equals(Told.COLD));
    String until = history.complete() && !cold ? "its next bar" : "enough bars";
    return "It waits for " + until + " before it may signal" + look;
  }
}
