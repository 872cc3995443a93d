package io.alphaflow.cli.strategy;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which desk is meant, and where the strategies are that it knows besides the built-in ones. */
final class DeskAccess {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of the desk (default: the demo that runs here)")
  private Path config;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Folder with jars of further strategies (default: that of the desk)")
  private Path plugins;

  DeskConfig desk() {
    return config == null ? DeskFolder.demo().config() : DeskConfig.load(config);
  }

  /** The strategies that the desk knows; those of the demo when there is no desk. */
  StrategyCatalog catalog() {
    if (plugins != null) {
      return StrategyCatalog.withPlugins(plugins);
    }
    boolean isDemo = config == null;
    if (isDemo && !Files.exists(DeskFolder.demo().configFile())) {
      return StrategyCatalog.withPlugins(DeskFolder.plugins());
    }
    return folder(desk()).map(StrategyCatalog::withPlugins).orElseGet(StrategyCatalog::onClassPath);
  }

  private static Optional<Path> folder(DeskConfig desk) {
    String folder = desk.read(root -> root.section("signals").string("plugins", ""));
    return folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder));
  }
}
