package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.ParameterSpec.Kind;
import io.alphaflow.strategy.StrategyDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables of {@code docs/strategies} are what the strategies declare. {@code
 * -Dalphaflow.rewrite-docs=true} writes them anew.
 */
class StrategyPagesTest {

  private static final Path PAGES = Path.of("..", "docs", "strategies");
  private static final String BEGIN = "<!-- generated -->\n";
  private static final String END = "<!-- end -->";

  static Stream<StrategyDescriptor> all() {
    return new BuiltInStrategies().strategies().stream();
  }

  private static String parameters(StrategyDescriptor descriptor) {
    StringBuilder table = new StringBuilder("| parameter | default | accepted | meaning |\n");
    table.append("|---|---|---|---|\n");
    for (ParameterSpec spec : descriptor.parameters()) {
      table.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(spec.name(), spec.defaultText(), accepted(spec), spec.meaning()));
    }
    return table.toString();
  }

  private static String accepted(ParameterSpec spec) {
    if (spec.kind() == Kind.CHOICE) {
      return String.join(", ", spec.choices());
    }
    String range = spec.min() + " to " + spec.max();
    return spec.kind() == Kind.INTEGER ? range + ", whole" : range;
  }

  private static String list() {
    StringBuilder table = new StringBuilder("| type | what it does |\n|---|---|\n");
    all()
        .forEach(
            each ->
                table.append(
                    "| [`%1$s`](%1$s.md) | %2$s |%n".formatted(each.type(), each.summary())));
    return table.toString();
  }

  private static void compare(Path page, String expected) throws IOException {
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    assertThat(from).as("%s has a generated part", page).isBetween(BEGIN.length(), to);
    if (Boolean.getBoolean("alphaflow.rewrite-docs")) {
      text = text.substring(0, from) + expected + text.substring(to);
      Files.writeString(page, text);
      to = text.indexOf(END);
    }
    assertThat(text.substring(from, to))
        .as("%s is out of date: run with -Dalphaflow.rewrite-docs=true", page)
        .isEqualTo(expected);
  }

  @Test
  void theOverviewListsAll() throws IOException {
    compare(PAGES.resolve("README.md"), list());
  }

  @ParameterizedTest
  @MethodSource("all")
  void thePageShowsItsParametersAndItAtWork(StrategyDescriptor descriptor) throws IOException {
    Path page = PAGES.resolve(descriptor.type() + ".md");
    compare(page, parameters(descriptor));
    String chart = descriptor.type() + ".png";
    assertThat(Files.readString(page)).contains("](" + chart + ")");
    assertThat(Files.size(PAGES.resolve(chart))).isLessThan(150_000);
  }

  @Test
  void noPageIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      List<String> pages =
          files.map(file -> file.getFileName().toString()).filter(f -> f.endsWith(".md")).toList();
      assertThat(pages).hasSize((int) all().count() + 1);
    }
  }
}
