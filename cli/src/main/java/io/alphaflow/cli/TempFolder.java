package io.alphaflow.cli;

import io.alphaflow.runtime.Folders;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The temp folder that the launcher gave this process for itself. */
final class TempFolder {

  private static final Logger LOG = LoggerFactory.getLogger(TempFolder.class);

  private TempFolder() {}

  /** Deletes it, unless it is one that others use too. */
  static void delete() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    if (!folder.startsWith(DeskFolder.home().resolve("tmp"))) {
      return;
    }
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      // The next start removes what is left.
      LOG.info("{} could not be removed: {}", folder, e.toString());
    }
  }
}
