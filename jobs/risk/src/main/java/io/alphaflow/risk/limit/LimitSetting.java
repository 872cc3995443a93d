package io.alphaflow.risk.limit;

import io.alphaflow.common.model.Level;

/**
 * Somebody says what a limit is at a level.
 *
 * @param level where
 * @param limit which
 * @param value the value
 * @param source who says so, for a person: a path of the configuration, an environment variable, a
 *     command
 * @param until logical time at which it ends, epoch microseconds UTC; 0 for never
 */
public record LimitSetting(Level level, Limit limit, LimitValue value, String source, long until) {

  /** Equal for settings of which the later takes the place of the earlier. */
  String key() {
    return key(level, limit);
  }

  /** The same of a level and a limit. */
  static String key(Level level, Limit limit) {
    return level.key() + "/" + limit.key();
  }

  /** For a person: {@code maxOrderValue 5000 for desk, from risk.limits.default}. */
  @Override
  public String toString() {
    return "%s %s for %s, from %s"
        .formatted(limit.key(), limit.kind().format(value), level, source);
  }
}
