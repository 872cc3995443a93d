package io.alphaflow.cli.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Commands of the documentation that need more than files or recorded logs: a desk that runs, a
 * whole demo, Python. They run in another place, not always with the words of the example.
 */
enum Elsewhere {
  DEMO("demo", "demo/DemoE2ETest.java", "\"--data\""),
  NOTEBOOK("notebook", "../.ci/run", "./alphaflow notebook --run"),
  FLINK("--flink", "backtest/BacktestSourcesIT.java", "\"--flink\""),
  HALT("halt", "risk/StopCommandsIT.java", "new HaltCommand()"),
  FLATTEN("flatten", "risk/StopCommandsIT.java", "new FlattenCommand()"),
  RESUME("resume", "risk/StopCommandsIT.java", "new ResumeCommand()"),
  LIMITS("limits", "risk/LimitsIT.java", "new LimitsCommand()"),
  STRATEGY("strategy", "strategy/StrategyE2ETest.java", "\"strategy\"");

  private final List<String> begins;
  private final String place;
  private final String words;

  Elsewhere(String begins, String place, String words) {
    this.begins = List.of(begins.split(" "));
    this.place = place;
    this.words = words;
  }

  static Optional<Elsewhere> of(DocExample example) {
    return Arrays.stream(values())
        .filter(
            e ->
                example.begins(e.begins.toArray(String[]::new))
                    || e.begins.get(0).startsWith("--") && example.words().containsAll(e.begins))
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
