package io.alphaflow.history.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The time at which a record of the desk told what it tells: of a bar when it closed, of others the
 * venue's time, or the journal's. Of a record that says none it is Kafka's time stamp.
 */
final class RecordTime {

  /** The first of these that a record has. */
  private static final List<String> FIELDS =
      List.of("exchangeTime", "closeTime", "time", "effectiveTime", "ingestTime");

  private static final JsonFactory JSON = new JsonFactory();

  private RecordTime() {}

  /** Epoch microseconds UTC. */
  static long of(ConsumerRecord<byte[], byte[]> in) {
    long best = 0;
    int rank = FIELDS.size();
    byte[] value = in.value();
    if (value == null || value.length == 0 || value[0] != '{') {
      return in.timestamp() * 1_000;
    }
    try (JsonParser parser = JSON.createParser(value)) {
      parser.nextToken();
      while (rank > 0 && parser.nextToken() == JsonToken.FIELD_NAME) {
        int field = FIELDS.indexOf(parser.currentName());
        JsonToken token = parser.nextToken();
        if (field >= 0 && field < rank && token == JsonToken.VALUE_NUMBER_INT) {
          long time = parser.getLongValue();
          if (time != 0) {
            best = time;
            rank = field;
          }
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      // No record of the desk, and copied all the same.
      return in.timestamp() * 1_000;
    }
    return rank == FIELDS.size() ? in.timestamp() * 1_000 : best;
  }
}
