package io.alphaflow.archive.table;

import static io.alphaflow.archive.table.Table.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.archive.audit.AuditRow;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.BookingKind;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionReadings;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyPosition;
import io.alphaflow.common.model.Trade;
import java.util.function.Function;

/** The tables of the archive; their columns are created by the migrations. */
public final class Tables {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A position and the snapshot it is a part of. */
  record SnapshotPosition(PnlSnapshot snapshot, PositionSnapshot position) {}

  /** A balance and the snapshot it is a part of. */
  record SnapshotBalance(AccountSnapshot snapshot, AssetBalance balance) {}

  /** A strategy's position and the snapshot it is a part of. */
  record SnapshotStrategy(PnlSnapshot snapshot, StrategyPosition position) {}

  /** A round trip and the snapshot that it ended with. */
  record SnapshotRoundTrip(PnlSnapshot snapshot, RoundTrip trip) {}

  /** An entry of the journal and where it stands. */
  record PlacedEntry(int partition, long offset, JournalEntry entry) {}

  static final Table<Trade> TRADES =
      Table.<Trade>of("trades")
          .instrument(Trade::instrument)
          .time("exchange_time", Trade::exchangeTime)
          .integer("trade_id", Trade::tradeId)
          .amount("price", Trade::price)
          .amount("quantity", Trade::quantity)
          .flag("buyer_is_maker", Trade::buyerIsMaker)
          .time("ingest_time", Trade::ingestTime);

  static final Table<Gap> GAPS =
      Table.<Gap>of("gaps")
          .instrument(Gap::instrument)
          .integer("from_id", Gap::fromId)
          .integer("to_id", Gap::toId)
          .text("code", Gap::code)
          .text("reason", Gap::reason)
          .time("exchange_time", when(g -> g.exchangeTime() != 0, Gap::exchangeTime))
          .time("ingest_time", Gap::ingestTime);

  static final Table<Quote> QUOTES =
      Table.<Quote>of("quotes")
          .instrument(Quote::instrument)
          .time("ingest_time", Quote::ingestTime)
          .integer("update_id", Quote::updateId)
          .amount("bid", Quote::bid)
          .amount("bid_quantity", Quote::bidQuantity)
          .amount("ask", Quote::ask)
          .amount("ask_quantity", Quote::askQuantity)
          .amount("bid_depth", Quote::bidDepth)
          .amount("ask_depth", Quote::askDepth)
          .time("exchange_time", when(q -> q.exchangeTime() != 0, Quote::exchangeTime));

  static final Table<Bar> BARS =
      Table.<Bar>of("bars")
          .instrument(Bar::instrument)
          .text("interval", Bar::interval)
          .time("open_time", Bar::openTime)
          .integer("sequence", Bar::sequence)
          .time("close_time", Bar::closeTime)
          .amount("open", Bar::open)
          .amount("high", Bar::high)
          .amount("low", Bar::low)
          .amount("close", Bar::close)
          .amount("volume", Bar::volume)
          .amount("quote_volume", Bar::quoteVolume)
          .integer("trades", Bar::trades)
          .amount("taker_buy_volume", Bar::takerBuyVolume)
          .integer("closed_by", Bar::closedBy);

  static final Table<Instrument> INSTRUMENTS =
      Table.<Instrument>of("instruments")
          .instrument(Instrument::instrument)
          .integer("sequence", Instrument::sequence)
          .text("venue_symbol", Instrument::venueSymbol)
          .text("base", Instrument::base)
          .text("quote", Instrument::quote)
          .amount("tick_size", Instrument::tickSize)
          .amount("min_price", Instrument::minPrice)
          .amount("max_price", Instrument::maxPrice)
          .amount("step_size", Instrument::stepSize)
          .amount("min_quantity", Instrument::minQuantity)
          .amount("max_quantity", Instrument::maxQuantity)
          .amount("min_notional", Instrument::minNotional)
          .flag("trading", Instrument::trading)
          .time("effective_time", when(i -> i.effectiveTime() != 0, Instrument::effectiveTime));

  static final Table<Mark> MARKS =
      Table.<Mark>of("marks")
          .instrument(Mark::instrument)
          .time("time", Mark::time)
          .integer("sequence", Mark::sequence)
          .amount("price", Mark::price)
          .integer("trade_id", Mark::tradeId);

