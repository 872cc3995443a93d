package io.alphaflow.cli.strategy;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.OperatorOptions.Role;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.MarketSubscription;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.history.kafka.LogReading;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The strategy instances of a desk as its configuration and its logs say at one moment. Changes
 * that the desk refuses because of who signed them, and records that cannot be read, are passed
 * over, as the desk does.
 */
final class StrategyDesk {

  private final DeskConfig config;
  private final List<OperatorOptions> operators;
  private final SortedMap<String, Instance> instances = new TreeMap<>();
  private final List<Told> told = new ArrayList<>();
  private final Map<List<String>, Long> marketTimes = new HashMap<>();
  private final SortedSet<String> instruments = new TreeSet<>();
  private final RecordCodec<StrategyChange> changes = Topics.STRATEGIES.codec();
  private final RecordCodec<Alert> alerts = Topics.ALERTS.codec();
  private final RecordCodec<MarketSubscription> wishes = Topics.SUBSCRIPTIONS.codec();

  /** A desk of which nothing but the configuration is known. */
  StrategyDesk(DeskConfig config, StrategyCatalog catalog) {
    this.config = config;
    this.operators = config.read(root -> OperatorOptions.readAll(root.section("risk")));
    SignalsOptions.read(config, () -> catalog).instances().forEach(this::configured);
    config.venue().symbols().stream().map(InstrumentId::toString).forEach(instruments::add);
  }

  /**
   * Reads the logs to their present end.
   *
   * @throws UserError when nobody answers where the logs should be
   */
  static StrategyDesk read(DeskConfig config, StrategyCatalog catalog) {
    requireLogs(config.kafka());
    StrategyDesk desk = new StrategyDesk(config, catalog);
    desk.readOn();
    return desk;
  }

  /** Reads the logs again, from their beginning to their present end. */
  void readOn() {
    told.clear();
    marketTimes.clear();
    LogReader.readAll(
        config.kafka(), this::take, Topics.STRATEGIES, Topics.ALERTS, Topics.SUBSCRIPTIONS);
  }

  private static void requireLogs(KafkaOptions kafka) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        LogReading.consumer(kafka.bootstrapServers(), kafka.clientProperties())) {
      if (consumer.partitionsFor(kafka.topic(Topics.STRATEGIES)).isEmpty()) {
        throw new UserError("the desk has no topic " + kafka.topic(Topics.STRATEGIES));
      }
    } catch (TimeoutException e) {
      throw new UserError(
          "no Kafka answers at "
              + kafka.bootstrapServers()
              + ": is the desk running? ./alphaflow demo starts one, --config names another");
    }
  }

  private void configured(StrategyInstance instance) {
    instances.put(
        instance.id(),
        new Instance(
            instance.id(),
            instance.type(),
            instance.account(),
            instance.symbols().stream().map(InstrumentId::toString).toList(),
            instance.interval(),
            instance.parameters(),
            0,
            instance.enabled() ? Action.RUN : Action.PAUSE,
            0,
            "",
            0));
  }

  private void take(RawRecord in) {
    try {
      if (in.topic().equals(Topics.STRATEGIES.name())) {
        take(changes.decode(in.value()));
      } else if (in.topic().equals(Topics.ALERTS.name())) {
        Told.of(alerts.decode(in.value())).ifPresent(told::add);
      } else {
        take(wishes.decode(in.value()));
      }
    } catch (CodecException e) {
      // The desk does without it, too, and has told so in its dead letters.
      return;
    }
  }

  private void take(StrategyChange change) {
    Instance before = instances.get(change.id());
    boolean isNewer = before == null || before.version() < change.version();
    if (isNewer && operator(change.person()).filter(o -> isBy(o, change)).isPresent()) {
      instances.put(change.id(), Instance.of(change));
    }
  }

  private static boolean isBy(OperatorOptions operator, StrategyChange change) {
    return operator.role().compareTo(Role.TRADER) >= 0
        && CommandSignature.verify(change, CommandSignature.publicKey(operator.publicKey()));
  }

  private void take(MarketSubscription wish) {
    if (wish.subscribed()) {
      instruments.add(wish.instrument());
    } else {
      instruments.remove(wish.instrument());
    }
  }

  DeskConfig config() {
    return config;
  }

  /** A person of the configuration. */
  Optional<OperatorOptions> operator(String person) {
    return operators.stream().filter(o -> o.person().equals(person)).findFirst();
  }

  /** Names of the persons who may change strategies. */
  List<String> traders() {
    return operators.stream()
        .filter(o -> o.role().compareTo(Role.TRADER) >= 0)
        .map(OperatorOptions::person)
        .toList();
  }

  /** All instances by id, those that ended too. */
  SortedMap<String, Instance> instances() {
    return Collections.unmodifiableSortedMap(instances);
  }

  /** Ids of the instances that did not end. */
  List<String> ids() {
    return instances.values().stream().filter(this::isPresent).map(Instance::id).toList();
  }

  /** An instance that did not end; it may be going to. */
  Optional<Instance> present(String id) {
    return Optional.ofNullable(instances.get(id)).filter(this::isPresent);
  }

  private boolean isPresent(Instance instance) {
    return !instance.isRemoved() || isScheduled(instance);
  }

  /**
   * Whether the last change of an instance waits for a market time that is not reached. Another
   * change would take its place on the desk, so it would never take effect.
   */
  boolean isScheduled(Instance instance) {
    return instance.effectiveTime() > 0
        && instance.effectiveTime() > marketTime(instance.instruments());
  }

  /** What the market has reached, epoch microseconds UTC; 0 before its first time. */
  long marketTime(List<String> instruments) {
    return marketTimes.computeIfAbsent(
        instruments, key -> new MarketTime(config.kafka()).reached(key));
  }

  /** What was said of an instance at its last change, in order. */
  List<Told> told(Instance instance) {
    return told.stream()
        .filter(t -> t.id().equals(instance.id()) && t.version() == instance.version())
        .toList();
  }

  Standing standing(Instance instance) {
    return Standing.of(instance, told);
  }

  /** The instruments that are taken in, {@code venue:BASE/QUOTE}. */
  SortedSet<String> instruments() {
    return Collections.unmodifiableSortedSet(instruments);
  }
}
