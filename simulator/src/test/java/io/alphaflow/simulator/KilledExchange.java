package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;

import io.alphaflow.simulator.journal.JournalFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An exchange with a journal in a process of its own, which a test can kill. */
final class KilledExchange implements AutoCloseable {

  static final String KEY = "desk-key";
  static final String SECRET = "a-secret";
  static final int TRADES = 20_000;

  private final Process process;
  private final String port;

  private KilledExchange(Process process, String port) {
    this.process = process;
    this.port = port;
  }

  /** The process: plays the journal's market at a thousand times its speed until it is killed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SimAccount account =
        SimAccount.hmac(
            "desk", KEY, SECRET, Map.of("USD", amount("100000000"), "BTC", amount("100000")));
    SimulatedExchange exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD).withSpeed(1_000).withAccounts(account),
            List.of(TestMarket.longRecording(TRADES)),
            List.of(),
            JournalFile.open(Path.of(arguments[0]), 0));
    System.out.println("port " + exchange.port());
    Thread.sleep(Long.MAX_VALUE);
  }

  /** Starts it, and waits until it listens. */
  static KilledExchange start(Path journal) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledExchange.class.getName(),
                journal.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.startsWith("port ")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("the exchange did not start");
    }
    return new KilledExchange(process, line.substring("port ".length()));
  }

  String restUrl() {
    return "http://127.0.0.1:" + port;
  }

  String streamUrl() {
    return "ws://127.0.0.1:" + port;
  }

  VenueClient client() {
    return VenueClient.hmac(restUrl(), KEY, SECRET);
  }

  /** SIGKILL: it cannot do anything more. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
