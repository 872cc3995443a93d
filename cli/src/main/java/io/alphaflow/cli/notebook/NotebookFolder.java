package io.alphaflow.cli.notebook;

import io.alphaflow.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The notebooks of the project.
 *
 * @param path the folder
 */
record NotebookFolder(Path path) {

  private static final String ENDING = ".ipynb";

  /** That of the project that this command belongs to. */
  static NotebookFolder ofProject() {
    return new NotebookFolder(
        Path.of(System.getProperty("alphaflow.notebooks", "notebooks")).toAbsolutePath());
  }

  /** What Python needs for them. */
  Path requirements() {
    return path.resolve("requirements.txt");
  }

  /** Names of all notebooks, sorted. */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    }
  }

  /**
   * The notebook of this name.
   *
   * @throws UserError when there is none
   */
  Path file(String name) throws IOException {
    if (!names().contains(name)) {
      throw new UserError(
          "there is no notebook " + name + "; there are " + String.join(", ", names()));
    }
    return path.resolve(name + ENDING);
  }
}
