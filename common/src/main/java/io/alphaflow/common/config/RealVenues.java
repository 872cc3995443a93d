package io.alphaflow.common.config;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** The hosts at which an order is worth money. */
final class RealVenues {

  private static final Set<String> HOSTS =
      Set.of(
          "api.binance.com",
          "api1.binance.com",
          "api2.binance.com",
          "api3.binance.com",
          "api4.binance.com",
          "api-gcp.binance.com",
          "ws-api.binance.com",
          "api.coinbase.com",
          "api.alpaca.markets");

  private RealVenues() {}

  /** Whether the address is of such a host; false for what is no address. */
  static boolean has(String url) {
    try {
      String host = URI.create(url).getHost();
      return host != null && HOSTS.contains(host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
