package io.alphaflow.cli.cluster;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.runtime.LocalDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the processes of the broker and of the database run. Not for persons. */
@Command(
    name = "serve",
    hidden = true,
    description = "Run a server of the cluster in this process until it is asked to end.")
final class ServeCommand implements Callable<Integer> {

  /** Which server. */
  enum Server {
    KAFKA,
    DATABASE
  }

  @Parameters(paramLabel = "SERVER", description = "kafka or database")
  private Server server;

  @Option(names = "--folder", required = true, description = "Its files")
  private Path folder;

  @Option(names = "--port", required = true, description = "Its port")
  private int port;

  @Option(names = "--kind", defaultValue = "auto", description = "Kind of database")
  private String kind;

  @Option(names = "--ready", required = true, description = "Written when it serves")
  private Path ready;

  @Mixin private HelpOption help;

  @Override
  public Integer call() throws Exception {
    CountDownLatch wanted = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> waitFor(wanted, closed), "serve-stop"));
    Files.deleteIfExists(ready);
    try {
      Runnable stop = start();
      wanted.await();
      stop.run();
    } finally {
      closed.countDown();
    }
    return 0;
  }

  /** Starts it and says how it is stopped. */
  private Runnable start() throws Exception {
    if (server == Server.KAFKA) {
      KafkaBroker broker = KafkaBroker.start(folder, port);
      ready(broker.bootstrapServers());
      return broker::close;
    }
    LocalDatabase database =
        LocalDatabase.start(
            DatabaseOptions.in(folder)
                .withPreference(DatabaseOptions.Preference.parse(kind))
                .withPort(port));
    OperatorKeys.writePrivately(password(ready), database.password());
    ready(String.join("\n", database.jdbcUrl(), database.user(), database.description()));
    return database::close;
  }

  /** Where the database's password is. */
  static Path password(Path ready) {
    return ready.resolveSibling("database-password");
  }

  /** In one step: who waits for the file may read it at once. */
  private void ready(String text) throws Exception {
    Path half = ready.resolveSibling(ready.getFileName() + ".new");
    Files.writeString(half, text + "\n");
    Files.move(half, ready, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void waitFor(CountDownLatch wanted, CountDownLatch closed) {
    wanted.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
