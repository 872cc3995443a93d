package io.alphaflow.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.risk.control.ControlNumber;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.limit.Limit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the risk controls says what the code does. */
class RiskControlsDocTest {

  private static final Path PAGE = Path.of("..", "docs", "risk-controls.md");

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Risk controls

            Every order passes all of them, always; a rejected signal names each that failed, with the limit and what
            was found. `./alphaflow drill` shows for each, against the limits of a configuration, the order at which it
            fires; the build runs the same drills, and that a drill fails when its control is taken away.
            Limits are written and looked up as [configuration.md](configuration.md#risk) says. Codes with a star
            can be waived for a time by two persons (`./alphaflow override`).

            | | control | what it does | codes | limits |
            |---|---|---|---|---|
            """);
    for (ControlNumber control : ControlNumber.values()) {
      page.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(
                  control,
                  control.title(),
                  control.how(),
                  control.codes().stream()
                      .map(c -> "`" + c + "`" + (c.isOverridable() ? "\\*" : ""))
                      .collect(Collectors.joining(" ")),
                  control.limits().stream()
                      .map(limit -> "`" + limit.key() + "`")
                      .collect(Collectors.joining(" "))));
    }
    page.append(
        """

        ## Limits

        | limit | control | what is limited | accepted | default | levels |
        |---|---|---|---|---|---|
        """);
    for (Limit limit : Limit.values()) {
      page.append(
          "| `%s` | %s | %s | %s | %s | %s |\n"
              .formatted(
                  limit.key(),
                  limit.control(),
                  limit.meaning(),
                  limit.kind().accepted(),
                  limit.fallback().map(v -> limit.kind().format(v)).orElse("none: rejects"),
                  switch (limit.place()) {
                    case ANY -> "all";
                    case STRATEGY -> "desk, account, strategy";
                    case ACCOUNT -> "desk, account";
                  }));
    }
    page.append(
        """

        ## Rules

        | code | control | what holds for every approved order |
        |---|---|---|
        """);
    for (DecisionCode code : DecisionCode.values()) {
      page.append("| `%s` | %s | %s |\n".formatted(code, code.control(), code.rule()));
    }
    return page.toString();
  }

  @Test
  void thePageSaysWhatTheCodeDoes() throws Exception {
    if (Boolean.getBoolean("alphaflow.docs.write")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE))
        .as("write it with -Dalphaflow.docs.write=true")
        .isEqualTo(page());
  }

  @Test
  void everyCodeAndLimitBelongsToAControl() {
    assertThat(Stream.of(ControlNumber.values()).flatMap(c -> c.codes().stream()))
        .containsExactlyInAnyOrder(DecisionCode.values());
    assertThat(Stream.of(ControlNumber.values()).flatMap(c -> c.limits().stream()))
        .containsExactlyInAnyOrder(Limit.values());
  }
}
