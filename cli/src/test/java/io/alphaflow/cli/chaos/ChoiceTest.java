package io.alphaflow.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.UsageError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoiceTest {

  private static final List<FaultKind> ALL = Arrays.asList(FaultKind.values());

  @Test
  void eachFaultHasItsTurnFirst() {
    assertThat(kinds(new Choice(7, ALL), ALL.size())).isEqualTo(ALL);
  }

  @Test
  void theSameSeedChoosesTheSameFaultsAndParameters() {
    assertThat(kinds(new Choice(7, ALL), 200)).isEqualTo(kinds(new Choice(7, ALL), 200));
    assertThat(new Choice(7, ALL).parameters(40).nextLong())
        .isEqualTo(new Choice(7, ALL).parameters(40).nextLong());
  }

  @Test
  void anotherSeedAndAnotherRoundChooseOtherwise() {
    assertThat(kinds(new Choice(8, ALL), 200)).isNotEqualTo(kinds(new Choice(7, ALL), 200));
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(round -> new Choice(7, ALL).parameters(round).nextLong()))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyFaultComesUpAgain() {
    Choice choice = new Choice(1, ALL);
    assertThat(IntStream.rangeClosed(ALL.size() + 1, 500).mapToObj(choice::kind)).containsAll(ALL);
  }

  @Test
  void faultsAreNamedAsAPersonReadsThem() {
    assertThat(FaultKind.parse(List.of("disk-full", "kill-broker", "disk-full")))
        .containsExactly(FaultKind.DISK_FULL, FaultKind.KILL_BROKER);
    assertThatThrownBy(() -> FaultKind.parse(List.of("fire")))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("--faults fire")
        .hasMessageContaining("cut-network");
  }

  private static List<FaultKind> kinds(Choice choice, int rounds) {
    return IntStream.rangeClosed(1, rounds).mapToObj(choice::kind).toList();
  }
}
