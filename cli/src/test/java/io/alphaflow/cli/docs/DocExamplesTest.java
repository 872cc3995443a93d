package io.alphaflow.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples in the docs run. Here are those that need files only; {@link DeskExamplesIT} has
 * those that read a desk's logs or its database, {@link Elsewhere} names the rest.
 */
class DocExamplesTest {

  private static final Set<String> OF_FILES =
      Set.of("backtest", "bars", "check-lookahead", "indicators");

  @TempDir static Path folder;
  private static ExampleFolder files;

  @BeforeAll
  static void write() throws IOException {
    files = new ExampleFolder(folder);
    files.klines(3);
    files.stock("AAPL.csv");
    files.stock("bars.csv");
    files.trades("trades.csv.gz");
    files.capture("captures/binance_BTCUSDT_20240131.gz");
  }

  /** Whether it needs files only. */
  static boolean isOfFiles(DocExample example) {
    return Elsewhere.of(example).isEmpty()
        && OF_FILES.contains(example.words().get(0))
        && Stream.of("--topic", "--database", "--store").noneMatch(example.words()::contains);
  }

  @TestFactory
  Stream<DynamicTest> runs() throws IOException {
    List<DocExample> examples =
        DocExample.all().stream().filter(DocExamplesTest::isOfFiles).toList();
    assertThat(examples).hasSizeGreaterThan(7);
    return examples.stream()
        .map(example -> DynamicTest.dynamicTest(example.toString(), () -> check(example)));
  }

  private static void check(DocExample example) throws IOException {
    CommandRun run = files.run(example);
    assertThat(run.code()).as("%s%n%s", example, run.text()).isZero();
    assertThat(run.out()).isNotBlank();
  }

  @Test
  void whatRunsElsewhereIsThere() throws IOException {
    for (Elsewhere elsewhere : Elsewhere.values()) {
      assertThat(Path.of(elsewhere.place()))
          .content()
          .as("%s", elsewhere)
          .contains(elsewhere.words());
      assertThat(DocExample.all())
          .anyMatch(e -> Elsewhere.of(e).filter(elsewhere::equals).isPresent());
    }
  }

  @Test
  void wordsAreThoseOfAShell() {
    assertThat(DocExample.words("./x  --name 'a b' \"c d\"e --n=1#2 # comment 'x"))
        .containsExactly("./x", "--name", "a b", "c de", "--n=1#2");
  }

  @Test
  void anExampleThatDoesNotRunIsFound() throws IOException {
    DocExample wrong =
        new DocExample(
            Path.of("page.md"), 1, List.of("backtest", "--data", "AAPL.csv", "--stratgy", "x"));
    assertThat(files.run(wrong).code()).isEqualTo(2);
  }
}
