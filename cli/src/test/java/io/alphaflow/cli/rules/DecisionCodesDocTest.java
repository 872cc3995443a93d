package io.alphaflow.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.risk.control.DecisionCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of codes in the documentation is the enum. */
class DecisionCodesDocTest {

  private static final Path PAGE = Path.of("..", "docs", "decision-codes.md");

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Why a signal was rejected

            Every rejected decision names all the rules that it broke, each with the limit and what was found.

            | code | control | what holds for every approved order |
            |---|---|---|
            """);
    for (DecisionCode code : DecisionCode.values()) {
      page.append("| `%s` | %s | %s |%n".formatted(code.name(), code.control(), code.rule()));
    }
    return page.toString();
  }

  @Test
  void theTableListsEveryCode() throws Exception {
    if (Boolean.getBoolean("alphaflow.docs.write")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE))
        .as("docs/decision-codes.md should be:\n" + page())
        .isEqualTo(page());
  }
}
