package io.alphaflow.common.topic;

import io.alphaflow.common.json.BarCodec;
import io.alphaflow.common.json.MarketEntryCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AuditHead;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionReadings;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.MarketSubscription;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.StrategyChange;
import java.util.List;

/** The topics of the desk. */
public final class Topics {

  /** Market log: trades, gaps in them, and heartbeats, in the partition of their instrument. */
  public static final Topic<MarketEntry> TRADES =
      new Topic<>(
          "market.trades", MarketEntry.class, MarketEntry::key, false, MarketEntryCodec::new);

  /** Market log: top of book. */
  public static final Topic<Quote> QUOTES =
      new Topic<>("market.quotes", Quote.class, Quote::instrument, false);

  /** Market log: closed bars. */
  public static final Topic<Bar> BARS =
      new Topic<>("market.bars", Bar.class, Bar::instrument, false, BarCodec::new);

  /** Market log: trading rules. */
  public static final Topic<Instrument> INSTRUMENTS =
      new Topic<>("market.instruments", Instrument.class, Instrument::instrument, false);

  /** Which instruments are wanted besides, or no more, of those in the configuration. */
  public static final Topic<MarketSubscription> SUBSCRIPTIONS =
      new Topic<>(
          "market.subscriptions", MarketSubscription.class, MarketSubscription::instrument, true);

  /** Which strategy instances run besides, or otherwise than, those in the configuration. */
  public static final Topic<StrategyChange> STRATEGIES =
      new Topic<>("strategies", StrategyChange.class, StrategyChange::key, true);

  /**
   * The journal. Entries of an account stand in the partition that {@link Partitions#of} names;
   * marks, clock ticks and instruments are copied to every partition. The key is only informative.
   */
  public static final Topic<JournalEntry> JOURNAL =
      new Topic<>("journal", JournalEntry.class, JournalEntry::producer, false);

  /** The gate's decisions. */
  public static final Topic<Decision> DECISIONS =
      new Topic<>("decisions", Decision.class, Decision::account, false);

  /** What the gate's controls measured for its decisions. */
  public static final Topic<DecisionReadings> DECISION_READINGS =
      new Topic<>("decision-readings", DecisionReadings.class, DecisionReadings::account, false);

  /** P&amp;L snapshots. */
  public static final Topic<PnlSnapshot> PNL =
      new Topic<>("pnl", PnlSnapshot.class, PnlSnapshot::account, false);

  /** What a person should know. */
  public static final Topic<Alert> ALERTS =
      new Topic<>("alerts", Alert.class, Alert::source, false);

  /** Every input that could not be used. */
  public static final Topic<DeadLetter> DEAD_LETTERS =
      new Topic<>("dead-letters", DeadLetter.class, DeadLetter::source, false);

  /** How far the audit chains have come; see {@link AuditHead}. */
  public static final Topic<AuditHead> AUDIT =
      new Topic<>("audit", AuditHead.class, AuditHead::chain, false);

  /** All of them. */
  public static final List<Topic<?>> ALL =
      List.of(
          TRADES,
          QUOTES,
          BARS,
          INSTRUMENTS,
          SUBSCRIPTIONS,
          STRATEGIES,
          JOURNAL,
          DECISIONS,
          DECISION_READINGS,
          PNL,
          ALERTS,
          DEAD_LETTERS,
          AUDIT);

  private Topics() {}
}
