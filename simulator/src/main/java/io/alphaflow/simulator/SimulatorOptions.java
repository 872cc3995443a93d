package io.alphaflow.simulator;

import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.matching.MatchingRules;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.List;
import java.util.Optional;

/**
 * How a simulated exchange is set up.
 *
 * @param host the machine's address that it listens on; {@link #EVERYWHERE} for all. Whoever
 *     reaches it has its admin API, which asks for no key
 * @param port TCP port there; 0 takes a free one
 * @param symbols what it lists
 * @param accounts its customers
 * @param speed market seconds for each wall second, above 0
 * @param rules fees and synthetic book
 * @param limits request limits
 * @param faults what goes wrong from the start on; nothing when empty
 */
public record SimulatorOptions(
    String host,
    int port,
    List<SymbolSpec> symbols,
    List<SimAccount> accounts,
    double speed,
    MatchingRules rules,
    VenueLimits limits,
    Optional<FaultScenario> faults) {

  /** Reached from this machine only. */
  public static final String LOOPBACK = "127.0.0.1";

  /** Reached from wherever the network lets it. */
  public static final String EVERYWHERE = "0.0.0.0";

  private static final int HIGHEST_PORT = 65_535;

  /** Checks the ranges. */
  public SimulatorOptions {
    symbols = List.copyOf(symbols);
    accounts = List.copyOf(accounts);
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("port must be from 0 to 65535, is " + port);
    }
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("the exchange must list at least one symbol");
    }
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("speed must be above 0, is " + speed);
    }
  }

  /** Real-time playback on a free port, without accounts, default fees, book and limits. */
  public static SimulatorOptions of(SymbolSpec... symbols) {
    return new SimulatorOptions(
        LOOPBACK,
        0,
        List.of(symbols),
        List.of(),
        1,
        MatchingRules.DEFAULT,
        VenueLimits.DEFAULT,
        Optional.empty());
  }

  /** The same on another address of the machine. */
  public SimulatorOptions withHost(String value) {
    return new SimulatorOptions(value, port, symbols, accounts, speed, rules, limits, faults);
  }

  /** The same on another port. */
  public SimulatorOptions withPort(int value) {
    return new SimulatorOptions(host, value, symbols, accounts, speed, rules, limits, faults);
  }

  /** The same with these customers. */
  public SimulatorOptions withAccounts(SimAccount... values) {
    return new SimulatorOptions(host, port, symbols, List.of(values), speed, rules, limits, faults);
  }

  /** The same at another speed. */
  public SimulatorOptions withSpeed(double value) {
    return new SimulatorOptions(host, port, symbols, accounts, value, rules, limits, faults);
  }

  /** The same with other fees and book. */
  public SimulatorOptions withRules(MatchingRules value) {
    return new SimulatorOptions(host, port, symbols, accounts, speed, value, limits, faults);
  }

  /** The same with other limits. */
  public SimulatorOptions withLimits(VenueLimits value) {
    return new SimulatorOptions(host, port, symbols, accounts, speed, rules, value, faults);
  }

  /** The same with faults. */
  public SimulatorOptions withFaults(FaultScenario value) {
    return new SimulatorOptions(
        host, port, symbols, accounts, speed, rules, limits, Optional.of(value));
  }
}
