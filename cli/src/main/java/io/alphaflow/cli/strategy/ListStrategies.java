package io.alphaflow.cli.strategy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow strategy list}. */
@Command(
    name = "list",
    description = "Show the strategy instances of the desk, and where each stands.",
    sortOptions = false)
final class ListStrategies implements Callable<Integer> {

  @Option(names = "--all", description = "Those that were removed, too")
  private boolean all;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private DeskAccess access;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    StrategyCatalog catalog = access.catalog();
    StrategyDesk desk = StrategyDesk.read(access.desk(), catalog);
    List<Instance> shown =
        desk.instances().values().stream()
            .filter(i -> all || !i.isRemoved() || desk.standing(i) == Standing.PENDING)
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(desk, catalog, shown));
    } else if (shown.isEmpty()) {
      out.println("No strategy runs here; 'alphaflow strategy add' starts one.");
    } else {
      shown.forEach(instance -> print(desk, catalog, instance, out));
    }
    out.flush();
    return 0;
  }

  private static void print(
      StrategyDesk desk, StrategyCatalog catalog, Instance instance, PrintWriter out) {
    out.printf(
        "%-20s %-9s %s on %s %s for %s%n",
        instance.id(),
        desk.standing(instance),
        instance.type(),
        Texts.symbols(instance),
        instance.interval(),
        instance.account());
    out.printf("%21s%s%n", "", Texts.parameters(Texts.special(instance, catalog)));
    out.printf(
        "%21s%s%n",
        "",
        instance.isConfigured()
            ? "as configured"
            : "change %d by %s at %s%s"
                .formatted(
                    instance.version(),
                    instance.person(),
                    Texts.time(instance.time()),
                    desk.isScheduled(instance)
                        ? ", takes effect at "
                            + Texts.time(instance.effectiveTime())
                            + " and until then changes nothing"
                        : ""));
    List<Told> told = desk.told(instance);
    if (!told.isEmpty()) {
      Told last = told.get(told.size() - 1);
      out.printf("%21s%s  %s%n", "", Texts.time(last.time()), last.message());
    }
  }

  private static ObjectNode json(StrategyDesk desk, StrategyCatalog catalog, List<Instance> shown) {
    ObjectNode object = JsonCodec.object();
    ArrayNode strategies = object.putArray("strategies");
    for (Instance instance : shown) {
      ObjectNode node = strategies.addObject();
      node.put("id", instance.id());
      node.put("type", instance.type());
      node.put("account", instance.account());
      instance.instruments().forEach(node.putArray("instruments")::add);
      node.put("interval", instance.interval());
      node.put("state", desk.standing(instance).toString());
      ObjectNode parameters = node.putObject("parameters");
      Texts.special(instance, catalog).forEach(parameters::put);
      node.put("version", instance.version());
      node.put("effectiveTime", instance.effectiveTime());
      node.put("person", instance.person());
      node.put("changedAt", instance.time());
      ArrayNode told = node.putArray("told");
      desk.told(instance)
          .forEach(
              t ->
                  told.addObject()
                      .put("code", t.code())
                      .put("time", t.time())
                      .put("message", t.message()));
    }
    return object;
  }
}
