package io.alphaflow.cli;

import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;

/**
 * Why Kafka and a client did not come together, where security was the reason: what Kafka's client
 * says, and the innermost cause, which names the certificate or the file. Neither repeats a secret.
 */
public final class KafkaRefusal {

  private KafkaRefusal() {}

  /** A sentence for a person, if that is the reason of a failure. */
  public static Optional<String> of(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof AuthenticationException
          || e instanceof KafkaException && e.getCause() != null) {
        String innermost = innermost(e);
        String message = e.getMessage();
        return Optional.of(
            "Kafka: "
                + (message.contains(innermost) ? message : message + ": " + innermost)
                + " (kafka.client in the configuration has the settings)");
      }
    }
    return Optional.empty();
  }

  private static String innermost(Throwable failure) {
    Throwable e = failure;
    while (e.getCause() != null) {
      e = e.getCause();
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    // It quotes what it could not read, which may be a part of a password with a quote in it.
    return message.contains("JAAS config")
        ? "sasl.jaas.config cannot be read: are quotes in the password escaped?"
        : message;
  }
}
