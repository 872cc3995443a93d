package io.alphaflow.simulator.protocol;

import io.alphaflow.simulator.SimAccount;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Decides whose a request is: API key, signature, then timing against wall time. A request is late
 * when it is older than {@code recvWindow} and early when it is 1,000 ms or more ahead.
 */
public final class Authenticator {

  private static final BigDecimal DEFAULT_WINDOW_MILLIS = new BigDecimal(5_000);
  private static final BigDecimal LONGEST_WINDOW_MILLIS = new BigDecimal(60_000);
  private static final BigDecimal MICROS_PER_MILLI = new BigDecimal(1_000);
  private static final long MOST_AHEAD_MICROS = 1_000_000;
  private static final int WINDOW_DECIMALS = 3;

  private final Map<String, SimAccount> byApiKey;
  private final LongSupplier wall;

  /**
   * Knows these accounts.
   *
   * @param wall this machine's time, epoch µs
   */
  public Authenticator(Collection<SimAccount> accounts, LongSupplier wall) {
    this.byApiKey =
        accounts.stream().collect(Collectors.toUnmodifiableMap(SimAccount::apiKey, a -> a));
    this.wall = wall;
  }

  /**
   * The account that a signed request is of.
   *
   * @param apiKey null or empty when none was sent
   * @throws ApiException when it is nobody's, wrongly signed, or out of time
   */
  public SimAccount signed(String apiKey, Params params) {
    SimAccount account = byKey(apiKey);
    params.required("timestamp");
    String signature = params.signature().orElseThrow(() -> ApiException.missing("signature"));
    if (!account.key().verifies(params.signedText(), signature)) {
      throw ApiException.of(-1022, "Signature for this request is not valid.");
    }
    checkTiming(params);
    return account;
  }

  /** Checks only the timing: for a session that has logged on, which need not sign again. */
  public void checkTiming(Params params) {
    long timestamp = params.time("timestamp").orElseThrow(() -> ApiException.missing("timestamp"));
    long windowMicros = windowMicros(params);
    long now = wall.getAsLong();
    if (timestamp >= now + MOST_AHEAD_MICROS) {
      throw ApiException.of(
          -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
    }
    if (now - timestamp > windowMicros) {
      throw ApiException.of(-1021, "Timestamp for this request is outside of the recvWindow.");
    }
  }

  private SimAccount byKey(String apiKey) {
    if (apiKey == null || apiKey.isEmpty()) {
      throw ApiException.unauthorized(-2014, "API-key format invalid.");
    }
    SimAccount account = byApiKey.get(apiKey);
    if (account == null) {
      throw ApiException.unauthorized(-2015, "Invalid API-key, IP, or permissions for action.");
    }
    return account;
  }

  private static long windowMicros(Params params) {
    BigDecimal millis;
    try {
      millis = params.text("recvWindow").map(BigDecimal::new).orElse(DEFAULT_WINDOW_MILLIS);
    } catch (NumberFormatException e) {
      throw ApiException.of(
          -1100,
          "Illegal characters found in parameter 'recvWindow'; legal range is"
              + " '^([0-9]{1,5})(\\.[0-9]{1,3})?$'.");
    }
    if (millis.signum() < 0 || millis.compareTo(LONGEST_WINDOW_MILLIS) > 0) {
      throw ApiException.of(
          -1102, "'recvWindow' contains unexpected value. Cannot be greater than 60000.");
    }
    if (millis.scale() > WINDOW_DECIMALS) {
      throw ApiException.of(-1111, "Parameter 'recvWindow' has too much precision.");
    }
    return millis.multiply(MICROS_PER_MILLI).longValue();
  }
}
