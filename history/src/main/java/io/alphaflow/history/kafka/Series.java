package io.alphaflow.history.kafka;

/**
 * Records on a log that stand in one order.
 *
 * @param topic full name and id of the topic, so that one that was made again begins anew
 * @param instrument {@code venue:BASE/QUOTE}
 * @param interval of bars; empty for trades
 */
record Series(String topic, String instrument, String interval) {

  String key() {
    return String.join("|", topic, instrument, interval);
  }
}
