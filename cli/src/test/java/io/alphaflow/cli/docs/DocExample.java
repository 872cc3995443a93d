package io.alphaflow.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of the documentation, as a reader copies it from there.
 *
 * @param page where it stands
 * @param line its first line there, from 1
 * @param words after {@code ./alphaflow}, as a shell splits them; patterns of files as they stand
 */
record DocExample(Path page, int line, List<String> words) {

  private static final String PROGRAM = "./alphaflow";
  private static final String FENCE = "```";

  /** The pages whose examples run. */
  static List<DocExample> all() throws IOException {
    Path root = Path.of("..");
    List<DocExample> all = new ArrayList<>();
    all.addAll(of(root.resolve("docs/backtest.md"), ""));
    all.addAll(of(root.resolve("docs/verify.md"), ""));
    all.addAll(of(root.resolve("docs/operations.md"), ""));
    all.addAll(of(root.resolve("README.md"), "## Do real things with it"));
    return all;
  }

  /**
   * The commands between fences.
   *
   * @param heading of the section that is meant; empty for the whole page
   */
  private static List<DocExample> of(Path page, String heading) throws IOException {
    List<DocExample> examples = new ArrayList<>();
    List<String> lines = Files.readAllLines(page);
    boolean meant = heading.isEmpty();
    boolean fenced = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(FENCE)) {
        fenced = !fenced;
      } else if (!fenced && !heading.isEmpty() && line.startsWith("## ")) {
        meant = line.equals(heading);
      } else if (fenced && meant && line.startsWith(PROGRAM + " ")) {
        int first = i + 1;
        StringBuilder command = new StringBuilder(line);
        while (command.charAt(command.length() - 1) == '\\') {
          command.setLength(command.length() - 1);
          command.append(lines.get(++i));
        }
        List<String> words = words(command.toString());
        examples.add(new DocExample(page, first, words.subList(1, words.size())));
      }
    }
    return examples;
  }

  /** Splits as a shell does: quotes of both kinds, and a comment ends the line. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (char c : command.toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
      } else if (c == '#' && word == null) {
        break;
      } else {
        word = word == null ? new StringBuilder() : word;
        if (c == '\'' || c == '"') {
          quote = c;
        } else {
          word.append(c);
        }
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }

  @Override
  public String toString() {
    return "%s:%d %s".formatted(page.getFileName(), line, String.join(" ", words));
  }
}
