package io.alphaflow.cli.whatif;

import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.Listing;
import io.alphaflow.backtest.engine.SimulatedVenue;
import io.alphaflow.cli.rerun.MarketFeed;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Trade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Orders that were never sent, filled by the recorded trades as a backtest fills them. The trade
 * log is read only when there is such an order.
 */
final class AddedOrders implements AutoCloseable {

  private final KafkaOptions kafka;
  private final FillRules rules;
  private final List<Listing> listings;
  private final Map<String, String> currencies;
  private final Consumer<ExecutionReport> reports;
  private final Map<String, SimulatedVenue> venues = new TreeMap<>();
  private final Set<String> orders = new HashSet<>();
  private MarketFeed market;
  private long now = Long.MIN_VALUE;
  private long fills;

  /**
   * None so far.
   *
   * @param currencies of the accounts
   * @param reports get what happens to them
   */
  AddedOrders(
      KafkaOptions kafka,
      FillRules rules,
      List<Listing> listings,
      Map<String, String> currencies,
      Consumer<ExecutionReport> reports) {
    this.kafka = kafka;
    this.rules = rules;
    this.listings = listings;
    this.currencies = currencies;
    this.reports = reports;
  }

  /** Market time is now this. */
  void advance(long time) throws IOException {
    now = Math.max(now, time);
    if (market != null) {
      market.until(now, this::trade);
      venues.values().forEach(venue -> venue.advance(now));
    }
  }

  private void trade(MarketEntry entry) {
    if (entry instanceof Trade trade) {
      venues.values().forEach(venue -> venue.trade(trade));
    }
  }

  /** Sends the order of a decision. */
  void place(Decision decision) {
    decision.order().legs().stream().map(OrderIntent::clientOrderId).forEach(orders::add);
    if (market == null) {
      open();
    }
    venues.get(decision.account()).place(decision);
  }

  private void open() {
    market = new MarketFeed(kafka);
    currencies.forEach(
        (account, currency) ->
            venues.put(
                account, new SimulatedVenue(account, currency, rules, listings, this::reported)));
    try {
      advance(now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void reported(ExecutionReport report) {
    if (report.executionType() == ExecutionType.FILL) {
      fills++;
    }
    reports.accept(report);
  }

  /** Whether an order is one of these. */
  boolean has(String clientOrderId) {
    return orders.contains(clientOrderId);
  }

  /** Cancels one of them. */
  void cancel(String account, String clientOrderId) {
    venues.get(account).cancel(clientOrderId);
  }

  /** Makes one of them smaller. */
  void amend(Decision decision) {
    venues.get(decision.account()).amend(decision);
  }

  /** How often they were filled. */
  long fills() {
    return fills;
  }

  @Override
  public void close() {
    if (market != null) {
      market.close();
    }
  }
}
