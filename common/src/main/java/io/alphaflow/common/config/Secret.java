package io.alphaflow.common.config;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A secret by reference: {@code ${env:NAME}}, {@code ${file:/path}} (also what Docker and
 * Kubernetes mount) or {@code ${vault:path#key}} (HashiCorp Vault, see {@link VaultSecrets}). The
 * value is read only where it is used and never stands in a configuration, a log or {@link
 * #toString()}. Whoever uses it for long takes a {@link RotatingSecret}.
 *
 * @param reference the reference
 */
public record Secret(String reference) implements Serializable {

  /** What a reference looks like, for error messages. */
  public static final String FORMS = "${env:NAME}, ${file:/path} or ${vault:path#key}";

  private static final Pattern FORM =
      Pattern.compile("\\$\\{(?:(env|file):([^}]+)|vault:([^}#]+)#([^}#]+))}");

  /** Checks the form. */
  public Secret {
    if (!FORM.matcher(reference).matches()) {
      // The text is not repeated: it may be the secret itself.
      throw new IllegalArgumentException("expected " + FORMS);
    }
  }

  /**
   * The value, without surrounding white space.
   *
   * @throws IllegalStateException when there is none; the message names the reference only
   */
  public String resolve() {
    return resolve(System.getenv());
  }

  /**
   * The value, in a given environment.
   *
   * @throws IllegalStateException when there is none; the message names the reference only
   */
  String resolve(Map<String, String> environment) {
    Matcher m = FORM.matcher(reference);
    m.matches();
    String value;
    if (m.group(3) != null) {
      value = new VaultSecrets(environment).read(m.group(3), m.group(4));
    } else if (m.group(1).equals("env")) {
      value = environment.getOrDefault(m.group(2), "");
    } else {
      value = file(m.group(2));
    }
    if (value.isBlank()) {
      throw new IllegalStateException("the secret " + reference + " is not set or empty");
    }
    return value.trim();
  }

  private static String file(String name) {
    try {
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      throw new IllegalStateException("the secret file " + name + " cannot be read: " + e, e);
    }
  }
}
