package io.alphaflow.common.model;

import io.alphaflow.common.identity.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A person's wish that a strategy instance runs so from now on. It stands in the compacted topic
 * {@code strategies}, of which the last one of an instance counts; ingest copies it into each
 * partition of the trade log, and that place makes it a part of what the strategies see: it takes
 * effect there, and at the same place in a replay.
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
    /**
     * It keeps its definition and state, but sees and says nothing; its indicators are fed on. It
     * goes on with its state, but statistics of its own, which missed bars, begin anew.
     */
    PAUSE,
    /** It ends. What it holds stays open, with its protective exits. */
    REMOVE
  }

  /** Copies the collections; what a record from outside lacks is empty. */
  public StrategyChange {
    id = orEmpty(id);
    strategyType = orEmpty(strategyType);
    account = orEmpty(account);
    interval = orEmpty(interval);
    person = orEmpty(person);
    signature = orEmpty(signature);
    instruments = instruments == null ? List.of() : List.copyOf(instruments);
    parameters =
        parameters == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    history = history == null ? List.of() : List.copyOf(history);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /**
   * The text that is signed: all fields but the signature, each behind its length, so that no two
   * changes have the same text; the history as SHA-256 of its bars.
   */
  public String signedText() {
    StringBuilder text = new StringBuilder("alphaflow-strategy-1");
    add(text, id);
    add(text, version);
    add(text, action);
    add(text, strategyType);
    add(text, account);
    add(text, instruments.size());
    instruments.forEach(instrument -> add(text, instrument));
    add(text, interval);
    add(text, parameters.size());
    parameters.forEach(
        (name, value) -> {
          add(text, name);
          add(text, value);
        });
    add(text, effectiveTime);
    add(text, person);
    add(text, time);
    add(text, history.size());
    StringBuilder bars = new StringBuilder();
    history.forEach(bar -> add(bars, bar));
    add(text, Sha256.hex(bars.toString().getBytes(StandardCharsets.UTF_8)));
    return text.toString();
  }

  private static void add(StringBuilder text, Object field) {
    String value = String.valueOf(field);
    text.append('\n').append(value.length()).append(' ').append(value);
  }

  private static void add(StringBuilder text, Bar bar) {
    for (Object field :
        List.of(
            String.valueOf(bar.instrument()),
            String.valueOf(bar.interval()),
            bar.sequence(),
            bar.openTime(),
            bar.closeTime(),
            bar.open(),
            bar.high(),
            bar.low(),
            bar.close(),
            bar.volume(),
            bar.quoteVolume(),
            bar.trades(),
            bar.takerBuyVolume(),
            bar.closedBy())) {
      add(text, field);
    }
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
