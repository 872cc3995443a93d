package io.alphaflow.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;

/**
 * A standalone Flink session cluster: a JobManager and a TaskManager as processes of their own,
 * started as Flink's scripts do it, with the memory flags that Flink itself computes from the
 * configuration.
 *
 * @param installation whose jars
 * @param conf folder of {@code config.yaml} and {@code log4j.properties}
 * @param temp temporary files of both, a folder for each
 */
public record StandaloneFlink(FlinkInstallation installation, Path conf, Path temp) {

  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ALL_OPTIONS = "env.java.opts.all";

  /** The two kinds of process. */
  public enum Role {
    JOB_MANAGER(
        "GET_JM_RESOURCE_PARAMS",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        "env.java.opts.jobmanager"),
    TASK_MANAGER(
        "GET_TM_RESOURCE_PARAMS",
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        "env.java.opts.taskmanager");

    private final String question;
    private final String main;
    private final String options;

    Role(String question, String main, String options) {
      this.question = question;
      this.main = main;
      this.options = options;
    }
  }

  /** Writes the configuration, in Flink's own format. */
  public void write(Configuration configuration, String log4j) throws IOException {
    Files.createDirectories(conf);
    List<String> lines = ConfigurationUtils.convertConfigToWritableLines(configuration, false);
    Files.write(conf.resolve("config.yaml"), lines);
    Files.writeString(conf.resolve("log4j.properties"), log4j);
  }

  /**
   * Starts a process.
   *
   * @param daemon knows it from then on
   * @param logFile its log, which the web UI shows too
   */
  public void start(Role role, Daemon daemon, Path logFile, Configuration configuration)
      throws IOException {
    start(role, daemon, logFile, configuration, List.of(), List.of());
  }

  /**
   * The same in another place, such as a network namespace.
   *
   * @param before program and arguments in front of its command, which they must become
   * @param arguments further ones
   */
  public void start(
      Role role,
      Daemon daemon,
      Path logFile,
      Configuration configuration,
      List<String> before,
      List<String> arguments)
      throws IOException {
    Path own = temp.resolve(daemon.name());
    Folders.delete(own);
    Files.createDirectories(own);
    Files.createDirectories(logFile.getParent());
    List<String> resources = resources(role);
    List<String> command = new ArrayList<>(before);
    command.add(java());
    command.addAll(words(resources.get(0)));
    command.addAll(words(configuration.getString(ALL_OPTIONS, "")));
    command.addAll(words(configuration.getString(role.options, "")));
    command.add("-Djava.io.tmpdir=" + own);
    command.add("-Dlog.file=" + logFile);
    command.add("-Dlog4j.configurationFile=" + conf.resolve("log4j.properties"));
    command.addAll(List.of("-cp", installation.classPath(), role.main));
    command.addAll(List.of("--configDir", conf.toString()));
    command.addAll(words(resources.get(1)));
    // Not one for all: the next one that starts would delete it while others begin to use it.
    command.addAll(List.of("-D", "io.tmp.dirs=" + own));
    command.addAll(arguments);
    daemon.start(command, environment());
  }

  /** The flags of the JVM, then the settings that go with them. */
  private List<String> resources(Role role) throws IOException {
    Command.Result result =
        Command.run(
            PATIENCE,
            environment(),
            List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                installation.classPath(),
                "org.apache.flink.runtime.util.bash.BashJavaUtils",
                role.question,
                "--configDir",
                conf.toString()));
    List<String> lines =
        result
            .output()
            .lines()
            .filter(line -> line.startsWith(RESULT))
            .map(line -> line.substring(RESULT.length()))
            .toList();
    if (!result.successful() || lines.size() < 2) {
      throw new IllegalStateException(
          "Flink cannot divide the memory that "
              + conf.resolve("config.yaml")
              + " names: "
              + result.tail());
    }
    return lines;
  }

  private Map<String, String> environment() {
    return Map.of(
        "FLINK_CONF_DIR", conf.toString(),
        "FLINK_LIB_DIR", installation.lib().toString(),
        "FLINK_PLUGINS_DIR", installation.plugins().toString());
  }

  private static List<String> words(String text) {
    return Stream.of(text)
        .flatMap(t -> Arrays.stream(t.strip().split("\\s+")))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The program that runs this JVM. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
