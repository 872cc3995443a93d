package io.alphaflow.common.config;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The protocols that venues are spoken to in, with the places where they are spoken. */
public enum VenueType {
  /** Binance Spot, and whoever speaks its protocol, such as the simulated exchange. */
  BINANCE(
      "",
      Duration.ofSeconds(3),
      6_000,
      Map.of(
          "production",
          new Place(
              "https://api.binance.com",
              "wss://stream.binance.com:9443",
              "wss://ws-api.binance.com:443/ws-api/v3"),
          "testnet",
          new Place(
              "https://testnet.binance.vision",
              "wss://stream.testnet.binance.vision",
              "wss://ws-api.testnet.binance.vision/ws-api/v3"),
          "demo",
          new Place(
              "https://demo-api.binance.com",
              "wss://demo-stream.binance.com",
              "wss://demo-ws-api.binance.com/ws-api/v3"))),

  /** Coinbase Advanced Trade. It has no place to try orders: its sandbox gives canned answers. */
  COINBASE(
      "",
      Duration.ofSeconds(120),
      600,
      Map.of(
          "production",
          new Place(
              "https://api.coinbase.com",
              "wss://advanced-trade-ws.coinbase.com",
              "wss://advanced-trade-ws-user.coinbase.com"))),

  /** Alpaca, crypto. */
  ALPACA(
      "paper",
      Duration.ofSeconds(60),
      200,
      Map.of(
          "paper",
          new Place(
              "https://paper-api.alpaca.markets",
              "wss://stream.data.alpaca.markets/v1beta3/crypto/us",
              "wss://paper-api.alpaca.markets/stream"),
          "production",
          new Place(
              "https://api.alpaca.markets",
              "wss://stream.data.alpaca.markets/v1beta3/crypto/us",
              "wss://api.alpaca.markets/stream")));

  /** Addresses. */
  record Place(String restUrl, String streamUrl, String wsApiUrl) {}

  private final String defaultPreset;
  private final Duration recvWindow;
  private final int requestsPerMinute;
  private final Map<String, Place> presets;

  VenueType(
      String defaultPreset,
      Duration recvWindow,
      int requestsPerMinute,
      Map<String, Place> presets) {
    this.defaultPreset = defaultPreset;
    this.recvWindow = recvWindow;
    this.requestsPerMinute = requestsPerMinute;
    this.presets = new TreeMap<>(presets);
  }

  /** Where it is when nothing is said; empty when that must be said. */
  String defaultPreset() {
    return defaultPreset;
  }

  /** The presets by name, sorted. */
  Map<String, Place> presets() {
    return presets;
  }

  /** How long a request may be on its way when nothing is said. */
  Duration recvWindow() {
    return recvWindow;
  }

  /** The pace of requests when nothing is said. */
  int requestsPerMinute() {
    return requestsPerMinute;
  }
}
