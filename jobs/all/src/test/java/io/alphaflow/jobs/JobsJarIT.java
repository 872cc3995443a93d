package io.alphaflow.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The jar that is given to a cluster: everything that the jobs need and nothing that it has. */
class JobsJarIT {

  private static final Path JAR = Path.of("target/alphaflow-jobs.jar");

  @Test
  void hasEveryJob() throws IOException {
    assertThat(names())
        .contains(
            "io/alphaflow/ingest/IngestJob.class",
            "io/alphaflow/signals/SignalsJob.class",
            "io/alphaflow/risk/RiskJob.class",
            "io/alphaflow/execution/ExecutionSinkJob.class",
            "io/alphaflow/pnl/PnlJob.class",
            "io/alphaflow/archive/ArchiveJob.class");
  }

  @Test
  void hasTheConnectorsAndNotTheRuntime() throws IOException {
    assertThat(names())
        .contains(
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/flink/connector/base/source/reader/SourceReaderBase.class",
            "org/apache/flink/cep/CEP.class",
            "org/postgresql/Driver.class")
        .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/api/common/"))
        .noneMatch(name -> name.startsWith("org/apache/logging/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("kafka/server/"))
        .noneMatch(name -> name.endsWith(".SF"));
  }

  @Test
  void findsTheStrategiesAndTheMigrationsByTheirServiceFiles() throws IOException {
    assertThat(service("io.alphaflow.strategy.StrategyProvider"))
        .contains("io.alphaflow.strategies.");
    assertThat(service("org.flywaydb.core.extensibility.Plugin"))
        .contains("org.flywaydb.core.", "org.flywaydb.database.postgresql.");
  }

  private static Set<String> names() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
    }
  }

  private static String service(String name) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      byte[] text = jar.getInputStream(jar.getJarEntry("META-INF/services/" + name)).readAllBytes();
      return new String(text, StandardCharsets.UTF_8);
    }
  }
}
