package io.alphaflow.cli.cookbook;

import io.alphaflow.cli.cookbook.CookbookMarket.MarketTrade;
import io.alphaflow.common.bar.PartitionBars;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionReadings;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.mark.MarkSampler;
import io.alphaflow.ingest.mark.TickClock;
import io.alphaflow.ingest.validation.EventChecks;
import io.alphaflow.ingest.validation.Rejection;
import io.alphaflow.pnl.PnlOptions;
import io.alphaflow.pnl.book.PnlBook;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.drill.BreakerReference;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.replay.TradeLogReplay;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Three days of a small desk in one thread: the desk's own strategies, risk gate, P&amp;L, order
 * tracking and archive tables over its own logs, and the simulated exchange's matching engine. No
 * wall clock, so every run leaves the same archive.
 */
final class CookbookDesk implements TradeLogReplay.Output {

  private static final Map<String, Long> ACCOUNTS =
      new TreeMap<>(Map.of("main", Fixed8.of(10_000), "swing", Fixed8.of(5_000)));
  private static final long MARK_INTERVAL = 1_000_000;
  private static final long TICK_INTERVAL = 60_000_000;
  private static final long INGEST_DELAY = 35_000;

  private final CookbookPeople people = new CookbookPeople();
  private final DeskConfig config;
  private final RecordedArchive archive = new RecordedArchive();
  private final CookbookVenue venue;
  private final TradeLogReplay strategies;
  private final Map<Integer, Journal> journals = new TreeMap<>();
  private final Map<Integer, PartitionBars> bars = new HashMap<>();
  private final Map<String, MarkSampler> marks = new HashMap<>();
  private final TickClock clock = new TickClock("sim", TICK_INTERVAL);
  private final Deque<OperatorCommand> commands = new ArrayDeque<>();
  private long now;

  private CookbookDesk() throws IOException {
    config = DeskConfig.parse("cookbook-desk.yaml", people.configuration(yaml()));
    venue =
        new CookbookVenue(
            List.of(CookbookMarket.BTC, CookbookMarket.LTC),
            ACCOUNTS,
            report -> journal(report.account()).write(report));
    strategies = new TradeLogReplay(SignalsOptions.read(config), this);
    RiskOptions risk = RiskOptions.read(config);
    for (int p = 0; p < config.kafka().journalPartitions(); p++) {
      journals.put(p, new Journal(p, risk, PnlOptions.read(config)));
    }
    people.commands().stream()
        .sorted(Comparator.comparingLong(OperatorCommand::time))
        .forEach(commands::add);
  }

  /** The archive that those days leave. */
  static RecordedArchive archive() throws IOException {
    CookbookDesk desk = new CookbookDesk();
    desk.run();
    return desk.archive;
  }

