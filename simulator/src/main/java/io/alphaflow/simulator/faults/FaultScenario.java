package io.alphaflow.simulator.faults;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which faults happen and when. The same seed and the same frames give the same faults.
 *
 * <pre>{@code
 * seed: 42
 * faults:
 *   - {fault: drop, rate: 0.001}
 *   - {fault: stall, after: 30s, symbol: BTCUSDT, for: 10s}
 *   - {fault: too-many-requests, rate: 0.01, requests: 3, retryAfter: 2s}
 * }</pre>
 *
 * @param seed of all that happens by chance
 * @param rules in the order of the file
 * @param text what it was read from, YAML or JSON
 */
public record FaultScenario(long seed, List<FaultRule> rules, String text) {

  /** Copies the list. */
  public FaultScenario {
    rules = List.copyOf(rules);
  }

  /**
   * Reads a scenario file.
   *
   * @throws ConfigException with all errors: path, what stands there, what would be right
   * @throws IOException when the file cannot be read
   */
  public static FaultScenario read(Path file) throws IOException {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    }
  }

  /**
   * Reads a scenario from YAML or JSON.
   *
   * @throws ConfigException with all errors
   */
  public static FaultScenario parse(String text) {
    return parse("scenario", text);
  }

  private static FaultScenario parse(String source, String text) {
    return ConfigNode.parse(source, text, root -> read(root, text));
  }

  private static FaultScenario read(ConfigNode root, String text) {
    long seed = root.integer("seed", 0L, Long.MIN_VALUE, Long.MAX_VALUE);
    List<FaultRule> rules =
        root.list("faults").stream().map(FaultRuleReader::read).flatMap(Optional::stream).toList();
    for (Fault.Scope scope : Fault.Scope.values()) {
      double sum =
          rules.stream().filter(r -> r.scope() == scope).mapToDouble(r -> r.when().rate()).sum();
      if (sum > 1) {
        root.error(
            "faults: the rates of all faults of one "
                + scope.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + " add up to "
                + sum
                + "; expected at most 1, as at most one of them happens to each");
      }
    }
    root.refuseUnknownKeys();
    return new FaultScenario(seed, rules, text);
  }

  /** The same faults by another chance. */
  public FaultScenario withSeed(long other) {
    return new FaultScenario(other, rules, text);
  }

  /** Those of a kind. */
  List<FaultRule> of(Fault.Scope scope) {
    return rules.stream().filter(r -> r.scope() == scope).toList();
  }
}
