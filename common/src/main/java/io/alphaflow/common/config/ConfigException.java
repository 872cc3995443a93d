package io.alphaflow.common.config;

import java.util.List;

/** A configuration that cannot be used, with all its errors. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> errors;

  /**
   * All errors of a configuration.
   *
   * @param source the file or whatever it was read from
   * @param errors each with path, value and what would be accepted
   */
  public ConfigException(String source, List<String> errors) {
    super(
        source
            + ": "
            + errors.size()
            + (errors.size() == 1 ? " error" : " errors")
            + "\n  - "
            + String.join("\n  - ", errors));
    this.errors = List.copyOf(errors);
  }

  /** One sentence for each error. */
  public List<String> errors() {
    return errors;
  }
}