  static final Table<PlacedEntry> JOURNAL =
      Table.<PlacedEntry>of("journal")
          .integer("partition_number", p -> (long) p.partition())
          .integer("offset_number", PlacedEntry::offset)
          .time("time", p -> p.entry().time())
          .text("producer", p -> p.entry().producer())
          .integer("sequence", p -> p.entry().sequence());

  static final Table<Signal> SIGNALS =
      Table.<Signal>of("signals")
          .text("strategy", Signal::strategy)
          .instrument(Signal::instrument)
          .integer("sequence", Signal::sequence)
          .time("time", Signal::time)
          .text("account", Signal::account)
          .constant("side", Signal::side)
          .constant("sizing_mode", Signal::sizingMode)
          .amount("size", Signal::size)
          .constant("order_type", Signal::orderType)
          .amount("limit_price", when(s -> s.orderType().hasLimit(), Signal::limitPrice))
          .number("confidence", Signal::confidence)
          .text("tag", Signal::tag)
          .integer("trigger_trade_id", Signal::triggerTradeId)
          .json("indicators", s -> json(s.indicators()))
          .amount("stop_loss", price(s -> s.protection().stopLoss()))
          .amount("take_profit", price(s -> s.protection().takeProfit()))
          .amount("trailing_stop", price(s -> s.protection().trailingStop()))
          .constant("origin", Signal::origin)
          .constant("time_in_force", Signal::inForce)
          .amount("trigger_price", price(Signal::triggerPrice))
          .optionalText(
              "target_action", s -> s.target() == null ? null : s.target().action().name())
          .integer("target_sequence", s -> s.target() == null ? null : s.target().sequence())
          .optionalText("algorithm", Tables::algorithm)
          .integer("duration_micros", worked(Execution.Twap.class, Execution.Twap::duration))
          .integer("slices", worked(Execution.Twap.class, t -> (long) t.slices()))
          .amount("display", worked(Execution.Iceberg.class, Execution.Iceberg::display))
          .integer("parent", worked(Execution.Child.class, Execution.Child::parent))
          .integer("child", worked(Execution.Child.class, Execution.Child::number));

  /** What the gate decided. */
  public static final Table<Decision> DECISIONS =
      Table.<Decision>of("decisions")
          .text("account", Decision::account)
          .integer("sequence", Decision::sequence)
          .time("time", Decision::time)
          .integer("journal_partition", d -> (long) d.journalPartition())
          .integer("journal_offset", Decision::journalOffset)
          .text("strategy", Decision::strategy)
          .instrument(Decision::instrument)
          .integer("signal_sequence", Decision::signalSequence)
          .integer("trigger_trade_id", Decision::triggerTradeId)
          .constant("outcome", Decision::outcome)
          .text("client_order_id", order(OrderIntent::clientOrderId))
          .text("side", order(o -> o.side().name()))
          .text("order_type", order(o -> o.orderType().name()))
          .text("time_in_force", order(o -> o.timeInForce().name()))
          .amount("quantity", order(OrderIntent::quantity))
          .amount(
              "limit_price", order(when(o -> o.orderType().hasLimit(), OrderIntent::limitPrice)))
          .json("violations", d -> json(d.violations()))
          .json("inputs", d -> json(d.inputs()))
          .constant("signal_origin", Decision::signalOrigin)
          .json("overridden", d -> json(d.overridden()))
          .json("cancels", d -> json(d.cancels()))
          .amount(
              "trigger_price",
              order(when(o -> o.orderType().hasTrigger(), OrderIntent::triggerPrice)))
          .optionalText(
              "replaces", order(o -> o.replaced().map(r -> r.order().clientOrderId()).orElse(null)))
          .amount("work_quantity", when(d -> d.workQuantity() != 0, Decision::workQuantity))
          .optionalText("stop_order_type", stop(leg -> leg.orderType().name()))
          .amount("stop_trigger_price", stop(StopLeg::triggerPrice))
          .amount("stop_limit_price", stop(when(leg -> leg.limitPrice() != 0, StopLeg::limitPrice)))
          .optionalText("amends", Tables::amended)
          .amount("quote_amount", order(when(OrderIntent::byAmount, OrderIntent::quoteAmount)));

  static final Table<DecisionReadings> DECISION_READINGS =
      Table.<DecisionReadings>of("decision_readings")
          .text("account", DecisionReadings::account)
          .integer("sequence", DecisionReadings::sequence)
          .time("time", DecisionReadings::time)
          .json("readings", d -> json(d.readings()));

