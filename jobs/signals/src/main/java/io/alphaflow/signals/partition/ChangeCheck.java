package io.alphaflow.signals.partition;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.OperatorOptions.Role;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.signals.instance.Changes;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Whether a change of a strategy was wished by somebody who may, and says what can be done. The
 * same everywhere: it knows nothing of the market.
 */
public final class ChangeCheck {

  /** Accepted ids of instances. */
  public static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,47}");

  /** Why a change is refused, in a sentence. */
  public static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
      super(reason, null, false, false);
    }
  }

  private static final long LONGEST = TimeUnit.DAYS.toMicros(366);

  private record Operator(Role role, PublicKey key) {}

  private final SortedMap<String, Operator> operators = new TreeMap<>();
  private final StrategyCatalog catalog;
  private final List<String> accounts;
  private final String venue;

  /**
   * A check.
   *
   * @param accounts ids of the desk's accounts
   * @param venue whose instruments are traded
   */
  public ChangeCheck(
      List<OperatorOptions> options, StrategyCatalog catalog, List<String> accounts, String venue) {
    options.forEach(
        o ->
            operators.put(
                o.person(), new Operator(o.role(), CommandSignature.publicKey(o.publicKey()))));
    this.catalog = catalog;
    this.accounts = List.copyOf(accounts);
    this.venue = venue;
  }

  /**
   * The change with all its parameters, and its interval in the usual form.
   *
   * @throws Refusal when it must not be obeyed
   */
  public StrategyChange accepted(StrategyChange change) throws Refusal {
    try {
      return judged(change);
    } catch (RuntimeException e) {
      // It comes from outside: whatever is wrong with it, the job must go on.
      throw new Refusal("it is malformed: " + e);
    }
  }

  private StrategyChange judged(StrategyChange change) throws Refusal {
    person(change);
    if (change.action() == null) {
      throw new Refusal("the action is missing, expected one of " + List.of(Action.values()));
    }
    if (!ID.matcher(change.id()).matches()) {
      throw new Refusal("the id \"" + change.id() + "\" is not letters, digits, _ . -, at most 48");
    }
    if (change.version() < 1) {
      throw new Refusal("the version is " + change.version() + ", expected one from 1");
    }
    return change.action() == Action.RUN ? definition(change) : change;
  }

  private void person(StrategyChange change) throws Refusal {
    Operator operator = operators.get(change.person());
    if (operator == null) {
      throw new Refusal("\"" + change.person() + "\" is not among the operators");
    }
    if (!CommandSignature.verify(change, operator.key())) {
      throw new Refusal("the signature is not " + change.person() + "'s");
    }
    if (operator.role().compareTo(Role.TRADER) < 0) {
      throw new Refusal(
          change.person()
              + " has the role "
              + operator.role()
              + "; a change of strategies needs "
              + Role.TRADER);
    }
  }

  private StrategyChange definition(StrategyChange change) throws Refusal {
    Optional<StrategyDescriptor> descriptor = catalog.find(change.strategyType());
    if (descriptor.isEmpty()) {
      throw new Refusal(
          "the type \""
              + change.strategyType()
              + "\" is not one of "
              + String.join(", ", catalog.types()));
    }
    if (!accounts.contains(change.account())) {
      throw new Refusal(
          "the account \"" + change.account() + "\" is not one of " + String.join(", ", accounts));
    }
    instruments(change, descriptor.get());
    BarSpec interval = interval(change, descriptor.get());
    List<Bar> history = history(change, interval);
    try {
      Parameters values = descriptor.get().resolve(change.parameters());
      descriptor.get().create(values);
      return new StrategyChange(
          change.id(),
          change.version(),
          change.action(),
          change.strategyType(),
          change.account(),
          change.instruments(),
          interval.label(),
          values.texts(),
          change.effectiveTime(),
          change.person(),
          change.time(),
          history,
          change.signature());
    } catch (RuntimeException | LinkageError e) {
      throw new Refusal(change.strategyType() + ": " + e.getMessage());
    }
  }

  private void instruments(StrategyChange change, StrategyDescriptor descriptor) throws Refusal {
    List<String> instruments = change.instruments();
    int legs = descriptor.legs();
    if (legs > 1 ? instruments.size() != legs : instruments.isEmpty()) {
      throw new Refusal(
          descriptor.type()
              + " needs "
              + (legs > 1 ? legs + " instruments" : "an instrument")
              + ", got "
              + instruments);
    }
    if (new HashSet<>(instruments).size() < instruments.size()) {
      throw new Refusal("an instrument is there twice: " + instruments);
    }
    for (String instrument : instruments) {
      try {
        if (!InstrumentId.parse(instrument).venue().equals(venue)) {
          throw new Refusal(instrument + " is not of the venue " + venue);
        }
      } catch (IllegalArgumentException e) {
        throw new Refusal(e.getMessage());
      }
    }
  }

  private static BarSpec interval(StrategyChange change, StrategyDescriptor descriptor)
      throws Refusal {
    try {
      BarSpec spec = BarSpec.parse(change.interval());
      if (descriptor.legs() > 1 && !spec.isTime()) {
        throw new Refusal("several legs need bars of time such as 1m, not " + change.interval());
      }
      if (spec.isTime() && spec.size() > LONGEST) {
        throw new Refusal("bars of " + spec + " are too long, expected at most 366d");
      }
      return spec;
    } catch (IllegalArgumentException e) {
      throw new Refusal(e.getMessage());
    }
  }

  /** Its history in order, with the interval in the usual form. */
  private static List<Bar> history(StrategyChange change, BarSpec interval) throws Refusal {
    Map<String, Bar> last = new HashMap<>();
    List<Bar> bars = new ArrayList<>();
    for (Bar bar : change.history()) {
      Bar before = last.put(bar.instrument(), bar);
      boolean ordered = before == null || before.sequence() < bar.sequence();
      boolean fits =
          change.instruments().contains(bar.instrument())
              && BarSpec.parse(bar.interval()).equals(interval);
      if (!ordered || !fits || bar.close() <= 0 || bar.low() <= 0 || bar.high() < bar.low()) {
        throw new Refusal(
            "its history holds a bar that is not in order or not of its instruments: " + bar);
      }
      bars.add(of(interval, bar));
    }
    return bars;
  }

  private static Bar of(BarSpec interval, Bar bar) {
    return bar.interval().equals(interval.label())
        ? bar
        : new Bar(
            bar.instrument(),
            interval.label(),
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
            bar.closedBy());
  }

  /** The change as it concerns an instrument: with no other's history. */
  static StrategyChange forInstrument(StrategyChange change, String instrument) {
    return Changes.with(change, change.parameters(), Changes.history(change, instrument));
  }
}
