package io.alphaflow.cli.exchange;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.journal.JournalFile;
import io.alphaflow.simulator.matching.MatchingMode;
import io.alphaflow.simulator.matching.MatchingRules;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code alphaflow exchange}. */
@Command(
    name = "exchange",
    description = {
      "Run a simulated exchange alone. It speaks the Binance Spot protocol, so that any",
      "Binance client can be tested against it.",
      "Ctrl-C ends it; without --journal, what happened in it is then gone."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  alphaflow exchange",
      "  alphaflow exchange --port 9000 --key 'me:$${env:MY_SECRET}' --balance EUR=5000 \\",
      "      --data BTC/EUR=trades.csv.gz --faults storm.yaml"
    })
public final class ExchangeCommand implements Callable<Integer> {

  private static final String DEFAULT_KEY = "test-key:test-secret";
  private static final Map<String, Long> DEFAULT_BALANCES =
      Map.of(
          "USDT", Fixed8.of(1_000_000),
          "BTC", Fixed8.of(100),
          "ETH", Fixed8.of(1_000),
          "BNB", Fixed8.of(1_000));

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = SimulatorOptions.LOOPBACK,
      description = {
        "Address of this machine to listen on; 0.0.0.0 for all, as in a container. Whoever",
        "reaches it may also stop its market: /admin asks for no key",
        "(default: ${DEFAULT-VALUE})"
      })
  String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8787",
      description = "Port there; 0 takes a free one (default: ${DEFAULT-VALUE})")
  int port;

  @Option(
      names = "--data",
      paramLabel = "[BASE/QUOTE=]FILE",
      description = {
        "Play these trades from now on: CSV, plain or gzip, with the columns",
        "timestamp,price,amount (default symbol: BTC/USDT). Without it, trades of",
        "BTC/USDT, ETH/USDT and BNB/USDT are made up"
      })
  List<String> data = List.of();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = {
        "What orders meet. sandbox: each other, and made-up makers around the price;",
        "shadow: the recorded book, which they do not change; optimistic: whatever",
        "touches the price fills (default: shadow with --data, else sandbox)"
      })
  MatchingMode mode;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed makes up the same market (default: ${DEFAULT-VALUE})")
  long seed;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Market seconds for each second of wall clock (default: ${DEFAULT-VALUE})")
  double speed;

  @Option(
      names = "--as-recorded",
      description = {
        "Trades of --data keep the times of the file, and the exchange's market time is theirs"
      })
  boolean asRecorded;

  @Option(
      names = "--paused",
      description = {"Trades happen only when asked for: PUT /admin/playback {\"step\": 1}"})
  boolean paused;

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = "A scenario of what goes wrong, see docs/simulator.md")
  Path faults;

  @Option(
      names = "--key",
      paramLabel = "ID:SECRET",
      description = {
        "An API key, each with an account of its own. ID and SECRET may be references",
        "($${env:NAME}, $${file:PATH}); @PEM is an Ed25519 public key",
        "(default: the test key of docs/exchange.md)"
      })
  List<String> keys = List.of(DEFAULT_KEY);

  @Option(
      names = "--balance",
      paramLabel = "ASSET=AMOUNT",
      description = {
        "Opening balance of every account",
        "(default: 1,000,000 USDT, 100 BTC, 1,000 ETH, 1,000 BNB)"
      })
  Map<String, String> balances = Map.of();

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = {
        "Write down all that happens, and go on where this file ends: with all orders",
        "and trades, playing or paused as it was, also after kill -9"
      })
  Path journal;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> waitFor(stopped, closed), "exchange-stop"));
    JournalFile past = journal();
    boolean goesOn = past != null && !past.isNew();
    try (SimulatedExchange exchange = start(past)) {
      if (!paused && !goesOn) {
        exchange.play();
      }
      tell(exchange);
      stopped.await();
    } finally {
      closed.countDown();
    }
    return 0;
  }

  private static void waitFor(CountDownLatch stopped, CountDownLatch closed) {
    stopped.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The journal that was named; null without one. */
  JournalFile journal() {
    try {
      return journal == null ? null : JournalFile.open(journal, now());
    } catch (IOException e) {
      throw new UserError("--journal: " + e.getMessage());
    }
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /**
   * The exchange as the options describe it, not yet playing.
   *
   * @param past where it goes on, and is closed when it does not start; null begins anew
   */
  SimulatedExchange start(JournalFile past) throws IOException {
    try {
      List<PlayedSymbol> played = played(past == null ? now() : past.begunMicros());
      List<Recording> recordings = played.stream().map(PlayedSymbol::recording).toList();
      return started(options(played), recordings, past);
    } catch (IOException | RuntimeException e) {
      if (past != null) {
        past.close();
      }
      throw e;
    }
  }

  private SimulatorOptions options(List<PlayedSymbol> played) throws IOException {
    Optional<FaultScenario> scenario =
        faults == null ? Optional.empty() : Optional.of(FaultScenario.read(faults));
    SimulatorOptions options;
    try {
      options =
          SimulatorOptions.of(played.stream().map(PlayedSymbol::spec).toArray(SymbolSpec[]::new))
              .withHost(host)
              .withPort(port)
              .withSpeed(speed)
              .withRules(MatchingRules.DEFAULT.withMode(mode(), seed))
              .withAccounts(accounts());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    return scenario.map(options::withFaults).orElse(options);
  }

  private MatchingMode mode() {
    if (mode != null) {
      return mode;
    }
    return data.isEmpty() ? MatchingMode.SANDBOX : MatchingMode.SHADOW;
  }

  private static SimulatedExchange started(
      SimulatorOptions options, List<Recording> recordings, JournalFile past) {
    try {
      return past == null
          ? SimulatedExchange.start(options, recordings)
          : SimulatedExchange.start(options, recordings, List.of(), past);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    } catch (UncheckedIOException e) {
      throw new UserError(e.getCause().getMessage());
    }
  }

  private List<PlayedSymbol> played(long now) throws IOException {
    if (data.isEmpty()) {
      return PlayedSymbol.madeUp(seed, now);
    }
    List<PlayedSymbol> played = new ArrayList<>();
    Set<String> symbols = new HashSet<>();
    for (String one : data) {
      PlayedSymbol symbol = asRecorded ? PlayedSymbol.asRecorded(one) : PlayedSymbol.read(one, now);
      if (!symbols.add(symbol.spec().symbol())) {
        throw new UserError("--data names " + symbol.spec().symbol() + " twice");
      }
      played.add(symbol);
    }
    return played;
  }

  private SimAccount[] accounts() {
    Map<String, Long> opening = new LinkedHashMap<>();
    balances.forEach((asset, text) -> opening.put(asset, amount(asset, text)));
    Map<String, Long> all = balances.isEmpty() ? DEFAULT_BALANCES : opening;
    Set<String> ids = new HashSet<>();
    return keys.stream()
        .map(ExchangeKey::parse)
        .peek(
            key -> {
              if (!ids.add(key.id())) {
                throw new UserError("--key names " + key.id() + " twice");
              }
            })
        .map(key -> key.account(all))
        .toArray(SimAccount[]::new);
  }

  private static long amount(String asset, String text) {
    try {
      return Fixed8.parse(text);
    } catch (NumberFormatException e) {
      throw new UserError("--balance " + asset + "=" + text + ": not an amount");
    }
  }

  private void tell(SimulatedExchange exchange) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("REST           %s%n", exchange.restUrl());
    out.printf("Streams        %s%n", exchange.streamUrl());
    out.printf("WebSocket API  %s%n", exchange.wsApiUrl());
    out.printf("Ledger         %s/admin/ledger%n", exchange.restUrl());
    out.printf(
        "API keys       %s%n",
        String.join(", ", keys.stream().map(k -> ExchangeKey.parse(k).id()).toList()));
    out.println();
    ClientHints.of(exchange).forEach(out::println);
    out.println();
    out.println("Ready. Ctrl-C ends it.");
    out.flush();
  }
}
