package io.alphaflow.cli.strategy;

import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code alphaflow strategy add}. */
@Command(
    name = "add",
    description = {
      "Start a new instance of a strategy while the desk runs.",
      "Example: alphaflow strategy add quick ma-cross --symbol BTC/USD --param fast=5 --param slow=20"
    },
    sortOptions = false)
final class AddStrategy extends ChangeCommand {

  @Parameters(
      index = "1",
      paramLabel = "TYPE",
      description = "Kind of strategy; 'alphaflow strategy describe' shows all")
  private String type;

  @Option(
      names = "--symbol",
      paramLabel = "BASE/QUOTE",
      required = true,
      description = "What it trades; several times for several")
  private List<String> symbols;

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "The account that it trades for (default: the first of the desk)")
  private String account;

  @Option(
      names = "--interval",
      paramLabel = "BAR",
      defaultValue = "1m",
      description = "The bars that it sees (default: ${DEFAULT-VALUE})")
  private String interval;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A parameter; those not given have their defaults")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--no-history",
      description = "Begin cold: do not warm up with the bars that the desk has")
  private boolean noHistory;

  @Override
  Wish wish(StrategyDesk desk, StrategyCatalog catalog, long effectiveTime) throws Exception {
    String owner = account == null ? desk.config().accounts().get(0).id() : account;
    WishCheck check = new WishCheck(desk, catalog);
    check.newId(id);
    check.account(owner);
    String bars = check.interval(interval);
    List<String> instruments = check.instruments(symbols);
    WishCheck.Parsed parsed = check.strategy(type, parameters, symbols.size());
    check.finish();
    // One that ended before has counted its changes.
    long last = Optional.ofNullable(desk.instances().get(id)).map(Instance::version).orElse(0L);
    Instance wished =
        new Instance(
            id,
            type,
            owner,
            instruments,
            bars,
            parsed.parameters(),
            last + 1,
            Action.RUN,
            effectiveTime,
            "",
            0);
    return new Wish(
        wished,
        noHistory
            ? History.none("begins cold, as wished")
            : History.of(desk, wished, parsed.inputs()));
  }
}
