package io.alphaflow.exchange.binance.market;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * The venue's answer to a message of ours: {@code {"result":null,"id":1}}, or a refusal {@code
 * {"error":{"code":2,"msg":"…"},"id":1}}, which older servers write without {@code error}.
 *
 * @param id of the message; 0 when the venue does not say
 * @param refusal what the venue says; empty when it accepts
 */
record StreamAnswer(long id, String refusal) {

  /** The answer that a frame holds; none when it is something else. */
  static Optional<StreamAnswer> read(String frame) {
    if (frame.startsWith("{\"stream\"") || frame.startsWith("{\"data\"")) {
      return Optional.empty();
    }
    try (JsonParser in = JsonFields.FACTORY.createParser(frame)) {
      in.nextToken();
      JsonFields.expect(in, JsonToken.START_OBJECT, "an object");
      long id = 0;
      boolean accepted = false;
      StringBuilder refusal = new StringBuilder();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String field = in.currentName();
        JsonToken value = in.nextToken();
        switch (field) {
          case "result" -> {
            accepted = true;
            in.skipChildren();
          }
          case "id" -> id = value == JsonToken.VALUE_NUMBER_INT ? in.getLongValue() : 0;
          case "code", "msg" -> refusal.append(' ').append(in.getText());
          case "error" -> {
            JsonFields.expect(in, JsonToken.START_OBJECT, "an object in error");
            while (in.nextToken() != JsonToken.END_OBJECT) {
              in.nextToken();
              refusal.append(' ').append(in.getText());
              in.skipChildren();
            }
          }
          default -> {
            return Optional.empty();
          }
        }
      }
      boolean answer = accepted || refusal.length() > 0;
      return answer
          ? Optional.of(new StreamAnswer(id, refusal.toString().trim()))
          : Optional.empty();
    } catch (IOException e) {
      // Not an answer; whoever reads the frame says what is wrong with it.
      return Optional.empty();
    }
  }
}
