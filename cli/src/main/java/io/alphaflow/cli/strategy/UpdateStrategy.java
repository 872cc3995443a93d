package io.alphaflow.cli.strategy;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code alphaflow strategy update}. */
@Command(
    name = "update",
    description = "Change parameters of an instance while it runs; those not named stay.",
    sortOptions = false)
final class UpdateStrategy extends ChangeCommand {

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      required = true,
      description = "A parameter and its new value")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--no-history",
      description = "Do not warm up what is new with the bars that the desk has")
  private boolean noHistory;

  @Override
  Wish wish(StrategyDesk desk, StrategyCatalog catalog, long effectiveTime) throws Exception {
    Instance before = changeable(desk);
    if (before.action() == Action.PAUSE) {
      throw new UserError("nothing was sent: " + id + " is paused; resume it first");
    }
    SortedMap<String, String> values = new TreeMap<>(before.parameters());
    values.putAll(parameters);
    WishCheck check = new WishCheck(desk, catalog);
    WishCheck.Parsed parsed = check.strategy(before.type(), values, before.instruments().size());
    check.finish();
    if (parsed.parameters().equals(before.parameters())
        && desk.standing(before) != Standing.STOPPED) {
      throw new UserError("nothing was sent: " + id + " has these parameters already");
    }
    Instance wished = before.next(Action.RUN, parsed.parameters(), effectiveTime);
    return new Wish(
        wished, noHistory ? History.none("") : History.of(desk, wished, parsed.inputs()));
  }
}
