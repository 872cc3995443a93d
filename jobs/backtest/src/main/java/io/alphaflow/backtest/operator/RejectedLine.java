package io.alphaflow.backtest.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;

/**
 * Something that was not used, see {@link Rejects#add}.
 *
 * @param file its file as a person calls it
 * @param line its number from 1, 0 when the whole file is meant
 * @param fault what is wrong
 * @param reason the same in words
 * @param text of the line
 */
public record RejectedLine(String file, long line, Fault fault, String reason, String text) {

  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] encode() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From the bytes of a piece. */
  public static RejectedLine decode(byte[] bytes) throws IOException {
    return JSON.readValue(bytes, RejectedLine.class);
  }

  /** Tells it. */
  public void tell(Rejects rejects) throws IOException {
    rejects.add(file, line, fault, reason, text);
  }
}
