package io.alphaflow.simulator.protocol;

import io.alphaflow.simulator.faults.MarketFaults;
import io.alphaflow.simulator.journal.Journal;
import io.alphaflow.simulator.journal.JournalEntry;
import io.alphaflow.simulator.market.Books;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TradingStatus;
import io.alphaflow.simulator.playback.Playback;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The exchange behind the protocol. Belongs to the exchange's one thread.
 *
 * @param engine matches orders
 * @param playback makes trades and tells market time
 * @param books what the public sees of each symbol's book
 * @param wall this machine's time, epoch µs
 * @param limits request and order counts
 * @param faults what goes wrong on purpose
 * @param userEvents takes what happened to orders, in order
 * @param journal takes down what it is told to do
 */
public record Venue(
    MatchingEngine engine,
    Playback playback,
    Books books,
    LongSupplier wall,
    RateLimits limits,
    MarketFaults faults,
    Consumer<Execution> userEvents,
    Journal journal) {

  private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9-_.]{1,20}");
  private static final Pattern SYMBOLS =
      Pattern.compile("\\[(\"[A-Z0-9-_.]{1,20}\"(,\"[A-Z0-9-_.]{1,20}\")*)?]");

  /** Counts first fills and tells the owners, in order. */
  public void publish(List<Execution> executions) {
    for (Execution execution : executions) {
      execution
          .fill()
          .filter(f -> f.quantity() == execution.order().executedQuantity())
          .ifPresent(f -> limits.firstFill(f.account(), f.maker(), wall.getAsLong()));
      userEvents.accept(execution);
    }
  }

  /** Changes the rules of a symbol, or lists a new one in which nothing is played. */
  public void list(SymbolSpec spec, TradingStatus status) {
    journal.append(new JournalEntry.Listed(spec, status, wall.getAsLong()));
    relist(spec, status);
  }

  /** The same, of what the journal has. */
  public void relist(SymbolSpec spec, TradingStatus status) {
    boolean isNew = engine.symbol(spec.symbol()).isEmpty();
    engine.list(spec, status);
    if (isNew) {
      playback.addSilent(spec.symbol());
    }
  }

  /** The listed symbol that a request must name. */
  SymbolSpec symbol(Params params) {
    return listed(params.required("symbol"));
  }

  /**
   * The listed symbols that a request asks for, with {@code symbol}, with {@code symbols} (a JSON
   * array), or with neither, which is all.
   */
  List<SymbolSpec> symbols(Params params) {
    Optional<String> one = params.text("symbol");
    Optional<String> some = params.text("symbols");
    if (one.isPresent() && some.isPresent()) {
      throw ApiException.of(-1128, "Combination of optional parameters invalid.");
    }
    if (one.isPresent()) {
      return List.of(listed(one.get()));
    }
    return some.map(this::listedAll).orElseGet(engine::symbols);
  }

  private List<SymbolSpec> listedAll(String array) {
    if (!SYMBOLS.matcher(array).matches()) {
      throw ApiException.of(
          -1100,
          "Illegal characters found in parameter 'symbols'; legal range is"
              + " '^\\[(\"[A-Z0-9-_.]{1,20}\"(,\"[A-Z0-9-_.]{1,20}\"){0,}){0,1}\\]$'.");
    }
    return Stream.of(array.replaceAll("[\\[\\]\"]", "").split(","))
        .filter(s -> !s.isEmpty())
        .map(this::listed)
        .toList();
  }

  /** The listed symbol of this name. */
  SymbolSpec listed(String symbol) {
    if (!SYMBOL.matcher(symbol).matches()) {
      throw ApiException.of(
          -1100,
          "Illegal characters found in parameter 'symbol'; legal range is"
              + " '^[A-Z0-9-_.]{1,20}$'.");
    }
    return engine.symbol(symbol).orElseThrow(() -> ApiException.of(-1121, "Invalid symbol."));
  }
}
