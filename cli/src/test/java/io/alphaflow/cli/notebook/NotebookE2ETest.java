package io.alphaflow.cli.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.demo.AlphaFlowProcess;
import io.alphaflow.common.identity.Sha256;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.LocalDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command with a real database that a desk has left, and a Jupyter that writes down what it is
 * told. That the notebooks themselves run through is shown with the demo's database and the real
 * one.
 */
@Timeout(120)
class NotebookE2ETest {

  @TempDir Path home;

  @AfterEach
  void leaveNothingRunning() throws Exception {
    AlphaFlowProcess.killAll();
  }

  /** A desk ran here and has ended. */
  private String ended() throws Exception {
    DeskFolder folder = new DeskFolder(home.resolve("demo"));
    try (LocalDatabase database =
        LocalDatabase.start(
            DatabaseOptions.in(folder.database())
                .withPreference(DatabaseOptions.Preference.EMBEDDED))) {
      Files.createDirectories(folder.secrets());
      Files.writeString(folder.databasePassword(), database.password());
      Files.writeString(
          folder.configFile(),
          """
          desk: test
          kafka: {bootstrapServers: "127.0.0.1:1"}
          venue: {name: sim, restUrl: x, streamUrl: x, wsApiUrl: x, symbols: [BTC/USD]}
          accounts:
            - {id: main, currency: USD, apiKey: "${env:NONE}", secret: "${env:NONE}"}
          database: {jdbcUrl: "%s", user: "%s", password: "${file:%s}"}
          """
              .formatted(database.jdbcUrl(), database.user(), folder.databasePassword()));
      return database.password();
    }
  }

  /** Ends with 0 when the database that it is told of answers. */
  private void jupyter() throws Exception {
    Path python = home.resolve("notebooks/python");
    Path program = python.resolve("bin/jupyter");
    Files.createDirectories(program.getParent());
    Files.writeString(
        program,
        """
        #!/bin/bash
        echo "$@" >> "%1$s/arguments"
        env | grep ^ALPHAFLOW_ > "%1$s/environment"
        address=${ALPHAFLOW_JDBC_URL#jdbc:postgresql://}
        address=${address%%%%/*}
        exec 3<>"/dev/tcp/${address%%:*}/${address##*:}"
        """
            .formatted(home));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Path requirements = Path.of("..", "notebooks", "requirements.txt");
    Files.writeString(
        python.resolve("requirements.sha256"), Sha256.hex(Files.readAllBytes(requirements)));
  }

  @Test
  void startsTheDatabaseThatTheDeskLeftAndTellsOfItByTheEnvironmentOnly() throws Exception {
    String password = ended();
    jupyter();
    AlphaFlowProcess all =
        AlphaFlowProcess.run(home, "notebook", "--run", "--json", "--account", "main");
    assertThat(all.exitCode()).as(all.stderr()).isZero();
    JsonNode done = new ObjectMapper().readTree(all.stdout()).get("notebooks");
    assertThat(done.findValuesAsText("name"))
        .contains("desk-overview", "execution-quality", "risk-review", "strategy-research");
    List<String> environment = Files.readAllLines(home.resolve("environment"));
    assertThat(environment)
        .contains(
            "ALPHAFLOW_DB_PASSWORD=" + password,
            "ALPHAFLOW_ACCOUNT=main",
            "ALPHAFLOW_CONFIG=" + home.resolve("demo/desk.yaml"));
    assertThat(Files.readString(home.resolve("arguments")))
        .contains("nbconvert", "risk-review.ipynb")
        .doesNotContain(password);
    assertThat(all.stdout() + all.stderr()).doesNotContain(password);
    assertThat(ProcessHandle.allProcesses().filter(this::isOurs)).isEmpty();
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().commandLine().filter(line -> line.contains(home.toString())).isPresent();
  }

  @Test
  void aDeskThatNeverRanAndANotebookThatIsNotThereAreToldSo() throws Exception {
    AlphaFlowProcess none = AlphaFlowProcess.run(home, "notebook");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.stderr()).contains("./alphaflow demo");
    AlphaFlowProcess unknown = AlphaFlowProcess.run(home, "notebook", "--run", "desk-review");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.stderr()).contains("no notebook desk-review").contains("risk-review");
    AlphaFlowProcess wrong = AlphaFlowProcess.run(home, "notebook", "risk-review");
    assertThat(wrong.exitCode()).isEqualTo(2);
  }

  @Test
  void aDatabaseOfSomebodyElseIsNotReplacedByAnOlderOneOfOurs() throws Exception {
    ended();
    jupyter();
    Files.writeString(home.resolve("demo/secrets/database-password"), "another");
    AlphaFlowProcess run = AlphaFlowProcess.run(home, "notebook", "--run");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr()).contains("the desk's database does not answer");
  }
}
