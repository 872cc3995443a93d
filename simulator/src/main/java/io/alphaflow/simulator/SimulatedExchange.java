package io.alphaflow.simulator;

import io.alphaflow.simulator.capture.CapturedSymbol;
import io.alphaflow.simulator.faults.Fault;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.journal.JournalFile;
import io.alphaflow.simulator.journal.MarketFingerprint;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TradingStatus;
import io.alphaflow.simulator.playback.Playback;
import io.alphaflow.simulator.playback.Tape;
import io.alphaflow.simulator.playback.WallClock;
import io.alphaflow.simulator.server.ExchangeServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An exchange, by default on this machine's loopback, that speaks enough of Binance Spot to trade
 * on, plays recorded trades and matches orders against them.
 *
 * <p>Safe to use from any thread. Playback waits for {@link #play}. {@link #close} cuts all
 * connections and leaves neither port nor thread behind.
 */
public final class SimulatedExchange implements AutoCloseable {

  private final SimulatorOptions options;
  private final MatchingEngine engine;
  private final Playback playback;
  private final ExchangeServer server;
  private final Optional<JournalFile> journal;
  private boolean closed;

  private SimulatedExchange(
      SimulatorOptions options,
      List<Recording> recordings,
      List<Capture> captures,
      Optional<JournalFile> journal) {
    this.options = options;
    this.journal = journal;
    this.engine = new MatchingEngine(options.symbols(), options.rules());
    for (SimAccount account : options.accounts()) {
      engine.openAccount(account.name(), account.free(), account.locked(), account.paysInBnb());
    }
    WallClock wall = new WallClock();
    this.playback = new Playback(recordings, captures, options.speed(), wall);
    this.server = ExchangeServer.start(options, engine, playback, wall, journal);
  }

  /**
   * Starts an exchange.
   *
   * @param recordings exactly one for each listed symbol
   * @throws IllegalArgumentException when symbols and recordings do not match
   * @throws java.io.UncheckedIOException when the port cannot be had
   */
  public static SimulatedExchange start(SimulatorOptions options, List<Recording> recordings) {
    return start(options, recordings, List.of());
  }

  /**
   * Starts an exchange that plays recorded trades and captured messages side by side.
   *
   * @param recordings of the listed symbols that are not in a capture, exactly one for each
   * @param captures of the other listed symbols
   * @throws IllegalArgumentException when a listed symbol has not exactly one of both, or something
   *     else was recorded
   * @throws java.io.UncheckedIOException when the port cannot be had
   */
  public static SimulatedExchange start(
      SimulatorOptions options, List<Recording> recordings, List<Capture> captures) {
    requireAllRecorded(options, recordings, captures);
    return new SimulatedExchange(options, recordings, captures, Optional.empty());
  }

  /**
   * Starts an exchange that writes down what happens in it, and goes on, playing or not, where the
   * journal ends. {@link #close} closes the journal, and so does a start that fails.
   *
   * @throws IllegalArgumentException also when the journal is of another market
   * @throws java.io.UncheckedIOException also when the journal cannot be read or written
   */
  public static SimulatedExchange start(
      SimulatorOptions options,
      List<Recording> recordings,
      List<Capture> captures,
      JournalFile journal) {
    try {
      requireAllRecorded(options, recordings, captures);
      journal.begin(MarketFingerprint.of(options, recordings, captures));
      return new SimulatedExchange(options, recordings, captures, Optional.of(journal));
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static void requireAllRecorded(
      SimulatorOptions options, List<Recording> recordings, List<Capture> captures) {
    Set<String> listed =
        options.symbols().stream().map(SymbolSpec::symbol).collect(Collectors.toSet());
    Set<String> recorded =
        Stream.concat(
                recordings.stream().map(Recording::symbol),
                captures.stream().flatMap(c -> c.symbols().stream()).map(CapturedSymbol::symbol))
            .collect(Collectors.toSet());
    if (!listed.equals(recorded)) {
      throw new IllegalArgumentException(
          "each listed symbol needs a recording: listed are " + listed + ", recorded " + recorded);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Base of the REST addresses, without {@code /api/v3}. */
  public String restUrl() {
    return "http://" + address();
  }

  /** Base of the market streams, without {@code /stream} or {@code /ws}. */
  public String streamUrl() {
    return "ws://" + address();
  }

  /** The WebSocket API, whole. */
  public String wsApiUrl() {
    return "ws://" + address() + "/ws-api/v3";
  }

  /** Where a client on this machine reaches it. */
  private String address() {
    boolean everywhere = options.host().equals(SimulatorOptions.EVERYWHERE);
    return (everywhere ? SimulatorOptions.LOOPBACK : options.host()) + ":" + port();
  }

  /** Begins playback, or goes on after a pause. */
  public void play() {
    server.play();
  }

  /** Stops playback and market time; requests are still served. */
  public void pause() {
    server.pause();
  }

  /**
   * Makes the next recorded trade (or captured message) at once, without waiting until it is due.
   * While playback is paused this is the only way in which market time goes on: a test then says
   * itself when what happens.
   */
  public void step() {
    server.step();
  }

  /** How far playback is. */
  public Progress progress() {
    return playback.progress();
  }

  /**
   * Wall time, epoch µs UTC, at which a trade is or was due; for latencies that do not hide the
   * waiting of what was sent late. Empty before {@link #play} and behind a pause.
   */
  public OptionalLong scheduledWallMicros(String symbol, long tradeId) {
    return playback.scheduledWallMicros(symbol, tradeId);
  }

  /** The same for an exchange with one symbol. */
  public OptionalLong scheduledWallMicros(long tradeId) {
    if (options.symbols().size() != 1) {
      throw new IllegalStateException(
          "name the symbol: " + options.symbols().size() + " are listed");
    }
    return scheduledWallMicros(options.symbols().get(0).symbol(), tradeId);
  }

  /**
   * All public trades of a symbol made so far, by id: the truth that a market log is compared with.
   * Also after {@link #close}.
   */
  public List<MarketTrade> marketTrades(String symbol) {
    Tape tape = playback.tape(symbol);
    int made = tape.made();
    List<MarketTrade> trades = new ArrayList<>(made);
    for (int i = 0; i < made; i++) {
      trades.add(tape.recording().at(i));
    }
    return trades;
  }

  /**
   * Changes the rules of a listed symbol from now on and opens it for trading, or lists a new one
   * in which nothing is played.
   *
   * @throws IllegalArgumentException when the assets would change, or amounts would no longer be
   *     exact together with grids that the symbol had before
   */
  public void updateSymbol(SymbolSpec spec) {
    updateSymbol(spec, TradingStatus.TRADING);
  }

  /** The same with another status. */
  public void updateSymbol(SymbolSpec spec, TradingStatus status) {
    server.run(() -> server.list(spec, status));
  }

  /**
   * How many market streams each open connection listens to: a client that must not miss the
   * beginning is awaited with it. Connections that never asked for a stream are left out.
   */
  public List<Integer> subscribedStreams() {
    return server.call(server::subscribed);
  }

  /** From now on these faults of market data happen, and no others. Counts go on. */
  public void faults(FaultScenario scenario) {
    server.run(() -> server.faults().begin(scenario));
  }

  /** From now on market data is as it should be. */
  public void stopFaults() {
    server.run(() -> server.faults().stop());
  }

  /** How often each fault has happened so far; those that have not are not there. */
  public synchronized Map<Fault, Long> faultCounts() {
    return closed
        ? server.faults().market().counts()
        : server.call(() -> server.faults().market().counts());
  }

  /** The books as they are between two events; after {@link #close}, as they were at the end. */
  public synchronized Ledger ledger() {
    return closed ? copyBooks() : server.call(this::copyBooks);
  }

  private Ledger copyBooks() {
    return Ledger.copy(engine, options.accounts());
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      try {
        server.close();
      } finally {
        journal.ifPresent(JournalFile::close);
        closed = true;
      }
    }
  }
}