  static final Table<ExecutionReport> EXECUTION_REPORTS =
      Table.<ExecutionReport>of("execution_reports")
          .text("client_order_id", ExecutionReport::clientOrderId)
          .integer("sequence", ExecutionReport::sequence)
          .time("time", ExecutionReport::time)
          .text("account", ExecutionReport::account)
          .text("strategy", ExecutionReport::strategy)
          .instrument(ExecutionReport::instrument)
          .integer("decision", ExecutionReport::decision)
          .constant("execution_type", ExecutionReport::executionType)
          .constant("side", ExecutionReport::side)
          .amount("order_quantity", ExecutionReport::orderQuantity)
          .optionalText("venue_order_id", ExecutionReport::venueOrderId)
          .integer("venue_trade_id", ofFill(ExecutionReport::venueTradeId))
          .amount("last_quantity", ofFill(ExecutionReport::lastQuantity))
          .amount("last_price", ofFill(ExecutionReport::lastPrice))
          .amount("cumulative_quantity", ExecutionReport::cumulativeQuantity)
          .amount("fee", ofFill(ExecutionReport::fee))
          .optionalText("fee_asset", ExecutionReport::feeAsset)
          .flag("maker", ExecutionReport::maker)
          .flag("last", ExecutionReport::last)
          .optionalText("reason", ExecutionReport::reason);

  static final Table<PnlSnapshot> PNL =
      Table.<PnlSnapshot>of("pnl")
          .text("account", PnlSnapshot::account)
          .integer("sequence", PnlSnapshot::sequence)
          .time("time", PnlSnapshot::time)
          .text("cause", PnlSnapshot::cause)
          .text("currency", PnlSnapshot::currency)
          .amount("cash", PnlSnapshot::cash)
          .amount("equity", PnlSnapshot::equity)
          .amount("realized_pnl", PnlSnapshot::realizedPnl)
          .amount("unrealized_pnl", PnlSnapshot::unrealizedPnl)
          .amount("fees", PnlSnapshot::fees)
          .amount("daily_pnl", PnlSnapshot::dailyPnl)
          .amount("peak_equity", PnlSnapshot::peakEquity)
          .amount("drawdown", PnlSnapshot::drawdown)
          .optionalText("entry", PnlSnapshot::entry)
          .amount("reserved", PnlSnapshot::reserved)
          .amount("gross_exposure", PnlSnapshot::grossExposure)
          .amount("net_exposure", PnlSnapshot::netExposure)
          .amount("leverage", PnlSnapshot::leverage)
          .amount("net_flows", PnlSnapshot::netFlows)
          .optionalText("trading_day", PnlSnapshot::tradingDay)
          .amount("trading_day_pnl", PnlSnapshot::tradingDayPnl)
          .json("other_assets", s -> json(s.otherAssets()))
          .json("unpriced", s -> json(s.unpriced()));

  static final Table<SnapshotPosition> POSITIONS =
      Table.<SnapshotPosition>of("positions")
          .text("account", p -> p.snapshot().account())
          .instrument(p -> p.position().instrument())
          .integer("sequence", p -> p.snapshot().sequence())
          .time("time", p -> p.snapshot().time())
          .amount("quantity", p -> p.position().quantity())
          .amount("cost", p -> p.position().cost())
          .amount("mark", when(p -> p.position().mark() != 0, p -> p.position().mark()))
          .amount("value", p -> p.position().value())
          .amount("realized_pnl", p -> p.position().realizedPnl())
          .amount("unrealized_pnl", p -> p.position().unrealizedPnl())
          .amount("fees", p -> p.position().fees());

  static final Table<SnapshotStrategy> STRATEGY_POSITIONS =
      Table.<SnapshotStrategy>of("strategy_positions")
          .text("account", p -> p.snapshot().account())
          .text("strategy", p -> p.position().strategy())
          .instrument(p -> p.position().instrument())
          .integer("sequence", p -> p.snapshot().sequence())
          .time("time", p -> p.snapshot().time())
          .amount("quantity", p -> p.position().quantity())
          .amount("cost", p -> p.position().cost())
          .amount("value", p -> p.position().value())
          .amount("realized_pnl", p -> p.position().realizedPnl())
          .amount("unrealized_pnl", p -> p.position().unrealizedPnl())
          .amount("fees", p -> p.position().fees());

