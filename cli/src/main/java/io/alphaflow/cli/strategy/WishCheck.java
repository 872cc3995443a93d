package io.alphaflow.cli.strategy;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.indicator.IndicatorSpec.Feed;
import io.alphaflow.ingest.IngestOptions;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.signals.partition.ChangeCheck;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks a definition of an instance before it is sent, and finds all that is wrong with it at
 * once. Used for one definition.
 */
final class WishCheck {

  private final StrategyDesk desk;
  private final StrategyCatalog catalog;
  private final List<String> problems = new ArrayList<>();

  WishCheck(StrategyDesk desk, StrategyCatalog catalog) {
    this.desk = desk;
    this.catalog = catalog;
  }

  /** That an id can be given to a new instance. */
  void newId(String id) {
    if (!ChangeCheck.ID.matcher(id).matches()) {
      refuse("id", id, "letters, digits, _ . -, beginning with a letter or digit, at most 48");
    }
    if (desk.present(id).isPresent()) {
      refuse("id", id, "one that is not in use; in use are " + String.join(", ", desk.ids()));
    }
  }

  void account(String account) {
    List<String> known = desk.config().accounts().stream().map(AccountOptions::id).toList();
    if (!known.contains(account)) {
      refuse("--account", account, "one of " + String.join(", ", known));
    }
  }

  /**
   * That there are such bars.
   *
   * @return the interval in its usual form
   */
  String interval(String interval) {
    try {
      return BarSpec.parse(interval).label();
    } catch (IllegalArgumentException e) {
      problems.add("--interval: " + e.getMessage());
      return interval;
    }
  }

  /**
   * Symbols as {@code BASE/QUOTE} or with the venue before them.
   *
   * @return as instruments
   */
  List<String> instruments(List<String> symbols) {
    String venue = desk.config().venue().name() + ":";
    List<String> instruments = new ArrayList<>();
    for (String symbol : symbols) {
      String instrument = symbol.startsWith(venue) ? symbol : venue + symbol;
      if (!desk.instruments().contains(instrument)) {
        refuse(
            "--symbol",
            symbol,
            "a symbol that the desk takes in: "
                + String.join(", ", desk.instruments())
                + " ('alphaflow symbols add' adds others)");
      } else if (instruments.contains(instrument)) {
        refuse("--symbol", symbol, "each symbol once");
      } else {
        instruments.add(instrument);
      }
    }
    return instruments;
  }

  /**
   * All parameters: those given, and the defaults of the others.
   *
   * @param symbols how many the instance shall have
   */
  Parsed strategy(String type, Map<String, String> given, int symbols) {
    Optional<StrategyDescriptor> found = catalog.find(type);
    if (found.isEmpty()) {
      refuse("type", type, "one of " + String.join(", ", catalog.types()));
      return new Parsed(new TreeMap<>(), new StrategyInputs(1));
    }
    StrategyDescriptor descriptor = found.get();
    if (descriptor.legs() > 1 && symbols != descriptor.legs()) {
      problems.add(
          "--symbol: %s trades %d symbols together, %d are given"
              .formatted(type, descriptor.legs(), symbols));
    }
    boolean accepted = true;
    for (Map.Entry<String, String> entry : given.entrySet()) {
      accepted &= parameter(descriptor, entry.getKey(), entry.getValue());
    }
    return accepted
        ? together(descriptor, given)
        : new Parsed(new TreeMap<>(), new StrategyInputs(descriptor.legs()));
  }

  /**
   * What came of the checks.
   *
   * @param parameters of the whole strategy
   * @param inputs what it wants to see
   */
  record Parsed(SortedMap<String, String> parameters, StrategyInputs inputs) {}

  private boolean parameter(StrategyDescriptor descriptor, String name, String value) {
    Optional<ParameterSpec> spec =
        descriptor.parameters().stream().filter(p -> p.name().equals(name)).findFirst();
    if (spec.isEmpty()) {
      List<String> names = descriptor.parameters().stream().map(ParameterSpec::name).toList();
      refuse("--param", name, "a parameter of " + descriptor.type() + ": " + join(names));
      return false;
    }
    if (!spec.get().accepts(value)) {
      refuse("--param " + name, value, spec.get().accepted());
      return false;
    }
    return true;
  }

  /** Values that are accepted one by one may still contradict each other. */
  private Parsed together(StrategyDescriptor descriptor, Map<String, String> given) {
    try {
      Parameters values = descriptor.resolve(given);
      StrategyInputs inputs = descriptor.create(values).inputs();
      quotes(descriptor, inputs);
      return new Parsed(values.texts(), inputs);
    } catch (IllegalArgumentException e) {
      problems.add("--param: " + e.getMessage());
      return new Parsed(new TreeMap<>(), new StrategyInputs(descriptor.legs()));
    }
  }

  private void quotes(StrategyDescriptor descriptor, StrategyInputs inputs) {
    boolean wanted =
        inputs.wantsQuotes()
            || inputs.indicators().stream().anyMatch(w -> w.spec().feed() == Feed.QUOTES);
    if (wanted && !desk.config().read(IngestOptions::read).quotesInTradeLog()) {
      problems.add(
          descriptor.type()
              + " looks at quotes, which this desk does not have in its trade log: set"
              + " ingest.quotesInTradeLog: true and ingest.quotes in its configuration");
    }
  }

  private void refuse(String what, String found, String accepted) {
    problems.add(what + ": \"" + found + "\" is not accepted; expected " + accepted);
  }

  private static String join(List<String> names) {
    return String.join(", ", names);
  }

  /**
   * Ends the check.
   *
   * @throws UserError with all problems
   */
  void finish() {
    if (problems.size() == 1) {
      throw new UserError("nothing was sent: " + problems.get(0));
    }
    if (!problems.isEmpty()) {
      throw new UserError("nothing was sent:\n  " + String.join("\n  ", problems));
    }
  }
}
