package io.alphaflow.cli.docs;

import java.util.Arrays;
import java.util.Optional;

/**
 * Commands of the documentation that need more than files or recorded logs: a desk that runs, a
 * whole demo, a Flink cluster, Python. They run in another place, not always with the words of the
 * example.
 */
enum Elsewhere {
  DEMO("demo", "demo/DemoE2ETest.java", "\"--data\""),
  FLINK("--flink", "backtest/BacktestSourcesIT.java", "\"--flink\""),
  CLUSTER("cluster", "../.ci/cluster", "./alphaflow cluster up"),
  SUBMIT("submit", "../.ci/cluster", "./alphaflow submit all"),
  UPGRADE("upgrade", "../.ci/cluster", "./alphaflow upgrade all"),
  NOTEBOOK("notebook", "../.ci/run", "./alphaflow notebook --run"),
  HALT("halt", "risk/StopCommandsIT.java", "new HaltCommand()"),
  FLATTEN("flatten", "risk/StopCommandsIT.java", "new FlattenCommand()"),
  RESUME("resume", "risk/StopCommandsIT.java", "new ResumeCommand()"),
  LIMITS("limits", "risk/LimitsIT.java", "new LimitsCommand()"),
  STRATEGY("strategy", "strategy/StrategyE2ETest.java", "\"strategy\"");

  private final String word;
  private final String place;
  private final String words;

  /**
   * @param word a command, or an option that needs something
   */
  Elsewhere(String word, String place, String words) {
    this.word = word;
    this.place = place;
    this.words = words;
  }

  static Optional<Elsewhere> of(DocExample example) {
    return Arrays.stream(values())
        .filter(
            e ->
                e.word.startsWith("--")
                    ? example.words().contains(e.word)
                    : example.words().get(0).equals(e.word))
        .findFirst();
  }

  /** The file that runs it: a test of this module, or a script from this module's folder. */
  String place() {
    return place.startsWith("..") ? place : "src/test/java/io/alphaflow/cli/" + place;
  }

  /** What that file has when it does. */
  String words() {
    return words;
  }
}
