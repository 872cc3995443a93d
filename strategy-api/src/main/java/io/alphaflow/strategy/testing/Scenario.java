package io.alphaflow.strategy.testing;

import io.alphaflow.common.model.Bar;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.StrategyDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A story of prices told to a strategy, and what it wanted after which of them.
 *
 * <pre>{@code
 * Scenario scenario = Scenario.of(MyStrategy.DESCRIPTOR, Map.of("fast", "5"));
 * scenario.closes(12, 11, 10, 9, 12);
 * assertThat(scenario.calls()).containsExactly("5 BUY cross-up");
 * }</pre>
 */
public final class Scenario {

  private final StrategyDescriptor descriptor;
  private final Map<String, String> parameters;
  private final List<TestBars> legs = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<SignalIntent> intents = new ArrayList<>();
  private StrategyTester tester;
  private int bars;

  private Scenario(StrategyDescriptor descriptor, Map<String, String> parameters) {
    this.descriptor = descriptor;
    this.parameters = Map.copyOf(parameters);
    for (int leg = 0; leg < descriptor.legs(); leg++) {
      legs.add(new TestBars("sim:LEG" + leg + "/USD"));
    }
    tester = StrategyTester.of(descriptor, parameters);
  }

  /**
   * A story that has not begun.
   *
   * @param parameters those that differ from the defaults
   * @throws IllegalArgumentException when a parameter is not accepted
   */
  public static Scenario of(StrategyDescriptor descriptor, Map<String, String> parameters) {
    return new Scenario(descriptor, parameters);
  }

  /** One-minute bars with these closes. */
  public Scenario closes(double... closes) {
    for (double close : closes) {
      bar(legs.get(0).close(close));
    }
    return this;
  }

  /** One-minute bars with these closes. */
  public Scenario closes(List<Double> closes) {
    closes.forEach(close -> closes(close.doubleValue()));
    return this;
  }

  /** The next one-minute bar. */
  public Scenario bar(double open, double high, double low, double close) {
    return bar(legs.get(0).bar(open, high, low, close));
  }

  /** The closes of both legs in the same minute. */
  public Scenario pair(double first, double second) {
    return legs(
        List.of(Optional.of(legs.get(0).close(first)), Optional.of(legs.get(1).close(second))));
  }

  /** Minutes without a trade: there are no bars of them. */
  public Scenario quiet(int minutes) {
    legs.forEach(leg -> leg.skip(minutes));
    return this;
  }

  /** A bar of your own. */
  public Scenario bar(Bar bar) {
    return legs(List.of(Optional.of(bar)));
  }

  private Scenario legs(List<Optional<Bar>> together) {
    bars++;
    for (SignalIntent intent : tester.bars(together)) {
      intents.add(intent);
      String leg = descriptor.legs() > 1 ? " leg " + intent.leg() : "";
      calls.add(bars + " " + intent.side() + leg + " " + intent.tag());
    }
    return this;
  }

  /** The desk stops and starts again: everything goes on as if nothing had been. */
  public Scenario restart() {
    tester.restart();
    return this;
  }

  /** The instance is paused and resumed: it carries over what it holds, its indicators are cold. */
  public Scenario pauseAndResume() {
    return change(parameters);
  }

  /** The instance goes on with other parameters; its indicators are cold. */
  public Scenario change(Map<String, String> others) {
    byte[] state = tester.store().state();
    tester = StrategyTester.of(descriptor, others);
    tester.carryOver(state);
    return this;
  }

  /**
   * What it wanted: the number of the bar from 1, the side, the leg if there are several, the tag.
   */
  public List<String> calls() {
    return Collections.unmodifiableList(calls);
  }

  /** What it wanted, in full. */
  public List<SignalIntent> intents() {
    return Collections.unmodifiableList(intents);
  }
}