  static final Table<SnapshotRoundTrip> ROUND_TRIPS =
      Table.<SnapshotRoundTrip>of("round_trips")
          .text("account", t -> t.snapshot().account())
          .text("strategy", t -> t.trip().strategy())
          .instrument(t -> t.trip().instrument())
          .integer("number", t -> t.trip().number())
          .time("time", t -> t.snapshot().time())
          .integer("sequence", t -> t.snapshot().sequence())
          .constant("side", t -> t.trip().side())
          .time("opened_at", t -> t.trip().openedAt())
          .time("closed_at", t -> t.trip().closedAt())
          .amount("quantity", t -> t.trip().quantity())
          .amount("entry_price", t -> t.trip().entryPrice())
          .amount("exit_price", t -> t.trip().exitPrice())
          .amount("pnl", t -> t.trip().pnl())
          .amount("fees", t -> t.trip().fees())
          .amount("adverse", t -> t.trip().adverse())
          .amount("favourable", t -> t.trip().favourable())
          .integer("fills", t -> t.trip().fills());

  /** Deposits, withdrawals and corrections. */
  static final Table<LedgerEntry> LEDGER_ENTRIES =
      Table.<LedgerEntry>of("ledger_entries")
          .text("account", LedgerEntry::account)
          .integer("sequence", LedgerEntry::sequence)
          .time("time", LedgerEntry::time)
          .constant("kind", e -> e.booking().kind())
          .optionalText("asset", e -> e.booking().asset())
          .amount("amount", e -> e.booking().amount())
          .optionalText("strategy", e -> e.booking().strategy())
          .text("venue", bookedOn(InstrumentId::venue))
          .text("symbol", bookedOn(InstrumentId::symbol))
          .amount("quantity", ofBust(Booking::quantity))
          .amount("price", ofBust(Booking::price))
          .optionalText("client_order_id", e -> e.booking().clientOrderId())
          .integer("venue_trade_id", ofBust(Booking::venueTradeId))
          .text("person", LedgerEntry::person)
          .integer("command", LedgerEntry::command)
          .text("reason", LedgerEntry::reason);

  static final Table<SnapshotBalance> ACCOUNT_SNAPSHOTS =
      Table.<SnapshotBalance>of("account_snapshots")
          .text("account", b -> b.snapshot().account())
          .integer("sequence", b -> b.snapshot().sequence())
          .time("time", b -> b.snapshot().time())
          .text("asset", b -> b.balance().asset())
          .amount("free", b -> b.balance().free())
          .amount("locked", b -> b.balance().locked());

  static final Table<BreakerTrip> BREAKER_TRIPS =
      Table.<BreakerTrip>of("breaker_trips")
          .text("breaker", BreakerTrip::breaker)
          .text("account", t -> t.level().account())
          .text("strategy", t -> t.level().strategy())
          .text("instrument", t -> t.level().instrument())
          .integer("sequence", BreakerTrip::sequence)
          .time("time", BreakerTrip::time)
          .constant("stop", BreakerTrip::stop)
          .integer("cooldown_micros", BreakerTrip::cooldown)
          .flag("cancel_orders", BreakerTrip::cancelOrders)
          .text("evidence", BreakerTrip::evidence);

  static final Table<OperatorCommand> COMMANDS =
      Table.<OperatorCommand>of("commands")
          .text("person", OperatorCommand::person)
          .integer("sequence", OperatorCommand::sequence)
          .time("time", OperatorCommand::time)
          .text("account", c -> c.level().account())
          .text("strategy", c -> c.level().strategy())
          .text("instrument", c -> c.level().instrument())
          .constant("action", OperatorCommand::action)
          .time("until", when(c -> c.until() != 0, OperatorCommand::until))
          .json("limits", c -> json(c.limits()))
          .json("codes", c -> json(c.codes()))
          .text("reason", OperatorCommand::reason)
          .optionalText("approver", OperatorCommand::approver)
          .text("signature", OperatorCommand::signature)
          .json("booking", c -> c.wanted().map(Tables::json).orElse(null));

