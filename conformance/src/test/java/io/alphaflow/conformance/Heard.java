package io.alphaflow.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a client told its listener, in order. */
final class Heard {

  private static final long PATIENCE_SECONDS = 10;

  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();

  /** Takes a message as text. */
  void text(String json) {
    messages.add(Json.read(json));
  }

  /** The next message; a failure when none comes. */
  JsonNode next() {
    try {
      JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("nothing was heard for " + PATIENCE_SECONDS + " s");
      }
      return message;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
