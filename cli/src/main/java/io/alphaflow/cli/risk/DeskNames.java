package io.alphaflow.cli.risk;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.topic.Topics;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a desk has, or once had: a stop may be for a symbol that is taken in no more.
 *
 * @param venue whose instruments are traded
 * @param accounts ids
 * @param instruments {@code venue:BASE/QUOTE}
 * @param strategies ids of the strategy instances, and the account of each
 */
record DeskNames(
    String venue,
    SortedSet<String> accounts,
    SortedSet<String> instruments,
    SortedMap<String, String> strategies) {

  /** What the configuration names. */
  static DeskNames configured(DeskConfig config) {
    DeskNames names =
        new DeskNames(config.venue().name(), new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
    config.accounts().stream().map(AccountOptions::id).forEach(names.accounts::add);
    config.venue().symbols().stream().map(InstrumentId::toString).forEach(names.instruments::add);
    config.read(
        root -> {
          root.list("strategies")
              .forEach(s -> names.strategies.put(s.string("id"), s.string("account")));
          return names;
        });
    return names;
  }

  /** What the configuration names and what was added while the desk ran. */
  static DeskNames read(DeskConfig config) {
    DeskNames names = configured(config);
    LogReader.readAll(config.kafka(), names::take, Topics.STRATEGIES, Topics.SUBSCRIPTIONS);
    return names;
  }

  private void take(RawRecord in) {
    try {
      if (in.topic().equals(Topics.STRATEGIES.name())) {
        StrategyChange change = Topics.STRATEGIES.codec().decode(in.value());
        strategies.put(change.id(), change.account());
      } else {
        instruments.add(Topics.SUBSCRIPTIONS.codec().decode(in.value()).instrument());
      }
    } catch (CodecException e) {
      // The desk does without it, too.
      return;
    }
  }
}
