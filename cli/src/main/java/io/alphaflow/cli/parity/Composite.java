package io.alphaflow.cli.parity;

import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.Listing;
import io.alphaflow.backtest.engine.PaperDesk;
import io.alphaflow.backtest.engine.Variant;
import io.alphaflow.backtest.engine.Witness;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.rerun.DecisionKey;
import io.alphaflow.cli.rerun.MarketFeed;
import io.alphaflow.cli.rerun.Recording;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.ingest.IngestOptions;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The backtest of one account of a desk on the market that the desk recorded, and what it wrote
 * down. Memory grows with signals, decisions and reports, and with 16 bytes for each trade.
 */
final class Composite implements Witness {

  private static final long DAY = 86_400_000_000L;
  private static final RecordCodec<JournalEntry> CODEC = Topics.JOURNAL.codec();

  private final String account;
  private final Map<String, byte[]> signals = new LinkedHashMap<>();
  private final Map<DecisionKey, Decision> decisions = new LinkedHashMap<>();
  private final Map<String, List<ExecutionReport>> reports = new HashMap<>();
  private final Map<String, TradedPrices> prices = new HashMap<>();
  private final DecisionKey.Counter keys = new DecisionKey.Counter();
  private final long latency;
  private long trades;
  private long end;

  private Composite(String account, long latency) {
    this.account = account;
    this.latency = latency;
  }

  /** Runs it. */
  static Composite run(DeskConfig config, Recording recording, FillRules rules, String account)
      throws IOException {
    Composite composite = new Composite(account, rules.entryLatency());
    SignalsOptions options = SignalsOptions.read(config);
    StrategyCatalog catalog = options.catalog().open();
    List<StrategyInstance> instances =
        options.instances().stream().filter(i -> i.account().equals(account)).toList();
    List<Listing> listings = recording.listings();
    if (listings.isEmpty()) {
      throw new UserError("the journal names no instrument: has the desk traded at all?");
    }
    PaperDesk like = new PaperDesk(RiskOptions.read(config), options.check(catalog), composite);
    Backtest backtest =
        new Backtest(
            options(config, recording, listings, new Variant(account, instances, rules)),
            catalog,
            like);
    try (MarketFeed feed = new MarketFeed(config.kafka())) {
      feed.until(recording.lastTime(), entry -> composite.market(entry, backtest));
    }
    backtest.finish();
    return composite;
  }

  private static BacktestOptions options(
      DeskConfig config, Recording recording, List<Listing> listings, Variant variant) {
    String currency = config.currencies().get(variant.account());
    long cash =
        recording
            .opening(variant.account())
            .map(AccountSnapshot::balances)
            .flatMap(all -> all.stream().filter(b -> b.asset().equals(currency)).findFirst())
            .map(balance -> balance.free() + balance.locked())
            .orElse(0L);
    RiskOptions risk = RiskOptions.read(config);
    return new BacktestOptions(
        listings,
        List.of(variant),
        currency,
        cash,
        risk.limits(),
        false,
        true,
        risk.collar(),
        config.read(IngestOptions::read).markMicros(),
        DAY,
        false);
  }

  private void market(MarketEntry entry, Backtest backtest) {
    if (entry instanceof StrategyChange change
        && change.action() == StrategyChange.Action.RUN
        && !account.equals(change.account())) {
      // Another account's; each has a run of its own.
      return;
    }
    if (entry instanceof Trade trade) {
      trades++;
      end = Math.max(end, trade.exchangeTime());
      prices
          .computeIfAbsent(trade.instrument(), i -> new TradedPrices())
          .add(trade.exchangeTime(), trade.price());
    }
    backtest.market(entry);
  }

  @Override
  public void entry(JournalEntry entry) {
    if (entry instanceof Signal signal && signal.origin() == SignalOrigin.STRATEGY) {
      signals.put(Recording.identity(signal), CODEC.encode(signal));
    } else if (entry instanceof ExecutionReport report) {
      reports.computeIfAbsent(report.clientOrderId(), id -> new ArrayList<>()).add(report);
    }
  }

  @Override
  public void decision(Decision decision) {
    if (decision.signalSequence() != 0) {
      decisions.put(keys.next(decision), decision);
    }
  }

  String account() {
    return account;
  }

  /** Signals of strategies, by {@link Recording#identity}. */
  Map<String, byte[]> signals() {
    return signals;
  }

  Map<DecisionKey, Decision> decisions() {
    return decisions;
  }

  Collection<ExecutionReport> reports(String clientOrderId) {
    return reports.getOrDefault(clientOrderId, List.of());
  }

  /** What was traded in a stretch of time. */
  Optional<TradedPrices.Range> traded(String instrument, long from, long to) {
    return Optional.ofNullable(prices.get(instrument)).flatMap(p -> p.between(from, to));
  }

  /** Whether an order that was decided then was still under way when the market ended. */
  boolean endsBeforeArrival(long decided) {
    return decided + latency > end;
  }

  /** How many trades there were. */
  long trades() {
    return trades;
  }
}
