package io.alphaflow.simulator.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.SymbolLimits;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TradingStatus;
import io.alphaflow.simulator.protocol.Venue;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Changes of trading rules while the exchange runs. What a change does not name stays as it is; a
 * new symbol must name everything but its status.
 */
final class SymbolChanges {

  /** The rules are put together only after every value has been found good. */
  private record Change(Supplier<SymbolSpec> spec, TradingStatus status) {}

  private final Venue venue;

  SymbolChanges(Venue venue) {
    this.venue = venue;
  }

  /**
   * Changes one symbol.
   *
   * @param text JSON or YAML with {@code symbol} and what changes
   * @throws ConfigException with all errors
   * @throws IllegalArgumentException when the rules contradict each other
   */
  void apply(String text) {
    Change change = ConfigNode.parse("symbol", text, this::read);
    venue.list(change.spec().get(), change.status());
  }

  private Change read(ConfigNode node) {
    String symbol = node.string("symbol");
    Optional<SymbolSpec> before = venue.engine().symbol(symbol);
    TradingStatus status =
        node.choice(
            "status",
            TradingStatus.class,
            before.map(s -> venue.engine().status(symbol)).orElse(TradingStatus.TRADING));
    String base = node.string("base", before.map(SymbolSpec::base).orElse(null));
    String quote = node.string("quote", before.map(SymbolSpec::quote).orElse(null));
    long tick = amount(node, "tickSize", before, SymbolSpec::tickSize);
    long step = amount(node, "stepSize", before, SymbolSpec::stepSize);
    long least = amount(node, "minQuantity", before, SymbolSpec::minQuantity);
    long most = amount(node, "maxQuantity", before, SymbolSpec::maxQuantity);
    long notional = amount(node, "minNotional", before, SymbolSpec::minNotional);
    node.refuseUnknownKeys();
    SymbolLimits limits = before.map(SymbolSpec::limits).orElse(SymbolLimits.DEFAULT);
    return new Change(
        () ->
            new SymbolSpec(symbol, base, quote, tick, step, least, most, notional)
                .withLimits(limits),
        status);
  }

  private static long amount(
      ConfigNode node, String key, Optional<SymbolSpec> before, ToLongFunction<SymbolSpec> field) {
    return node.decimal(key, before.map(field::applyAsLong).orElse(null), 0);
  }

  /** All symbols with their rules. */
  ObjectNode state() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    ArrayNode symbols = out.putArray("symbols");
    for (SymbolSpec spec : venue.engine().symbols()) {
      symbols
          .addObject()
          .put("symbol", spec.symbol())
          .put("base", spec.base())
          .put("quote", spec.quote())
          .put("tickSize", Fixed8.format(spec.tickSize()))
          .put("stepSize", Fixed8.format(spec.stepSize()))
          .put("minQuantity", Fixed8.format(spec.minQuantity()))
          .put("maxQuantity", Fixed8.format(spec.maxQuantity()))
          .put("minNotional", Fixed8.format(spec.minNotional()))
          .put("status", venue.engine().status(spec.symbol()).name());
    }
    return out;
  }
}
