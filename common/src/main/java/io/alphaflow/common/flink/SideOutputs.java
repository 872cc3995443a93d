package io.alphaflow.common.flink;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The side outputs that every job has. */
public final class SideOutputs {

  /** What could not be used. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  /** What a person should know. */
  public static final OutputTag<Alert> ALERTS =
      new OutputTag<>("alerts", TypeInformation.of(Alert.class));

  private SideOutputs() {}

  /** A dead letter for a record that was read from Kafka. */
  public static DeadLetter deadLetter(String source, RawRecord in, String code, String reason) {
    byte[] raw = in.value() == null ? new byte[0] : in.value();
    return new DeadLetter(
        source,
        in.topic(),
        in.partition(),
        in.offset(),
        0,
        code,
        reason,
        Base64.getEncoder().encodeToString(raw));
  }

  /** A dead letter for a text that a venue's stream brought. */
  public static DeadLetter deadLetter(
      String source,
      String stream,
      long number,
      long time,
      String code,
      String reason,
      String raw) {
    return new DeadLetter(
        source,
        stream,
        0,
        number,
        time,
        code,
        reason,
        Base64.getEncoder().encodeToString(raw.getBytes(StandardCharsets.UTF_8)));
  }
}
