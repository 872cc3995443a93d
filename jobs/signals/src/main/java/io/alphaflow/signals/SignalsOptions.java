package io.alphaflow.signals;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.PublishedBars;
import io.alphaflow.common.flink.PartitionKeys;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.signals.instance.Desk;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.signals.partition.ChangeCheck;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Configuration of the signals job.
 *
 * <pre>{@code
 * signals: {interval: 1m, maxParallelism: 128, plugins: plugins}
 * strategies:
 *   - {id: trend, type: ma-cross, account: main, symbols: [BTC/USD], enabled: true,
 *      params: {fast: 20, slow: 60, size: "0.5"}}
 * }</pre>
 *
 * <p>The persons who may change strategies are {@code risk.operators}; the bars that are published,
 * {@code ingest.bars}, are built here too.
 *
 * @param instances the configured strategy instances, in the order of the file
 * @param catalog where the kinds of strategies come from
 * @param operators the persons who may change strategies, with their keys
 * @param accounts ids of the desk's accounts
 * @param venue whose instruments are traded
 * @param bars those that ingest publishes
 * @param marketPartitions partitions of the trade log
 * @param journalPartitions partitions of the journal
 * @param maxParallelism of the job; fixed for the life of its state
 */
public record SignalsOptions(
    List<StrategyInstance> instances,
    CatalogSource catalog,
    List<OperatorOptions> operators,
    List<String> accounts,
    String venue,
    List<BarSpec> bars,
    int marketPartitions,
    int journalPartitions,
    int maxParallelism)
    implements Serializable {

  /** Copies the lists. */
  public SignalsOptions {
    instances = List.copyOf(instances);
    operators = List.copyOf(operators);
    accounts = List.copyOf(accounts);
    bars = List.copyOf(bars);
  }

  /**
   * Reads the sections {@code signals} and {@code strategies}, with the strategies on the class
   * path and in the folder {@code signals.plugins}.
   *
   * @throws io.alphaflow.common.config.ConfigException with all errors
   */
  public static SignalsOptions read(DeskConfig config) {
    return config.read(root -> read(config, root, Optional.empty()));
  }

  /** As {@link #read(DeskConfig)}, with other kinds of strategies. */
  public static SignalsOptions read(DeskConfig config, CatalogSource catalog) {
    return config.read(root -> read(config, root, Optional.of(catalog)));
  }

  private static SignalsOptions read(
      DeskConfig config, ConfigNode root, Optional<CatalogSource> given) {
    ConfigNode signals = root.section("signals");
    String plugins = signals.string("plugins", "");
    CatalogSource source =
        given.orElseGet(
            () ->
                plugins.isEmpty()
                    ? CatalogSource.classPath()
                    : CatalogSource.plugins(Path.of(plugins).toAbsolutePath().toString()));
    StrategyCatalog catalog;
    try {
      catalog = source.open();
    } catch (IllegalArgumentException e) {
      signals.error("plugins", plugins, "a folder of jars with strategies; " + e.getMessage());
      catalog = new StrategyCatalog(List.of());
    }
    return new Reader(config, source, catalog).read(root, signals);
  }

  /** What the machines need, with the catalog opened. */
  public Desk desk() {
    return new Desk(catalog.open(), instances, bars);
  }

  /** The check of changes. */
  public ChangeCheck check(StrategyCatalog opened) {
    return new ChangeCheck(operators, opened, accounts, venue);
  }

  /** Keys of the partitions of the trade log. */
  public PartitionKeys keys() {
    return new PartitionKeys(marketPartitions, maxParallelism);
  }

  private record Reader(
      DeskConfig config, CatalogSource source, StrategyCatalog catalog, Set<String> ids) {

    Reader(DeskConfig config, CatalogSource source, StrategyCatalog catalog) {
      this(config, source, catalog, new HashSet<>());
    }

    SignalsOptions read(ConfigNode root, ConfigNode signals) {
      String interval = interval(signals, "1m");
      int maxParallelism = (int) signals.integer("maxParallelism", 128L, 1, 32_768);
      signals.refuseUnknownKeys();
      List<StrategyInstance> instances = new ArrayList<>();
      for (ConfigNode node : root.list("strategies")) {
        instances.add(instance(node, interval));
      }
      return new SignalsOptions(
          instances,
          source,
          OperatorOptions.readAll(root.section("risk")),
          config.accounts().stream().map(AccountOptions::id).toList(),
          config.venue().name(),
          PublishedBars.read(root.section("ingest")),
          config.kafka().marketPartitions(),
          config.kafka().journalPartitions(),
          maxParallelism);
    }

    private StrategyInstance instance(ConfigNode node, String interval) {
      String id = matching(node, "id", null, ChangeCheck.ID, "letters, digits, _ . -, at most 48");
      if (!id.isEmpty() && !ids.add(id)) {
        node.error("id", id, "an id that no other strategy has");
      }
      String type = node.string("type");
      Optional<StrategyDescriptor> descriptor = catalog.find(type);
      if (descriptor.isEmpty() && !type.isEmpty()) {
        node.error("type", type, "one of " + String.join(", ", catalog.types()));
      }
      StrategyInstance instance =
          new StrategyInstance(
              id,
              type,
              account(node),
              symbols(node),
              interval(node, interval),
              node.bool("enabled", true),
              parameters(node.section("params"), descriptor));
      descriptor.filter(kind -> kind.legs() > 1).ifPresent(kind -> legs(node, kind, instance));
      node.refuseUnknownKeys();
      return instance;
    }

    private static void legs(ConfigNode node, StrategyDescriptor kind, StrategyInstance instance) {
      if (instance.symbols().size() != kind.legs()) {
        node.error(
            "symbols", instance.symbols().toString(), kind.legs() + " symbols, its legs in order");
      }
      if (BarSpec.isCounted(instance.interval())) {
        node.error(
            "interval",
            instance.interval(),
            "a bar of time such as 1m, because it has several legs");
      }
    }

    private static String interval(ConfigNode node, String fallback) {
      return node.required(
          "interval",
          fallback,
          "a bar such as 1m, 5m, 1h, 100t or 10v",
          text -> BarSpec.parse(text).label(),
          fallback);
    }

    private static String matching(
        ConfigNode node, String key, String fallback, Pattern pattern, String accepted) {
      return node.required(
          key,
          fallback,
          accepted,
          text -> {
            if (!pattern.matcher(text).matches()) {
              throw new IllegalArgumentException();
            }
            return text;
          },
          "");
    }

    private String account(ConfigNode node) {
      String account = node.string("account");
      List<String> known = config.accounts().stream().map(AccountOptions::id).toList();
      if (!account.isEmpty() && !known.contains(account)) {
        node.error("account", account, "one of the accounts " + String.join(", ", known));
      }
      return account;
    }

    private List<InstrumentId> symbols(ConfigNode node) {
      List<InstrumentId> traded = config.venue().symbols();
      String accepted =
          "some of venue.symbols: "
              + String.join(", ", traded.stream().map(InstrumentId::symbol).toList());
      List<String> given = node.strings("symbols");
      if (given.isEmpty()) {
        node.error("symbols: missing; expected " + accepted);
      }
      List<InstrumentId> symbols = new ArrayList<>();
      for (String symbol : given) {
        Optional<InstrumentId> found =
            traded.stream().filter(id -> id.symbol().equals(symbol)).findFirst();
        if (found.isEmpty()) {
          node.error("symbols", symbol, accepted);
        } else if (symbols.contains(found.get())) {
          node.error("symbols", symbol, "each symbol once");
        } else {
          symbols.add(found.get());
        }
      }
      return symbols;
    }

    private static SortedMap<String, String> parameters(
        ConfigNode params, Optional<StrategyDescriptor> descriptor) {
      Map<String, String> given = params.values();
      if (descriptor.isEmpty()) {
        return Collections.emptySortedMap();
      }
      List<ParameterSpec> specs = descriptor.get().parameters();
      boolean accepted = true;
      for (Map.Entry<String, String> entry : given.entrySet()) {
        Optional<ParameterSpec> spec =
            specs.stream().filter(s -> s.name().equals(entry.getKey())).findFirst();
        if (spec.isEmpty()) {
          List<String> names = specs.stream().map(ParameterSpec::name).toList();
          params.error(
              "unknown parameter \""
                  + entry.getKey()
                  + "\"; "
                  + descriptor.get().type()
                  + " knows "
                  + String.join(", ", names));
          accepted = false;
        } else if (!spec.get().accepts(entry.getValue())) {
          params.error(entry.getKey(), entry.getValue(), spec.get().accepted());
          accepted = false;
        }
      }
      return accepted ? together(params, descriptor.get(), given) : Collections.emptySortedMap();
    }

    /** Values that are accepted one by one may still contradict each other. */
    private static SortedMap<String, String> together(
        ConfigNode params, StrategyDescriptor descriptor, Map<String, String> given) {
      try {
        Parameters values = descriptor.resolve(given);
        descriptor.create(values);
        return values.texts();
      } catch (IllegalArgumentException e) {
        params.error(e.getMessage());
        return Collections.emptySortedMap();
      }
    }
  }
}
