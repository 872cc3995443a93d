package io.alphaflow.cli.local;

import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.ingest.IngestOptions;
import io.alphaflow.pnl.PnlOptions;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.signals.SignalsOptions;
import java.util.List;
import java.util.function.Consumer;

/** Reads the sections of all jobs, so that one start shows the mistakes in all of them. */
public final class ConfigCheck {

  private static final List<Consumer<DeskConfig>> READERS =
      List.of(
          config -> config.read(IngestOptions::read),
          SignalsOptions::read,
          RiskOptions::read,
          ExecutionOptions::read,
          PnlOptions::read,
          ArchiveOptions::read);

  private ConfigCheck() {}

  /**
   * Checks every section.
   *
   * @throws ConfigException with the errors of all sections
   */
  public static void check(DeskConfig config) {
    ConfigException last = null;
    for (Consumer<DeskConfig> reader : READERS) {
      try {
        reader.accept(config);
      } catch (ConfigException e) {
        // A configuration keeps its errors: the last exception has all of them.
        last = e;
      }
    }
    if (last != null) {
      throw last;
    }
  }
}
