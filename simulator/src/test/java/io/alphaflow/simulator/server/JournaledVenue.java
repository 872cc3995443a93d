package io.alphaflow.simulator.server;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;

import io.alphaflow.simulator.Ledger;
import io.alphaflow.simulator.Progress;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.TestMarket;
import io.alphaflow.simulator.VenueLimits;
import io.alphaflow.simulator.faults.MarketFaults;
import io.alphaflow.simulator.journal.JournalFile;
import io.alphaflow.simulator.journal.MarketFingerprint;
import io.alphaflow.simulator.journal.ReplayClock;
import io.alphaflow.simulator.market.Books;
import io.alphaflow.simulator.market.Depth;
import io.alphaflow.simulator.matching.Amendment;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.MatchingMode;
import io.alphaflow.simulator.matching.MatchingRules;
import io.alphaflow.simulator.matching.OrderListState;
import io.alphaflow.simulator.matching.PreventedMatch;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TopOfBook;
import io.alphaflow.simulator.matching.TradingStatus;
import io.alphaflow.simulator.playback.Playback;
import io.alphaflow.simulator.protocol.ApiException;
import io.alphaflow.simulator.protocol.ApiMethods;
import io.alphaflow.simulator.protocol.Call;
import io.alphaflow.simulator.protocol.Params;
import io.alphaflow.simulator.protocol.RateLimits;
import io.alphaflow.simulator.protocol.Venue;
import io.alphaflow.simulator.protocol.VenueCommands;
import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The exchange without its network: what the server puts together, on a clock of the test. */
final class JournaledVenue implements AutoCloseable {

  /** All that a customer could ask for or be told, as far as it does not depend on the time. */
  record State(
      Ledger ledger,
      List<OrderListState> lists,
      List<PreventedMatch> prevented,
      List<Amendment> amendments,
      Map<String, Long> fees,
      SymbolSpec spec,
      TradingStatus status,
      Optional<TopOfBook> top,
      long bookUpdates,
      long depthUpdates,
      List<Long> bids,
      Progress progress) {}

  static final List<SimAccount> ACCOUNTS =
      List.of(
          SimAccount.hmac(
              "a", "key-a", "secret", Map.of("USD", amount("100000"), "BTC", amount("100"))),
          SimAccount.hmac(
              "b", "key-b", "secret", Map.of("USD", amount("100000"), "BTC", amount("100"))));

  private final JournalFile journal;
  private final MatchingEngine engine;
  private final Playback playback;
  private final Books books;
  private final Venue venue;
  private final ApiMethods methods;
  private final JournaledMarket market;
  private final JournalReplay replay;
  private long now;

  JournaledVenue(Path file, MatchingMode mode, int trades) throws IOException {
    this(file, mode, TestMarket.longRecording(trades));
  }

  JournaledVenue(Path file, MatchingMode mode, Recording recording) throws IOException {
    SimulatorOptions options =
        SimulatorOptions.of(BTCUSD)
            .withRules(MatchingRules.DEFAULT.withMode(mode, 7))
            .withAccounts(ACCOUNTS.toArray(SimAccount[]::new));
    var recordings = List.of(recording);
    journal = JournalFile.open(file, 0);
    journal.begin(MarketFingerprint.of(options, recordings, List.of()));
    engine = new MatchingEngine(options.symbols(), options.rules());
    ACCOUNTS.forEach(a -> engine.openAccount(a.name(), a.free(), a.locked(), a.paysInBnb()));
    ReplayClock clock = new ReplayClock(() -> now);
    playback = new Playback(recordings, 1, clock);
    books = new Books(playback);
    MarketPublisher[] publisher = new MarketPublisher[1];
    venue =
        new Venue(
            engine,
            playback,
            books,
            clock,
            new RateLimits(VenueLimits.DEFAULT),
            new MarketFaults(clock),
            execution -> publisher[0].orderChanged(execution.order().symbol()),
            journal);
    publisher[0] = new MarketPublisher(venue, new MarketStreams());
    VenueCommands commands = new VenueCommands(venue);
    methods = new ApiMethods(commands);
    market = new JournaledMarket(journal, publisher[0]);
    replay = new JournalReplay(venue, commands, publisher[0], clock);
    replay.run(journal);
  }

  Venue venue() {
    return venue;
  }

  boolean wasPlaying() {
    return replay.wasPlaying();
  }

  /** It is this time on the machine. */
  void at(long micros) {
    now = micros;
  }

  void trade() {
    playback.step(market);
  }

  /** It plays, and makes all that is due at this time of the machine. */
  void playAt(long micros) {
    at(micros);
    playback.play();
    playback.makeDue(Integer.MAX_VALUE, market);
  }

  /** A request of an account; what the venue refuses changes nothing. */
  void ask(String account, String route, String query) {
    int space = route.indexOf(' ');
    SimAccount owner =
        ACCOUNTS.stream().filter(a -> a.name().equals(account)).findFirst().orElseThrow();
    try {
      methods
          .route(route.substring(0, space), "/api/v3/" + route.substring(space + 1))
          .orElseThrow()
          .answer()
          .apply(
              new Call(
                  Params.ofRest("symbol=BTCUSD&" + query, ""),
                  VenueTimeUnit.MILLISECOND,
                  Optional.of(owner),
                  now));
    } catch (ApiException e) {
      // Random requests are often refused.
      return;
    }
  }

  State state() {
    Depth depth = books.of("BTCUSD").depth(0);
    return new State(
        Ledger.copy(engine, ACCOUNTS),
        List.copyOf(engine.orderLists()),
        List.copyOf(engine.preventedMatches("BTCUSD")),
        engine.amendments("BTCUSD"),
        Map.copyOf(engine.feesCollected()),
        engine.symbol("BTCUSD").orElseThrow(),
        engine.status("BTCUSD"),
        engine.top("BTCUSD"),
        engine.bookUpdateId("BTCUSD"),
        depth.lastUpdateId(),
        java.util.Arrays.stream(depth.bids()).boxed().toList(),
        playback.progress());
  }

  @Override
  public void close() {
    journal.close();
  }
}
