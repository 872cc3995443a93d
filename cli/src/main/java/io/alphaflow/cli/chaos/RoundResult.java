package io.alphaflow.cli.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.json.JsonCodec;
import java.util.Locale;

/**
 * What became of a round.
 *
 * @param round from 1
 * @param fault kind of fault
 * @param told what was done
 * @param trades that were played
 * @param recoverySeconds from the blow until the desk worked again
 * @param seconds of the whole round
 * @param violation what does not hold; empty when all does
 */
record RoundResult(
    int round,
    String fault,
    String told,
    long trades,
    double recoverySeconds,
    double seconds,
    String violation) {

  boolean holds() {
    return violation.isEmpty();
  }

  ObjectNode json() {
    ObjectNode object = JsonCodec.object();
    object.put("round", round).put("fault", fault).put("told", told).put("trades", trades);
    object.put("recoverySeconds", rounded(recoverySeconds)).put("seconds", rounded(seconds));
    object.put("violation", violation);
    return object;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }

  String sentence() {
    return holds()
        ? String.format(
            Locale.ROOT,
            "%4d  %-17s works again after %5.1f s, all holds after %5.1f s, %,d trades  (%s)",
            round,
            fault,
            recoverySeconds,
            seconds,
            trades,
            told)
        : "%4d  %-17s VIOLATION (%s): %s".formatted(round, fault, told, violation);
  }
}
