package io.alphaflow.common.model;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A person's wish that a strategy instance runs so from now on. It stands in the compacted topic
 * {@code strategies}, of which the last one of an instance counts; ingest copies it into each
 * partition of the trade log that one of its instruments is in, and that place makes it a part of
 * what the strategies see: it takes effect there, and at the same place in a replay.
 *
 * @param id of the instance; unique at the desk; part of each signal's identity
 * @param version increases with each change of the instance: with {@code id} the identity
 * @param action what shall become of it
 * @param strategyType kind of strategy, in the catalog
 * @param account it trades for
 * @param instruments {@code venue:BASE/QUOTE}, in order; each on its own, or as the legs of one
 *     instance where the kind of strategy has several
 * @param interval of the bars it sees, a {@link BarSpec}
 * @param parameters as text, by name; those left out have their defaults
 * @param effectiveTime market time before which nothing changes, epoch microseconds UTC; 0 for at
 *     once
 * @param person who wishes it; name in the configuration
 * @param time wall clock of the person's machine, epoch microseconds UTC: data only
 * @param history closed bars that warm up what is new: of each instrument in order of time, the
 *     last ones before the change was given; may be empty
 * @param signature Base64 of the person's Ed25519 signature over {@link #signedText()}
 */
public record StrategyChange(
    String id,
    long version,
    Action action,
    String strategyType,
    String account,
    List<String> instruments,
    String interval,
    SortedMap<String, String> parameters,
    long effectiveTime,
    String person,
    long time,
    List<Bar> history,
    String signature)
    implements MarketEntry {

  /** What shall become of an instance. */
  public enum Action {
    /** It runs with this definition. */
    RUN,
    /** It keeps its definition and state, but sees and says nothing. */
    PAUSE,
    /** It ends. What it holds stays open, with its protective exits. */
    REMOVE
  }

  /** Copies the collections. */
  public StrategyChange {
    instruments = List.copyOf(instruments);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    history = List.copyOf(history);
  }

  /** The text that is signed: all fields but the signature; of the history its number and ends. */
  public String signedText() {
    StringBuilder text = new StringBuilder("alphaflow-strategy-1\n");
    text.append(id).append('\n').append(version).append('\n').append(action).append('\n');
    text.append(strategyType).append('\n').append(account).append('\n');
    text.append(String.join(",", instruments)).append('\n').append(interval).append('\n');
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text.append(parameter.getKey()).append('=').append(parameter.getValue()).append('\n');
    }
    text.append(effectiveTime).append('\n').append(person).append('\n').append(time).append('\n');
    long sum = 0;
    for (Bar bar : history) {
      for (long number : new long[] {bar.openTime(), bar.open(), bar.high(), bar.low()}) {
        sum = 31 * sum + number;
      }
      for (long number : new long[] {bar.close(), bar.volume(), bar.quoteVolume(), bar.trades()}) {
        sum = 31 * sum + number;
      }
      for (byte letter : bar.instrument().getBytes(StandardCharsets.UTF_8)) {
        sum = 31 * sum + letter;
      }
    }
    return text.append(history.size()).append(' ').append(sum).toString();
  }

  /** The same with a signature. */
  public StrategyChange signed(String newSignature) {
    return new StrategyChange(
        id,
        version,
        action,
        strategyType,
        account,
        instruments,
        interval,
        parameters,
        effectiveTime,
        person,
        time,
        history,
        newSignature);
  }

  @Override
  public String key() {
    return id;
  }
}
