package io.alphaflow.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

  private static final String HERE = "http://127.0.0.1:8081";

  @TempDir Path folder;

  @Test
  void tellsTheSavepointsOfAJobOnACluster() throws IOException {
    Catalogue catalogue = new Catalogue(folder);
    catalogue.add(savepoint(HERE, "risk", "file:/s/1"));
    catalogue.add(savepoint("http://elsewhere:8081", "risk", "file:/s/2"));
    catalogue.add(savepoint(HERE, "pnl", "file:/s/3"));
    catalogue.add(savepoint(HERE, "risk", "file:/s/4"));

    assertThat(new Catalogue(folder).savepoints(HERE, DeskJob.RISK))
        .extracting(Savepoint::path)
        .containsExactly("file:/s/1", "file:/s/4");
  }

  @Test
  void findsARunByItsId() throws IOException {
    Catalogue catalogue = new Catalogue(folder);
    Deployment first = new Deployment("t", HERE, "risk", "a1", "jar1", "", 1, "");
    Deployment second = new Deployment("t", HERE, "risk", "a2", "jar2", "file:/s/1", 2, "a1");
    catalogue.add(first);
    catalogue.add(second);

    assertThat(catalogue.deployment(HERE, DeskJob.RISK, "a2")).contains(second);
    assertThat(catalogue.deployment(HERE, DeskJob.RISK, second.replaces())).contains(first);
    assertThat(catalogue.deployment(HERE, DeskJob.PNL, "a2")).isEmpty();
  }

  @Test
  void keepsAJarThatIsBuiltAnewElsewhere() throws IOException {
    Catalogue catalogue = new Catalogue(folder.resolve("cluster"));
    Path jar = folder.resolve("jobs.jar");
    Files.writeString(jar, "one");
    String one = catalogue.keep(jar);
    Files.writeString(jar, "two");
    String two = catalogue.keep(jar);

    assertThat(one).hasSize(16).isNotEqualTo(two);
    assertThat(catalogue.jar(one)).hasContent("one");
    assertThat(catalogue.jar(two)).hasContent("two");
    assertThat(catalogue.keep(jar)).isEqualTo(two);
  }

  @Test
  void saysWhichJarIsNotThere() {
    Catalogue catalogue = new Catalogue(folder);
    assertThatThrownBy(() -> catalogue.keep(folder.resolve("none.jar")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.jar");
    assertThatThrownBy(() -> catalogue.jar("0123"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the jar 0123 is not in");
  }

  @Test
  void forgetsThisMachineAndNotWhatRunsElsewhere() throws IOException {
    Catalogue catalogue = new Catalogue(folder);
    String here = catalogue.keep(Files.writeString(folder.resolve("here.jar"), "here"));
    String there = catalogue.keep(Files.writeString(folder.resolve("there.jar"), "there"));
    Deployment elsewhere = new Deployment("t", HERE, "risk", "a2", there, "", 1, "");
    catalogue.add(new Deployment("t", Catalogue.THIS_MACHINE, "risk", "a1", here, "", 1, ""));
    catalogue.add(elsewhere);
    catalogue.add(savepoint(Catalogue.THIS_MACHINE, "risk", "file:/s/1"));
    catalogue.add(savepoint(HERE, "risk", "file:/s/2"));

    catalogue.forgetThisMachine();

    assertThat(catalogue.savepoints(Catalogue.THIS_MACHINE, DeskJob.RISK)).isEmpty();
    assertThat(catalogue.deployments(Catalogue.THIS_MACHINE, DeskJob.RISK)).isEmpty();
    assertThat(catalogue.savepoints(HERE, DeskJob.RISK))
        .extracting(Savepoint::path)
        .containsExactly("file:/s/2");
    assertThat(catalogue.deployments(HERE, DeskJob.RISK)).containsExactly(elsewhere);
    assertThat(catalogue.jar(there)).hasContent("there");
    assertThatThrownBy(() -> catalogue.jar(here)).isInstanceOf(UserError.class);
  }

  private static Savepoint savepoint(String flink, String job, String path) {
    return new Savepoint("2026-01-01T00:00:00Z", flink, job, "id", "stop", path, "jar", 1);
  }
}
