package io.alphaflow.common.flink.metrics;

import java.util.List;

/**
 * The catalogue of what the jobs measure. {@code docs/metrics.md} is generated from it.
 *
 * <p>Each metric has at most {@link #bound} combinations of label values in a task; what comes
 * after them is counted under {@value DeskMetrics#OTHER}, so that no input can make the number of
 * time series grow without end.
 */
public enum DeskMetric {
  SIGNALS(
      "trading_signals_generated_total",
      MetricKind.COUNTER,
      "signals",
      "signals",
      "Signals that strategies gave",
      1_000,
      "strategy",
      "symbol"),
  RISK_DECISIONS(
      "risk_decisions_total",
      MetricKind.COUNTER,
      "decisions",
      "risk",
      "Decisions of the gate; the code is that of the first rule that was broken",
      200,
      "outcome",
      "code"),
  RISK_VIOLATIONS(
      "risk_violations_total",
      MetricKind.COUNTER,
      "rules",
      "risk",
      "Rules that signals broke, several of one signal each",
      100,
      "code"),
  RISK_STOPS(
      "risk_stops",
      MetricKind.GAUGE,
      "stops",
      "risk",
      "What is stopped or restricted now, by the code that orders are rejected with; a stop of the"
          + " whole desk stands in each partition of the journal",
      500,
      "code",
      "partition"),
  ORDERS_PLACED(
      "orders_placed_total",
      MetricKind.COUNTER,
      "reports",
      "execution-sink",
      "What became of orders: accepted, partially_filled, filled, canceled, expired, rejected,"
          + " amended, not_placed",
      1_000,
      "status",
      "symbol"),
  EXECUTION_LATENCY(
      "execution_latency_seconds",
      MetricKind.HISTOGRAM,
      "seconds",
      "execution-sink",
      "From the call of the venue to its answer",
      20,
      "operation"),
  API_REQUESTS(
      "api_requests_total",
      MetricKind.COUNTER,
      "calls",
      "execution-sink",
      "Calls of the trading API; the status is 200 for an answer, the venue's code (its own or"
          + " HTTP's) for a refusal, none when no answer came or nothing was sent",
      300,
      "endpoint",
      "status_code"),
  ORDERS_UNKNOWN(
      "orders_unknown",
      MetricKind.GAUGE,
      "orders",
      "execution-sink",
      "Orders of which it is not known whether the venue has them",
      100,
      "account"),
  ORDERS_OPEN(
      "orders_open",
      MetricKind.GAUGE,
      "orders",
      "execution-sink",
      "Orders that have not ended",
      100,
      "account"),
  TICK_TO_ORDER(
      "tick_to_order_seconds",
      MetricKind.HISTOGRAM,
      "seconds",
      "signals, risk, execution-sink",
      "Wall time from a trade to the order that it leads to, in stages that follow each other:"
          + " signal (the trade came in, the signal was given), decision (the signal was written,"
          + " the gate has decided) and order (the decision was written, the order is sent). The"
          + " means of the stages add up",
      3,
      "stage"),
  BALANCE(
      "balance",
      MetricKind.GAUGE,
      "units of the asset",
      "pnl",
      "What an account holds by our ledger, locked part included",
      500,
      "account",
      "asset"),
  PNL_REALIZED(
      "pnl_realized",
      MetricKind.GAUGE,
      "account's currency",
      "pnl",
      "Realised P&L before fees since the opening",
      100,
      "account"),
  PNL_UNREALIZED(
      "pnl_unrealized",
      MetricKind.GAUGE,
      "account's currency",
      "pnl",
      "P&L of what is held, at the marks",
      100,
      "account"),
  PNL_DAY(
      "pnl_day",
      MetricKind.GAUGE,
      "account's currency",
      "pnl",
      "P&L since the start of the UTC day",
      100,
      "account"),
  EQUITY(
      "equity",
      MetricKind.GAUGE,
      "account's currency",
      "pnl",
      "Cash and what is held, at the marks",
      100,
      "account"),
  DRAWDOWN(
      "drawdown",
      MetricKind.GAUGE,
      "account's currency",
      "pnl",
      "Highest equity so far less equity, 0 or more",
      100,
      "account"),
  EXPOSURE(
      "exposure_gross",
      MetricKind.GAUGE,
      "account's currency",
      "pnl",
      "Sum of the absolute values of what is held besides the currency",
      100,
      "account"),
  MARKET_DATA_LAG(
      "market_data_lag_seconds",
      MetricKind.GAUGE,
      "seconds",
      "ingest",
      "How far the trade log is behind: wall clock less the market time that the symbol has"
          + " reached; in a replay of the past the wall time since it moved",
      1_000,
      "symbol"),
  MARKET_DATA_TRADES(
      "market_data_trades_total",
      MetricKind.COUNTER,
      "trades",
      "ingest",
      "Trades written to the trade log",
      1_000,
      "symbol"),
  MARKET_DATA_GAPS(
      "market_data_gaps_total",
      MetricKind.COUNTER,
      "gaps",
      "ingest",
      "Gaps in the trade log: ids that are missing, or whose trade is not sound",
      1_000,
      "symbol",
      "code"),
  DEAD_LETTERS(
      "dead_letters_total",
      MetricKind.COUNTER,
      "inputs",
      "all",
      "Inputs that could not be used",
      200,
      "code"),
  ALERTS(
      "alerts_total",
      MetricKind.COUNTER,
      "alerts",
      "all",
      "Alerts that were raised",
      300,
      "severity",
      "code"),
  RECONCILIATION_BREAKS(
      "reconciliation_breaks",
      MetricKind.COUNTER,
      "breaks",
      "risk, execution-sink",
      "Differences between our books or orders and the venue's, each told once",
      50,
      "code"),
  ARCHIVE_LAG(
      "archive_lag_seconds",
      MetricKind.GAUGE,
      "seconds",
      "archive",
      "Age of the oldest record that waits for the database",
      1),
  ARCHIVE_ROWS(
      "archive_rows_total", MetricKind.COUNTER, "rows", "archive", "Rows sent to the database", 1),
  ARCHIVE_WAITING(
      "archive_rows_waiting",
      MetricKind.GAUGE,
      "rows",
      "archive",
      "Rows that wait to be written",
      1),
  DATABASE_DOWN(
      "database_down",
      MetricKind.GAUGE,
      "0 or 1",
      "archive",
      "Whether the database takes no rows",
      1);

  private final String metric;
  private final MetricKind kind;
  private final String unit;
  private final String jobs;
  private final String help;
  private final int bound;
  private final List<String> labels;

  DeskMetric(
      String metric,
      MetricKind kind,
      String unit,
      String jobs,
      String help,
      int bound,
      String... labels) {
    this.metric = metric;
    this.kind = kind;
    this.unit = unit;
    this.jobs = jobs;
    this.help = help;
    this.bound = bound;
    this.labels = List.of(labels);
  }

  /** Its name in Prometheus. */
  public String metric() {
    return metric;
  }

  /** How it behaves. */
  public MetricKind kind() {
    return kind;
  }

  /** What its value counts. */
  public String unit() {
    return unit;
  }

  /** The jobs that have it. */
  public String jobs() {
    return jobs;
  }

  /** What it says. */
  public String help() {
    return help;
  }

  /** The most combinations of label values in a task. */
  public int bound() {
    return bound;
  }

  /** Names of its labels. */
  public List<String> labels() {
    return labels;
  }
}
