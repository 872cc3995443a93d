package io.alphaflow.exchange.coinbase;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Checks that no message of a connection is missing: Coinbase numbers them by {@code sequence_num},
 * whatever their channel. Used by one thread at a time.
 */
public final class SequenceCheck {

  private long next = -1;

  /** Takes the next message; what is wrong, in a sentence. */
  public Optional<String> check(JsonNode message) {
    JsonNode number = message.path("sequence_num");
    if (!number.canConvertToLong()) {
      return Optional.of("a message has no sequence_num");
    }
    long value = number.longValue();
    long expected = next;
    next = value + 1;
    return expected < 0 || value == expected
        ? Optional.empty()
        : Optional.of("message " + expected + " is missing, the next was " + value);
  }
}
