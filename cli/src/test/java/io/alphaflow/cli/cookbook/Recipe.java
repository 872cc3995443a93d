package io.alphaflow.cli.cookbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of the cookbook: comment lines with the title, the question, and how to read the answer,
 * apart by empty ones, then one query.
 *
 * @param file its name
 * @param title first comment line
 * @param question second paragraph of the comment
 * @param reading third paragraph of the comment
 * @param sql the query, without semicolon
 */
record Recipe(String file, String title, String question, String reading, String sql) {

  /** All recipes of a folder, by their numbers. */
  static List<Recipe> all(Path folder) throws IOException {
    List<Recipe> recipes = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).sorted().toList()) {
        recipes.add(parse(file.getFileName().toString(), Files.readString(file)));
      }
    }
    return recipes;
  }

  static Recipe parse(String file, String text) {
    List<String> lines = text.lines().toList();
    int comments = (int) lines.stream().takeWhile(line -> line.startsWith("--")).count();
    String[] paragraphs =
        String.join("\n", lines.subList(0, comments)).replaceAll("(?m)^-- ?", "").split("\n\n");
    if (paragraphs.length != 3) {
      throw new IllegalArgumentException(
          file + ": begin with three comments, apart by lines with --: title, question, reading");
    }
    String sql = String.join("\n", lines.subList(comments, lines.size())).strip();
    if (!sql.endsWith(";")) {
      throw new IllegalArgumentException(file + ": end the query with a semicolon");
    }
    return new Recipe(
        file,
        paragraphs[0],
        paragraphs[1].replace('\n', ' '),
        paragraphs[2].replace('\n', ' '),
        sql.substring(0, sql.length() - 1));
  }

  /** As a section of the page. */
  String section(String answer) {
    int number = Integer.parseInt(file.substring(0, 2));
    return "## %d. %s\n\n%s\n\n```sql\n%s;\n```\n\n```text\n%s```\n\n%s\n\n"
        .formatted(number, title, question, sql, answer, reading);
  }
}
