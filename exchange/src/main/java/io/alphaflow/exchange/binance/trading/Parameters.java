package io.alphaflow.exchange.binance.trading;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of a request, in the order they were added. */
final class Parameters {

  private final Map<String, String> values = new LinkedHashMap<>();

  Parameters add(String name, String value) {
    values.put(name, value);
    return this;
  }

  Parameters add(String name, long value) {
    return add(name, Long.toString(value));
  }

  /** {@code a=b&c=d}, percent-encoded: what REST signs and sends. */
  String encoded() {
    StringBuilder out = new StringBuilder(160);
    values.forEach((name, value) -> append(out, name, encode(value)));
    return out.toString();
  }

  /** Sorted by name and not encoded: what the WebSocket API signs. */
  String sortedPlain() {
    StringBuilder out = new StringBuilder(160);
    new TreeMap<>(values).forEach((name, value) -> append(out, name, value));
    return out.toString();
  }

  Map<String, String> values() {
    return values;
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void append(StringBuilder out, String name, String value) {
    if (out.length() > 0) {
      out.append('&');
    }
    out.append(name).append('=').append(value);
  }
}
