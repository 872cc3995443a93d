package io.alphaflow.risk.control;

import io.alphaflow.common.config.ConfigNode;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How the volatility of the dynamic price band (C3) is measured: on the marks of an instrument, put
 * together to bars of {@code intervalMicros}.
 *
 * @param method how
 * @param window bars of the standard deviation and of the exponential average's start
 * @param atrWindow bars of the average true range
 * @param alpha weight of the newest bar in the exponential average
 * @param multiplier so many volatilities are the band, units of 1e-8
 * @param intervalMicros length of a bar
 */
public record VolatilityOptions(
    Method method, int window, int atrWindow, double alpha, long multiplier, long intervalMicros)
    implements Serializable {

  /** There is no dynamic band. */
  public static final VolatilityOptions NONE =
      new VolatilityOptions(Method.NONE, 20, 14, 0.06, 300_000_000L, 60_000_000L);

  private static final int MAX_WINDOW = 10_000;

  /** How the volatility is measured. */
  public enum Method {
    /** Not at all. */
    NONE,
    /** Population standard deviation of the bars' returns over a window. */
    STDDEV,
    /** Exponentially weighted volatility of log returns (RiskMetrics), {@code λ = 1 − α}. */
    EWMA,
    /** Wilder's average true range as a share of the price. */
    ATR
  }

  /**
   * Reads section {@code risk.volatility}. The environment variables VOLATILITY_METHOD,
   * VOLATILITY_WINDOW, VOLATILITY_MULT, VOLATILITY_ALPHA and ATR_WINDOW stand for what it leaves
   * out.
   */
  public static VolatilityOptions read(ConfigNode node, Map<String, String> environment) {
    Defaults defaults = new Defaults(node, environment);
    VolatilityOptions options =
        new VolatilityOptions(
            node.choice("method", Method.class, defaults.method()),
            (int) node.integer("window", defaults.window("VOLATILITY_WINDOW", 20), 2, MAX_WINDOW),
            (int) node.integer("atrWindow", defaults.window("ATR_WINDOW", 14), 1, MAX_WINDOW),
            node.number("alpha", defaults.number("VOLATILITY_ALPHA", 0.06), 0.000001, 0.999999),
            units(node.number("multiplier", defaults.number("VOLATILITY_MULT", 3), 0.01, 1_000)),
            node.duration("interval", Duration.ofSeconds(60)).toNanos() / 1_000);
    if (options.intervalMicros <= 0) {
      node.error("interval", "0", "a time span above 0");
    }
    node.refuseUnknownKeys();
    return options;
  }

  private static long units(double number) {
    return Math.round(number * 100_000_000);
  }

  /** The indicator and which of its values is the volatility as a fraction of the price. */
  public String indicator() {
    return switch (method) {
      case NONE -> "";
      case STDDEV -> "stddev(" + window + ",source=roc(1))";
      case EWMA -> "ewma-volatility(" + (1 - alpha) + "," + window + ")";
      case ATR -> "atr(" + atrWindow + ")";
    };
  }

  /** What environment variables say. */
  private record Defaults(ConfigNode node, Map<String, String> environment) {

    private String text(String variable) {
      return environment.getOrDefault(variable, "").trim();
    }

    Method method() {
      String text = text("VOLATILITY_METHOD");
      if (text.isEmpty()) {
        return Method.NONE;
      }
      try {
        return Method.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        refuse("VOLATILITY_METHOD", text, "none, stddev, ewma or atr");
        return Method.NONE;
      }
    }

    long window(String variable, long fallback) {
      try {
        return text(variable).isEmpty() ? fallback : Integer.parseInt(text(variable));
      } catch (NumberFormatException e) {
        refuse(variable, text(variable), "a whole number");
        return fallback;
      }
    }

    double number(String variable, double fallback) {
      try {
        return text(variable).isEmpty() ? fallback : Double.parseDouble(text(variable));
      } catch (NumberFormatException e) {
        refuse(variable, text(variable), "a number");
        return fallback;
      }
    }

    private void refuse(String variable, String found, String accepted) {
      node.error(
          "environment variable %s: \"%s\" is not accepted; expected %s"
              .formatted(variable, found, accepted));
    }
  }
}
