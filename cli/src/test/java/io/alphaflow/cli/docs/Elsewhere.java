package io.alphaflow.cli.docs;

import java.util.Arrays;
import java.util.Optional;

/**
 * Commands of the documentation that need more than files or recorded logs: a desk that runs, a
 * whole demo, a Flink cluster, Python. They run in another place, not always with the words of the
 * example.
 */
enum Elsewhere {
  RUN_BOOKS("operations.md", "../.ci/runbooks", "docs/operations.md"),
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
   * @param word a command, an option that needs something, or a page
   */
  Elsewhere(String word, String place, String words) {
    this.word = word;
    this.place = place;
    this.words = words;
  }

  static Optional<Elsewhere> of(DocExample example) {
    return Arrays.stream(values()).filter(e -> e.runs(example)).findFirst();
  }

  private boolean runs(DocExample example) {
    if (word.endsWith(".md")) {
      return example.page().endsWith(word);
    }
    return word.startsWith("--")
        ? example.words().contains(word)
        : example.words().get(0).equals(word);
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
