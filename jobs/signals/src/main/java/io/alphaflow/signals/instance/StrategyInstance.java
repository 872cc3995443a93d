package io.alphaflow.signals.instance;

import io.alphaflow.common.model.InstrumentId;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A strategy with its parameters, as configured or as a change says.
 *
 * @param id unique at the desk; part of each signal's identity, so never give it to another one
 * @param type kind of strategy, in the catalog
 * @param account it trades for
 * @param symbols it trades, each on its own, or as the legs of one where the kind has several
 * @param interval of the bars it sees, for example {@code 1m}
 * @param enabled whether it is run
 * @param parameters values of all parameters, as text, by name
 */
public record StrategyInstance(
    String id,
    String type,
    String account,
    List<InstrumentId> symbols,
    String interval,
    boolean enabled,
    SortedMap<String, String> parameters)
    implements Serializable {

  /** Copies the collections. */
  public StrategyInstance {
    symbols = List.copyOf(symbols);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** The same on one symbol only. */
  StrategyInstance on(InstrumentId symbol) {
    return new StrategyInstance(id, type, account, List.of(symbol), interval, enabled, parameters);
  }

  /** Whether it trades {@code instrument}, {@code venue:BASE/QUOTE}. */
  public boolean trades(String instrument) {
    return symbols.stream().anyMatch(symbol -> symbol.toString().equals(instrument));
  }
}
