package io.alphaflow.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class FaultScenarioTest {

  @Test
  void tellsAllErrorsWithTheirPlaceAndWhatWouldBeRight() {
    String text =
        """
        seed: soon
        faults:
          - {fault: drop}
          - {fault: drp, rate: 0.1}
          - {fault: drop, rate: 2}
          - {fault: delay, rate: 0.1, min: 90ms, max: 10ms}
          - {fault: stall, after: 3s, for: ever}
          - {fault: timeout, rate: 0.1, requests: 2, for: 3s}
          - {fault: close, atFrame: 3, rate: 0.1}
          - {fault: clock-skew, offset: much}
          - {fault: old-trades}
          - {fault: garbage, rate: 0.1, status: 500}
        """;
    assertThatThrownBy(() -> FaultScenario.parse(text))
        .asInstanceOf(InstanceOfAssertFactories.throwable(ConfigException.class))
        .extracting(ConfigException::errors, InstanceOfAssertFactories.list(String.class))
        .hasSize(11)
        .anyMatch(e -> e.startsWith("seed: \"soon\" is not accepted; expected a whole number"))
        .anyMatch(e -> e.startsWith("faults[0]: nothing starts it; expected exactly one of rate"))
        .anyMatch(
            e -> e.startsWith("faults[1].fault: \"drp\" is not accepted; expected one of drop"))
        .anyMatch(
            e -> e.startsWith("faults[2].rate: \"2\" is not accepted; expected a number from 0"))
        .anyMatch(
            e -> e.startsWith("faults[3].max: \"10ms\" is not accepted; expected at least min"))
        .anyMatch(
            e -> e.startsWith("faults[4].for: \"ever\" is not accepted; expected a time span"))
        .anyMatch(e -> e.startsWith("faults[5]: both \"for\" and \"requests\""))
        .anyMatch(e -> e.startsWith("faults[6]: more than one thing starts it"))
        .anyMatch(e -> e.startsWith("faults[7].offset: \"much\" is not accepted; expected a time"))
        .anyMatch(e -> e.startsWith("faults[8]: expected exactly one of keep"))
        .anyMatch(e -> e.startsWith("faults[9].status: unknown key"));
  }

  @Test
  void refusesRatesThatAddUpToMoreThanOne() {
    assertThatThrownBy(
            () ->
                FaultScenario.parse(
                    "faults: [{fault: drop, rate: 0.6}, {fault: duplicate, rate: 0.6}]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("add up to 1.2");
    assertThat(
            FaultScenario.parse("faults: [{fault: drop, rate: 0.6}, {fault: close, rate: 0.6}]")
                .rules())
        .hasSize(2);
  }

  @Test
  void readsJsonAndFilesAndNamesAMissingOne() throws IOException {
    assertThat(
            FaultScenario.parse("{\"seed\":3,\"faults\":[{\"fault\":\"close\",\"after\":\"2s\"}]}")
                .rules()
                .get(0)
                .when()
                .afterMillis())
        .isEqualTo(2_000);
    assertThatThrownBy(() -> FaultScenario.read(Path.of("nowhere.yaml")))
        .isInstanceOf(IOException.class)
        .hasMessage("nowhere.yaml: no such file");
  }

  /** What newcomers copy must work and show each fault. */
  @Test
  void theExampleInTheDocumentationHasEachFault() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    String page = Files.readString(root.resolve("docs").resolve("simulator.md"));
    Matcher example = Pattern.compile("```yaml\n(seed:.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(example.find()).isTrue();
    assertThat(FaultScenario.parse(example.group(1)).rules())
        .extracting(FaultRule::fault)
        .containsAll(Stream.of(Fault.values()).toList());
  }
}
