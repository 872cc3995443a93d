package io.alphaflow.common.config;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A secret by reference: {@code ${env:NAME}} or {@code ${file:/path}}. The value is read only where
 * it is used and never stands in a configuration, a log or {@link #toString()}.
 *
 * @param reference the reference
 */
public record Secret(String reference) implements Serializable {

  private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  /** Checks the form. */
  public Secret {
    if (!FORM.matcher(reference).matches()) {
      // The text is not repeated: it may be the secret itself.
      throw new IllegalArgumentException("expected ${env:NAME} or ${file:/path}");
    }
  }

  /**
   * The value, without surrounding white space.
   *
   * @throws IllegalStateException when there is none; the message names the reference only
   */
  public String resolve() {
    Matcher m = FORM.matcher(reference);
    m.matches();
    String name = m.group(2);
    if (m.group(1).equals("env")) {
      String value = System.getenv(name);
      if (value == null || value.isBlank()) {
        throw new IllegalStateException("the environment variable " + name + " is not set");
      }
      return value.trim();
    }
    try {
      return Files.readString(Path.of(name)).trim();
    } catch (IOException e) {
      throw new IllegalStateException("the secret file " + name + " cannot be read: " + e, e);
    }
  }
}
