package io.alphaflow.history.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Finds the files that a person means. */
public final class DataFiles {

  private static final List<String> ENDINGS =
      List.of(".csv", ".txt", ".tsv", ".gz", ".zip", ".parquet");
  private static final List<String> TEXTS = List.of(".csv", ".txt", ".tsv");

  private DataFiles() {}

  /**
   * The files of names, folders (with what is below them) and patterns such as {@code
   * data/*-1m-2024-*.zip}, each once, sorted within each.
   *
   * @throws IOException when a name stands for no file; the message says which
   */
  public static List<Path> find(List<String> names) throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    for (String name : names) {
      List<Path> found = findOne(name);
      files.addAll(found);
    }
    return List.copyOf(files);
  }

  private static List<Path> findOne(String name) throws IOException {
    Path path = path(name);
    if (path != null && Files.isDirectory(path)) {
      List<Path> found = below(path).filter(DataFiles::isData).toList();
      if (found.isEmpty()) {
        throw new IOException(
            name + ": the folder has no file that ends with " + String.join(", ", ENDINGS));
      }
      return found;
    }
    if (path != null && Files.exists(path)) {
      return List.of(path);
    }
    if (name.matches(".*[*?\\[{].*")) {
      List<Path> found = matching(name);
      if (found.isEmpty()) {
        throw new IOException(name + ": no file matches");
      }
      return found;
    }
    throw new IOException(name + ": no such file or folder");
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      // Some systems do not allow the characters of patterns in names.
      return null;
    }
  }

  private static List<Path> matching(String pattern) throws IOException {
    String fixed = pattern.substring(0, pattern.replaceAll("[*?\\[{].*", "").lastIndexOf('/') + 1);
    Path start = Path.of(fixed.isEmpty() ? "." : fixed);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    return below(start)
        .map(file -> fixed.isEmpty() ? start.relativize(file) : file)
        .filter(matcher::matches)
        .toList();
  }

  private static Stream<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  private static boolean isData(Path file) {
    return endsWith(file.getFileName().toString(), ENDINGS);
  }

  private static boolean endsWith(String name, List<String> endings) {
    String lower = name.toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(lower::endsWith);
  }

  /**
   * The texts in a file: the file itself, or the parts of a zip archive that are CSV by their name,
   * or its only part.
   *
   * @throws IOException when it cannot be opened or an archive has no such part
   */
  public static List<DataEntry> entries(Path file) throws IOException {
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      if (!Magic.isZip(in)) {
        return List.of(new DataEntry(file, ""));
      }
    }
    List<String> parts;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      parts = zip.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName).toList();
    }
    List<String> texts = parts.stream().filter(name -> endsWith(name, TEXTS)).toList();
    List<String> chosen = texts.isEmpty() && parts.size() == 1 ? parts : texts;
    if (chosen.isEmpty()) {
      throw new IOException("the archive has no CSV part, it has " + parts);
    }
    return chosen.stream().sorted().map(name -> new DataEntry(file, name)).toList();
  }
}