  /** The history that a change brings along is left out: those bars are in their own table. */
  static final Table<StrategyChange> STRATEGY_CHANGES =
      Table.<StrategyChange>of("strategy_changes")
          .text("id", StrategyChange::id)
          .integer("version", StrategyChange::version)
          .constant("action", StrategyChange::action)
          .text("type", StrategyChange::strategyType)
          .text("account", StrategyChange::account)
          .json("instruments", c -> json(c.instruments()))
          .text("interval", StrategyChange::interval)
          .json("parameters", c -> json(c.parameters()))
          .time("effective_time", when(c -> c.effectiveTime() != 0, StrategyChange::effectiveTime))
          .text("person", StrategyChange::person)
          .time("time", StrategyChange::time);

  static final Table<Alert> ALERTS =
      Table.<Alert>of("alerts")
          .text("source", Alert::source)
          .text("id", Alert::id)
          .time("time", Alert::time)
          .constant("severity", Alert::severity)
          .text("code", Alert::code)
          .optionalText("account", Alert::account)
          .text("venue", instrumentOf(InstrumentId::venue))
          .text("symbol", instrumentOf(InstrumentId::symbol))
          .text("message", Alert::message)
          .optionalText("level", Alert::level)
          .optionalText("correlation", Alert::correlation)
          .json("numbers", a -> json(a.numbers()));

  static final Table<DeadLetter> DEAD_LETTERS =
      Table.<DeadLetter>of("dead_letters")
          .text("source", DeadLetter::source)
          .text("topic", DeadLetter::topic)
          .integer("partition_number", d -> (long) d.partition())
          .integer("offset_number", DeadLetter::offset)
          .time("time", DeadLetter::time)
          .text("code", DeadLetter::code)
          .text("reason", DeadLetter::reason)
          .text("raw", DeadLetter::raw);

  static final Table<AuditRow> AUDIT =
      Table.<AuditRow>of("audit")
          .text("account", r -> r.evidence().account())
          .text("log", r -> r.evidence().log())
          .integer("partition_number", r -> (long) r.evidence().partition())
          .integer("offset_number", r -> r.evidence().offset())
          .integer("position", AuditRow::position)
          .time("time", r -> r.evidence().time())
          .constant("kind", r -> r.evidence().kind())
          .text("identity", r -> r.evidence().identity())
          .bytes("record", r -> r.evidence().content())
          .bytes("previous_hash", AuditRow::previousHash)
          .bytes("hash", AuditRow::hash);

  private Tables() {}

  private static <V> Function<Decision, V> order(Function<OrderIntent, V> value) {
    return d -> d.approvedOrder().map(value).orElse(null);
  }

  /** The order that is to be smaller. */
  private static String amended(Decision decision) {
    return decision.outcome() == Outcome.AMEND ? decision.targets().get(0).clientOrderId() : "";
  }

  /** Null for an order that has no second one beside it. */
  private static <V> Function<Decision, V> stop(Function<StopLeg, V> value) {
    return order(o -> o.stop() == null ? null : value.apply(o.stop()));
  }

  private static <V> Function<ExecutionReport, V> ofFill(Function<ExecutionReport, V> value) {
    return when(r -> r.executionType() == ExecutionType.FILL, value);
  }

  private static Function<LedgerEntry, Long> ofBust(Function<Booking, Long> value) {
    return when(e -> e.booking().kind() == BookingKind.BUST, e -> value.apply(e.booking()));
  }

  private static Function<LedgerEntry, String> bookedOn(Function<InstrumentId, String> part) {
    return when(
        e -> !e.booking().instrument().isEmpty(),
        e -> part.apply(InstrumentId.parse(e.booking().instrument())));
  }

  /** Null for a price that is not there. */
  private static String algorithm(Signal signal) {
    if (signal.execution() instanceof Execution.Twap) {
      return "TWAP";
    }
    return signal.execution() instanceof Execution.Iceberg ? "ICEBERG" : "";
  }

  /** Null for signals that are not worked so. */
  private static <E extends Execution> Function<Signal, Long> worked(
      Class<E> how, Function<E, Long> value) {
    return signal ->
        how.isInstance(signal.execution()) ? value.apply(how.cast(signal.execution())) : null;
  }

  private static Function<Signal, Long> price(Function<Signal, Long> value) {
    return when(s -> value.apply(s) != 0, value);
  }

  private static Function<Alert, String> instrumentOf(Function<InstrumentId, String> part) {
    return when(
        a -> !a.instrument().isEmpty(), a -> part.apply(InstrumentId.parse(a.instrument())));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
    }
  }
}
