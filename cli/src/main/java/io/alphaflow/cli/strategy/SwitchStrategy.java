package io.alphaflow.cli.strategy;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.strategy.host.StrategyCatalog;
import picocli.CommandLine.Command;

/** The commands that change whether an instance runs, not what it is. */
final class SwitchStrategy {

  private SwitchStrategy() {}

  /** {@code alphaflow strategy pause}. */
  @Command(
      name = "pause",
      description = {
        "Let an instance see and say nothing until it is resumed.",
        "What it holds stays open, with its protective exits."
      },
      sortOptions = false)
  static final class Pause extends ChangeCommand {
    @Override
    Wish wish(StrategyDesk desk, StrategyCatalog catalog, long effectiveTime) {
      Instance before = changeable(desk);
      if (before.action() == Action.PAUSE) {
        throw new UserError("nothing was sent: " + id + " is paused already");
      }
      if (desk.standing(before) == Standing.STOPPED) {
        throw new UserError(
            "nothing was sent: "
                + id
                + " is stopped, there is nothing to pause; it failed: "
                + desk.told(before).get(desk.told(before).size() - 1).message());
      }
      return turned(before, Action.PAUSE, effectiveTime);
    }
  }

  /** {@code alphaflow strategy resume}. */
  @Command(
      name = "resume",
      description = "Let an instance go on that is paused, or that was stopped because it failed.",
      sortOptions = false)
  static final class Resume extends ChangeCommand {
    @Override
    Wish wish(StrategyDesk desk, StrategyCatalog catalog, long effectiveTime) throws Exception {
      Instance before = changeable(desk);
      Standing standing = desk.standing(before);
      if (before.action() == Action.RUN
          && standing != Standing.STOPPED
          && standing != Standing.REFUSED) {
        throw new UserError(
            "nothing was sent: " + id + " is " + standing + ", there is nothing to resume");
      }
      WishCheck check = new WishCheck(desk, catalog);
      WishCheck.Parsed parsed =
          check.strategy(before.type(), before.parameters(), before.instruments().size());
      check.finish();
      Instance wished = before.next(Action.RUN, parsed.parameters(), effectiveTime);
      return new Wish(wished, History.of(desk, wished, parsed.inputs()));
    }
  }

  /** {@code alphaflow strategy remove}. */
  @Command(
      name = "remove",
      description = "End an instance. What it holds stays open, with its protective exits.",
      sortOptions = false)
  static final class Remove extends ChangeCommand {
    @Override
    Wish wish(StrategyDesk desk, StrategyCatalog catalog, long effectiveTime) {
      return turned(present(desk), Action.REMOVE, effectiveTime);
    }
  }
}
