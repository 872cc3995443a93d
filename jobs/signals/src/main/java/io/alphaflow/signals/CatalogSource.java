package io.alphaflow.signals;

import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.Serializable;
import java.nio.file.Path;

/** Where a task finds the kinds of strategies; they themselves are not sent to it. */
@FunctionalInterface
public interface CatalogSource extends Serializable {

  /** The kinds that there are. */
  StrategyCatalog open();

  /** Those on the class path. */
  static CatalogSource classPath() {
    return StrategyCatalog::onClassPath;
  }

  /** Those on the class path and in the jars of a folder. */
  static CatalogSource plugins(String folder) {
    return () -> StrategyCatalog.withPlugins(Path.of(folder));
  }
}
