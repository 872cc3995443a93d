package io.alphaflow.cli.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.DeskDatabase;
import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.json.JsonCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code alphaflow notebook}. */
@Command(
    name = "notebook",
    description = {
      "Look at a desk in Jupyter: starts it with the notebooks of this project,",
      "connected to the desk's database, read-only. Of a demo that has ended the",
      "database is started, too. Needs Python 3.11 or newer (ALPHAFLOW_PYTHON names",
      "one) and, the first time, PyPI."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 a notebook did not run through, or failed, 2 wrong usage."
    },
    sortOptions = false)
public final class NotebookCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "With --run: which notebooks, such as risk-review (default: all)")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--run",
      description = "Run them from top to bottom without a browser and write HTML")
  private boolean run;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "With --run: where the HTML goes (default: notebooks in .alphaflow)")
  private Path out;

  @Option(names = "--account", paramLabel = "ID", description = "Look at this account")
  private String account;

  @Option(
      names = "--no-browser",
      description = "Do not open a browser; Jupyter prints the address to open")
  private boolean noBrowser;

  @Mixin private DeskOption desk;

  @Option(names = "--json", description = "With --run: one JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private final NotebookFolder notebooks = NotebookFolder.ofProject();
  private final Path home = DeskFolder.home().resolve("notebooks");

  @Override
  public Integer call() throws Exception {
    if (!run && (!names.isEmpty() || out != null || json)) {
      throw new ParameterException(
          spec.commandLine(),
          "NAME, --out and --json go with --run: without it Jupyter is started.");
    }
    List<Path> files = new ArrayList<>();
    for (String name : names.isEmpty() ? notebooks.names() : names) {
      files.add(notebooks.file(name));
    }
    try (DeskDatabase database = desk.database()) {
      Python python = python();
      Map<String, String> environment = environment(database);
      return run ? runAll(files, python, environment) : jupyter(python, environment);
    }
  }

  private Python python() throws IOException, InterruptedException {
    Python python =
        new Python(home.resolve("python"), DeskFolder.home().resolve("logs/notebook.log"));
    if (!python.holds(notebooks.requirements())) {
      spec.commandLine()
          .getErr()
          .println("Installing Jupyter in " + python.folder() + " (once, about a minute) ...");
      python.make(
          Optional.ofNullable(System.getenv("ALPHAFLOW_PYTHON")).orElse("python3"),
          notebooks.requirements());
    }
    return python;
  }

  /** The connection goes by the environment: other users do not see it, as they see arguments. */
  private Map<String, String> environment(DeskDatabase database) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("ALPHAFLOW_JDBC_URL", database.jdbcUrl());
    environment.put("ALPHAFLOW_DB_USER", database.user());
    environment.put("ALPHAFLOW_DB_PASSWORD", database.password());
    environment.put("ALPHAFLOW_CONFIG", desk.configFile().toString());
    if (account != null) {
      environment.put("ALPHAFLOW_ACCOUNT", account);
    }
    // What the tools write belongs beside the desk's files, not into the user's home.
    environment.put("IPYTHONDIR", home.resolve("ipython").toString());
    environment.put("MPLCONFIGDIR", home.resolve("matplotlib").toString());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    return environment;
  }

  private int jupyter(Python python, Map<String, String> environment) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                python.program("jupyter").toString(), "lab", "--notebook-dir=" + notebooks.path()));
    if (noBrowser) {
      command.add("--no-browser");
    }
    if (System.getProperty("user.name").equals("root")) {
      command.add("--allow-root");
    }
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    Process process = builder.start();
    // Ctrl-C reaches Jupyter as well, which asks before it ends: the database runs until then.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process.waitFor() == 0 ? 0 : 1;
  }

  private int runAll(List<Path> files, Python python, Map<String, String> environment)
      throws Exception {
    Path folder = (out == null ? home.resolve("html") : out).toAbsolutePath();
    Files.createDirectories(folder);
    PrintWriter text = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    ArrayNode done = JsonCodec.object().putArray("notebooks");
    for (Path file : files) {
      String name = file.getFileName().toString().replace(".ipynb", "");
      long began = System.nanoTime();
      List<String> command =
          List.of(
              python.program("jupyter").toString(),
              "nbconvert",
              "--to=html",
              "--execute",
              "--output-dir=" + folder,
              file.toString());
      if (python.run(command, environment) != 0) {
        throw new UserError("notebook " + name + " did not run through:\n" + python.lastLines());
      }
      double seconds = Math.round((System.nanoTime() - began) / 1e8) / 10.0;
      Path html = folder.resolve(name + ".html");
      text.printf("  %-22s %5.1f s   %s%n", name, seconds, html);
      text.flush();
      done.addObject().put("name", name).put("seconds", seconds).put("html", html.toString());
    }
    if (json) {
      ObjectNode object = JsonCodec.object();
      object.set("notebooks", done);
      spec.commandLine().getOut().println(object);
    }
    return 0;
  }
}
