package io.alphaflow.cli.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interpreters here are scripts: no network is asked. */
class PythonTest {

  @TempDir Path work;

  private Path requirements;
  private Python python;

  @BeforeEach
  void requirements() throws IOException {
    requirements = Files.writeString(work.resolve("requirements.txt"), "jupyterlab==1\n");
    python = new Python(work.resolve("home/python"), work.resolve("logs/notebook.log"));
  }

  /** A Python whose steps -c, -m venv and pip end with these codes. */
  private String interpreter(int check, int venv, int pip) throws IOException {
    Path program = work.resolve("python-" + check + venv + pip);
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$1 $2" in
          "-c "*) exit %d ;;
          "-m venv")
            [ %d = 0 ] || { echo "ensurepip is not available"; exit 1; }
            mkdir -p "$4/bin"
            cp "$0" "$4/bin/python"
            ;;
          "-m pip")
            [ %d = 0 ] || { echo "No matching distribution found"; exit 1; }
            echo x > "$(dirname "$0")/jupyter"
            echo run >> "%s"
            ;;
        esac
        """
            .formatted(check, venv, pip, work.resolve("installs")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program.toString();
  }

  @Test
  void isMadeOnceAndAgainWhenTheVersionsChange() throws Exception {
    assertThat(python.holds(requirements)).isFalse();
    python.make(interpreter(0, 0, 0), requirements);
    assertThat(python.holds(requirements)).isTrue();
    Files.writeString(requirements, "jupyterlab==2\n");
    assertThat(python.holds(requirements)).isFalse();
    python.make(interpreter(0, 0, 0), requirements);
    assertThat(python.holds(requirements)).isTrue();
    assertThat(Files.readAllLines(work.resolve("installs"))).hasSize(2);
  }

  @Test
  void saysWhatToDoWithoutPython() {
    assertThatThrownBy(() -> python.make(work.resolve("nowhere").toString(), requirements))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("3.11")
        .hasMessageContaining("there is no " + work.resolve("nowhere"))
        .hasMessageContaining("ALPHAFLOW_PYTHON");
  }

  @Test
  void saysWhenPythonIsTooOld() {
    assertThatThrownBy(() -> python.make(interpreter(1, 0, 0), requirements))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is older");
  }

  @Test
  void saysWhatIsMissingForAnEnvironment() {
    assertThatThrownBy(() -> python.make(interpreter(0, 1, 0), requirements))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("python3-venv")
        .hasMessageContaining("ensurepip is not available");
  }

  @Test
  void whatCouldNotBeInstalledIsTriedAgain() throws Exception {
    assertThatThrownBy(() -> python.make(interpreter(0, 0, 1), requirements))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("PyPI")
        .hasMessageContaining("No matching distribution found");
    assertThat(python.holds(requirements)).isFalse();
    python.make(interpreter(0, 0, 0), requirements);
    assertThat(python.holds(requirements)).isTrue();
  }
}