  private static String yaml() throws IOException {
    try (InputStream in = CookbookDesk.class.getResourceAsStream("/cookbook-desk.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void run() throws IOException {
    List<MarketTrade> trades = CookbookMarket.trades();
    now = trades.get(0).time();
    open();
    for (MarketTrade trade : trades) {
      venue.advance(trade.time());
      now = trade.time();
      while (!commands.isEmpty() && commands.peek().time() <= now) {
        order(commands.poll());
      }
      venue.trade(trade.instrument(), trade.price(), trade.quantity(), now);
      market(trade);
    }
  }

  private void open() {
    for (var spec : List.of(CookbookMarket.BTC, CookbookMarket.LTC)) {
      Instrument rules = CookbookMarket.rules(spec);
      archive.append(Topics.INSTRUMENTS, marketPartition(rules.instrument()), now, rules);
      journals.values().forEach(journal -> journal.write(rules));
    }
    clock.advance(now).ifPresent(tick -> journals.values().forEach(j -> j.write(tick)));
    ACCOUNTS.keySet().forEach(account -> journal(account).write(snapshot(account)));
  }

  private AccountSnapshot snapshot(String account) {
    List<AssetBalance> balances =
        venue.balances(account).stream()
            .map(b -> new AssetBalance(b.asset(), b.free(), b.locked()))
            .sorted(Comparator.comparing(AssetBalance::asset))
            .toList();
    return new AccountSnapshot(account, now, now, balances);
  }

  private void order(OperatorCommand command) {
    if (command.level().account().equals(Level.ALL)) {
      journals.values().forEach(journal -> journal.write(command));
    } else {
      journal(command.level().account()).write(command);
    }
  }

  private int marketPartition(String instrument) {
    return Partitions.of(instrument, config.kafka().marketPartitions());
  }

  private Journal journal(String account) {
    return journals.get(Partitions.of(account, config.kafka().journalPartitions()));
  }

  /** What ingest makes of a trade: the trade log, bars, marks and ticks. */
  private void market(MarketTrade trade) {
    VenueTrade told =
        new VenueTrade(
            StreamKind.TRADE,
            CookbookVenue.symbol(trade.instrument()),
            trade.id(),
            trade.price(),
            trade.quantity(),
            trade.buyerIsMaker(),
            trade.time(),
            "{\"t\":%d,\"p\":\"%s\",\"q\":\"%s\"}"
                .formatted(
                    trade.id(), Fixed8.format(trade.price()), Fixed8.format(trade.quantity())));
    Optional<Rejection> rejection = EventChecks.check(told);
    if (rejection.isPresent()) {
      refuse(trade.instrument(), told, rejection.get());
      return;
    }
    Trade sound =
        new Trade(
            trade.instrument(),
            trade.id(),
            trade.price(),
            trade.quantity(),
            trade.buyerIsMaker(),
            now,
            now + INGEST_DELAY);
    marks
        .computeIfAbsent(trade.instrument(), i -> new MarkSampler())
        .sample(sound, MARK_INTERVAL)
        .ifPresent(mark -> journals.values().forEach(journal -> journal.write(mark)));
    clock.advance(now).ifPresent(tick -> journals.values().forEach(j -> j.write(tick)));
    tradeLog(sound);
  }

  private void refuse(String instrument, VenueTrade trade, Rejection why) {
    archive.append(
        Topics.DEAD_LETTERS,
        0,
        now,
        SideOutputs.deadLetter(
            "ingest",
            trade.symbol().toLowerCase(Locale.ROOT) + "@trade",
            trade.id(),
            trade.time(),
            why.code().name(),
            why.reason(),
            trade.raw()));
    tradeLog(EventChecks.gap(instrument, trade, why, now + INGEST_DELAY));
  }

  private void tradeLog(MarketEntry entry) {
    int partition = marketPartition(entry.key());
    RawRecord record = archive.append(Topics.TRADES, partition, now, entry);
    bars.computeIfAbsent(partition, p -> new PartitionBars())
        .take(entry, BarSpec.PUBLISHED, bar -> archive.append(Topics.BARS, partition, now, bar));
    strategies.feed(partition, record.offset(), record.value());
  }

  @Override
  public void signal(Signal signal) {
    journal(signal.account()).write(signal);
  }

  @Override
  public void alert(Alert alert) {
    archive.append(Topics.ALERTS, 0, now, alert);
  }

  @Override
  public void refused(int partition, long offset, String code, String reason) {
    throw new IllegalStateException("trade log " + partition + "/" + offset + ": " + reason);
  }

  /** A partition of the journal with its gate, its breakers and its P&amp;L. */
  private final class Journal implements GateOutput {

    private final int partition;
    private final Gate gate;
    private final BreakerReference breakers;
    private final PnlOptions options;
    private final PnlBook book = new PnlBook();
    private final Deque<JournalEntry> waiting = new ArrayDeque<>();
    private RawRecord current;

    Journal(int partition, RiskOptions risk, PnlOptions options) {
      this.partition = partition;
      this.gate = new Gate(risk);
      this.breakers = new BreakerReference(risk.breakers());
      this.options = options;
    }

    /** Writes an entry, and behind it what the gate wrote when it read it. */
    void write(JournalEntry entry) {
      waiting.add(entry);
      if (waiting.size() > 1) {
        return;
      }
      while (!waiting.isEmpty()) {
        read(waiting.peek());
        waiting.remove();
      }
    }

    private void read(JournalEntry entry) {
      current = archive.append(Topics.JOURNAL, partition, now, entry);
      gate.read(current.value(), partition, current.offset(), this);
      book.apply(
          entry,
          Arrays.hashCode(current.value()),
          options,
          snapshot -> archive.append(Topics.PNL, 0, now, snapshot));
    }

    @Override
    public void decision(Decision decision) {
      archive.append(Topics.DECISIONS, partition, now, decision);
      if (decision.outcome() != Outcome.REJECTED) {
        venue.send(decision);
      }
    }

    @Override
    public void readings(DecisionReadings readings) {
      archive.append(Topics.DECISION_READINGS, partition, now, readings);
    }

    @Override
    public void signal(Signal signal) {
      write(signal);
    }

    @Override
    public void booking(LedgerEntry entry) {
      write(entry);
    }

    @Override
    public void alert(Alert alert) {
      CookbookDesk.this.alert(alert);
    }

    @Override
    public void breakerEvent(BreakerEvent event) {
      breakers.see(event).forEach(this::write);
    }

    @Override
    public void refused(String code, String reason) {
      archive.append(
          Topics.DEAD_LETTERS, 0, now, SideOutputs.deadLetter("risk", current, code, reason));
    }
  }
}
