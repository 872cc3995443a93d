package io.alphaflow.cli.lookahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.CommandRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckLookaheadUsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing | there is no strategy nothing",
        "ma-cross(speed=3) | ma-cross: ",
        "ma-cross(fast=9,slow=3) | ma-cross: ",
        "ma-cross(fast=9 | is not a strategy"
      })
  void whatIsNoStrategyOrParameterIsWrongUsage(String strategy, String why) {
    CommandRun run = CommandRun.of(new CheckLookaheadCommand(), strategy, "--data", "pom.xml");
    assertThat(run.code()).as(run.text()).isEqualTo(2);
    assertThat(run.err()).contains(why);
  }
}
