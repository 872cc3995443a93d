package io.alphaflow.backtest.engine;

/** What a variant has of its own. */
record Account(Variant variant, Venue venue, Recorder recorder) {

  String id() {
    return variant.account();
  }
}
