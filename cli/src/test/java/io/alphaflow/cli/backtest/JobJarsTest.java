package io.alphaflow.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.backtest.BacktestTopology;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobJarsTest {

  @TempDir Path folder;

  @Test
  void aJobBringsItsClassesWithoutFlink() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Path plugin = Files.createFile(plugins.resolve("mine.jar"));
    List<Path> jars = JobJars.of(System.getProperty("java.class.path"), plugins, folder);
    assertThat(jars).contains(plugin.toAbsolutePath());
    assertThat(jars).noneMatch(jar -> jar.getFileName().toString().startsWith("flink-"));
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    try (URLClassLoader alone =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      for (String name :
          List.of(
              "io.alphaflow.backtest.engine.Backtest",
              "io.alphaflow.strategies.BuiltInStrategies",
              "org.apache.kafka.clients.consumer.KafkaConsumer",
              "org.postgresql.Driver",
              "org.apache.parquet.hadoop.ParquetFileReader",
              "com.fasterxml.jackson.databind.ObjectMapper",
              "de.siegmar.fastcsv.reader.CsvReader")) {
        assertThat(alone.getResource(name.replace('.', '/') + ".class")).as(name).isNotNull();
      }
      String flink = "org/apache/flink/streaming/api/environment/StreamExecutionEnvironment.class";
      assertThat(BacktestTopology.class.getClassLoader().getResource(flink)).isNotNull();
      assertThat(alone.getResource(flink)).isNull();
    }
  }
}
