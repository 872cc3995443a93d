package io.alphaflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.audit.AuditCommand;
import io.alphaflow.cli.backtest.BacktestCommand;
import io.alphaflow.cli.history.ExportCommand;
import io.alphaflow.cli.parity.ParityCommand;
import io.alphaflow.cli.replay.ReplayCommand;
import io.alphaflow.cli.verify.VerifyCommand;
import io.alphaflow.cli.whatif.WhatIfCommand;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PeriodTest {

  @Test
  void readsDaysAndTimes() {
    assertThat(Period.of(null, null)).isEqualTo(Period.ALL);
    Period day = Period.of("2024-01-31", "2024-01-31T09:30:00.5Z");
    assertThat(day.from()).isEqualTo(1_706_659_200_000_000L);
    assertThat(day.to() - day.from()).isEqualTo((9 * 3600 + 1800) * 1_000_000L + 500_000);
    assertThat(Period.of("2024-01-31T09:30:00", null).to()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> Period.of("2024-02-01", "2024-01-31"))
        .isInstanceOf(UsageError.class)
        .hasMessage("--from 2024-02-01 --to 2024-01-31: there is nothing between them");
  }

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of(new VerifyCommand(), ""),
        Arguments.of(new WhatIfCommand(), ""),
        Arguments.of(new ParityCommand(), ""),
        Arguments.of(new ExportCommand(), "--what trades"),
        Arguments.of(new ReplayCommand(), "--topic market.trades --into x"),
        Arguments.of(new AuditCommand(), "verify"),
        Arguments.of(new BacktestCommand(), "--data pom.xml --strategy ma-cross"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandReadsThemSo(Object command, String needs) {
    String[] words = (needs + " --from yesterday").strip().split(" ");
    CommandRun run = CommandRun.of(command, words);
    assertThat(run.code()).as(run.text()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "--from yesterday: expected a time such as 2024-01-31 or 2024-01-31T09:30:00Z, UTC");
  }
}
