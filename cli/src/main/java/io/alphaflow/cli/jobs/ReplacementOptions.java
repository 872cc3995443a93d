package io.alphaflow.cli.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How a replacement is to prove itself. */
final class ReplacementOptions {

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "90",
      description = "How long each step may take (default: ${DEFAULT-VALUE})")
  private int patience;

  @Option(
      names = "--verify-minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = {
        "Minutes of market time before it that are run again as",
        "well and must come out the same; the journal is read from",
        "its beginning for that (default: ${DEFAULT-VALUE})"
      })
  private int minutes;

  @Option(
      names = "--no-verify",
      description = "Do not run it again, for a jar that decides otherwise")
  private boolean unverified;

  Replacement on(ClusterOption cluster, Consumer<String> progress) throws IOException {
    JobControl control = cluster.control();
    return new Replacement(
        control,
        new LatestState(control),
        cluster.configFile(),
        Duration.ofSeconds(patience),
        unverified ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes)),
        progress);
  }
}
