package io.alphaflow.cli.history;

import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which files are read, and what a person says about them. */
final class FileOptions {

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "Files, folders or patterns: CSV, plain, gzip or zip, or Parquet, recognised by their",
        "content"
      })
  List<String> files;

  @Mixin private FormatOptions format = new FormatOptions();

  Rejects rejects() {
    return format.rejects();
  }

  boolean strict() {
    return format.strict();
  }

  /** The files that are meant. */
  List<Path> find() {
    return FormatOptions.find(files);
  }

  /**
   * What the files are, in the order in which to read them.
   *
   * @param interval of bars in the files, null when it was not said
   */
  List<PlannedFile> plan(
      List<Path> found,
      Optional<BarSpec> interval,
      Optional<InstrumentId> fallback,
      Rejects rejects)
      throws IOException {
    return format.plan(found, interval, fallback, rejects);
  }

  static List<BarSpec> intervals(String text) {
    return List.of(text.split(",")).stream()
        .map(part -> FormatOptions.optional("--interval", part, BarSpec::parse).orElseThrow())
        .toList();
  }
}
