package io.alphaflow.cli.jobs;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.cluster.ClusterFolder;
import io.alphaflow.common.config.DeskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which Flink and which desk are meant: those of {@code alphaflow cluster up}, or others. */
public final class ClusterOption {

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description = {
        "Flink's REST address (default: cluster of this machine);",
        "with several JobManagers all of them, with commas"
      })
  private String flink;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "Configuration of the desk (default: that of the cluster of",
        "this machine). Flink's JobManager must find it under the",
        "same path, and every machine the files that it names"
      })
  private Path config;

  private final ClusterFolder folder = new ClusterFolder();

  JobControl control() throws IOException {
    Catalogue catalogue = new Catalogue(folder.path());
    if (flink == null) {
      return JobControl.ofThisMachine(new FlinkRest(folder.settings().flinkUrls()), catalogue);
    }
    FlinkRest rest = new FlinkRest(FlinkRest.addresses(flink));
    return folder.isHere(rest.url())
        ? JobControl.ofThisMachine(rest, catalogue)
        : JobControl.elsewhere(rest, catalogue);
  }

  Path configFile() {
    Path file = config == null ? folder.desk().configFile() : config.toAbsolutePath().normalize();
    if (!Files.exists(file)) {
      throw new UserError(
          "there is no configuration "
              + file
              + ": alphaflow cluster up writes one, --config names another");
    }
    return file;
  }

  DeskConfig desk() {
    return DeskConfig.load(configFile());
  }
}
