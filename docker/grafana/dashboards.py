#!/usr/bin/env python3
"""Writes the dashboards: four pages, a list of panels each.

    python3 docker/grafana/dashboards.py            writes docker/grafana/dashboards/*.json
    python3 docker/grafana/dashboards.py --check    fails when they are not what it would write

A panel is (title, kind, unit, queries). A query that begins with SELECT or WITH is asked of the database, with market
time as its time axis; all others are PromQL. docker/metrics-check executes every one of them on a running desk.
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent / "dashboards"

LATENCY = ("histogram_quantile({q}, sum by ({by}le) (rate({metric}_bucket[$__rate_interval])))")


def quantiles(metric, by=""):
    return [(LATENCY.format(q=q, by=by, metric=metric), f"p{int(q * 100)} {{{{{by.rstrip(', ')}}}}}" if by else f"p{int(q * 100)}")
            for q in (0.5, 0.99)]


DASHBOARDS = {
    "trading": ("Trading", [
        ("Equity", "timeseries", "none", [("equity", "{{account}}")]),
        ("P&L of the day", "stat", "none", [("pnl_day", "{{account}}")]),
        ("P&L: realised and unrealised", "timeseries", "none",
         [("pnl_realized", "realised {{account}}"), ("pnl_unrealized", "unrealised {{account}}")]),
        ("Drawdown", "timeseries", "none", [("drawdown", "{{account}}")]),
        ("Balances", "table", "none", [("balance", "")]),
        ("Gross exposure", "timeseries", "none", [("exposure_gross", "{{account}}")]),
        ("Signals per minute", "timeseries", "none",
         [("sum by (strategy, symbol) (rate(trading_signals_generated_total[$__rate_interval])) * 60",
           "{{strategy}} {{symbol}}")]),
        ("Equity in market time", "timeseries", "none",
         [("SELECT * FROM (SELECT time, account AS metric, equity::float8 AS equity FROM pnl"
           " ORDER BY time DESC LIMIT 5000) AS last ORDER BY time", "")]),
        ("Last fills", "table", "none",
         [("SELECT time, account, strategy, symbol, side, last_quantity, last_price, fee FROM execution_reports"
           " WHERE execution_type = 'FILL' ORDER BY time DESC LIMIT 50", "")]),
    ]),
    "risk": ("Risk", [
        ("Stopped or restricted now", "stat", "none", [("sum by (code) (risk_stops)", "{{code}}")]),
        ("Decisions per minute", "timeseries", "none",
         [("sum by (outcome) (rate(risk_decisions_total[$__rate_interval])) * 60", "{{outcome}}")]),
        ("Rules broken", "timeseries", "none", [("sum by (code) (risk_violations_total)", "{{code}}")]),
        ("Share of signals rejected", "timeseries", "percentunit",
         [('sum(risk_decisions_total{outcome="REJECTED"}) / sum(risk_decisions_total)', "rejected")]),
        ("Loss of the day against equity", "timeseries", "percentunit", [("pnl_day / equity", "{{account}}")]),
        ("Drawdown against equity", "timeseries", "percentunit", [("drawdown / equity", "{{account}}")]),
        ("Reconciliation breaks", "stat", "none", [("sum by (code) (reconciliation_breaks)", "{{code}}")]),
        ("Alerts by code", "table", "none", [("sum by (severity, code) (alerts_total)", "")]),
        ("Last rejected signals", "table", "none",
         [("SELECT time, account, strategy, symbol, violations FROM decisions WHERE outcome = 'REJECTED'"
           " ORDER BY time DESC LIMIT 50", "")]),
    ]),
    "execution": ("Execution", [
        ("Orders by what became of them", "timeseries", "none",
         [("sum by (status) (orders_placed_total)", "{{status}}")]),
        ("Open orders", "stat", "none", [("orders_open", "{{account}}")]),
        ("Unknown orders", "stat", "none", [("orders_unknown", "{{account}}")]),
        ("Answer of the venue", "timeseries", "s", quantiles("execution_latency_seconds", "operation, ")),
        ("Tick to order, by stage", "timeseries", "s", quantiles("tick_to_order_seconds", "stage, ")),
        ("Tick to order, mean of all stages together", "timeseries", "s",
         [("sum(sum by (stage) (rate(tick_to_order_seconds_sum[$__rate_interval]))"
           " / sum by (stage) (rate(tick_to_order_seconds_count[$__rate_interval])))", "mean")]),
        ("Calls of the venue by answer", "timeseries", "none",
         [("sum by (endpoint, status_code) (rate(api_requests_total[$__rate_interval]))",
           "{{endpoint}} {{status_code}}")]),
        ("Trades read per second", "timeseries", "none",
         [("sum by (symbol) (rate(market_data_trades_total[$__rate_interval]))", "{{symbol}}")]),
        ("Lag of market data", "timeseries", "s", [("market_data_lag_seconds", "{{symbol}}")]),
        ("Orders by strategy", "table", "none",
         [("SELECT strategy, symbol, execution_type, count(*) AS reports FROM execution_reports"
           " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3", "")]),
    ]),
    "system": ("System", [
        ("Jobs: hours up", "stat", "h", [("max by (job_name) (flink_jobmanager_job_uptime) / 3600000", "{{job_name}}")]),
        ("Restarts", "stat", "none", [("max by (job_name) (flink_jobmanager_job_numRestarts)", "{{job_name}}")]),
        ("Checkpoint duration", "timeseries", "ms",
         [("max by (job_name) (flink_jobmanager_job_lastCheckpointDuration)", "{{job_name}}")]),
        ("Checkpoint size", "timeseries", "bytes",
         [("max by (job_name) (flink_jobmanager_job_lastCheckpointSize)", "{{job_name}}")]),
        ("Checkpoints that failed", "stat", "none",
         [("sum by (job_name) (flink_jobmanager_job_numberOfFailedCheckpoints)", "{{job_name}}")]),
        ("Records still to read", "timeseries", "none",
         [("sum by (job_name, operator_name) (flink_taskmanager_job_task_operator_pendingRecords)",
           "{{job_name}} {{operator_name}}")]),
        ("Busiest tasks", "timeseries", "ms",
         [("topk(5, max by (job_name, task_name) (flink_taskmanager_job_task_busyTimeMsPerSecond))", "{{job_name}}")]),
        ("Back pressure", "timeseries", "ms",
         [("max by (job_name) (flink_taskmanager_job_task_backPressuredTimeMsPerSecond)", "{{job_name}}")]),
        ("Heap", "timeseries", "bytes", [("flink_taskmanager_Status_JVM_Memory_Heap_Used", "{{instance}}")]),
        ("CPU", "timeseries", "percentunit", [("flink_taskmanager_Status_JVM_CPU_Load", "{{instance}}")]),
        ("Lag of the archive", "timeseries", "s", [("archive_lag_seconds", "lag")]),
        ("Rows to the database per second", "timeseries", "none",
         [("rate(archive_rows_total[$__rate_interval])", "rows"), ("archive_rows_waiting", "waiting")]),
        ("Database down", "stat", "none", [("database_down", "down")]),
        ("Dead letters", "table", "none", [("sum by (code) (dead_letters_total)", "")]),
        ("Gaps in the trade log", "table", "none", [("sum by (symbol, code) (market_data_gaps_total)", "")]),
        ("Last dead letters", "table", "none",
         [("SELECT time, source, topic, code, reason FROM dead_letters ORDER BY time DESC LIMIT 50", "")]),
    ]),
}


def target(number, query, legend, kind):
    if query.startswith(("SELECT", "WITH")):
        return {"refId": chr(65 + number), "datasource": {"type": "postgres", "uid": "database"}, "rawQuery": True,
                "format": "time_series" if kind == "timeseries" else "table", "rawSql": query}
    return {"refId": chr(65 + number), "datasource": {"type": "prometheus", "uid": "prometheus"}, "expr": query,
            "legendFormat": legend, "instant": kind == "table", "format": "table" if kind == "table" else "time_series"}


def panel(number, title, kind, unit, queries):
    return {"id": number + 1, "title": title, "type": kind,
            "gridPos": {"h": 8, "w": 8, "x": 8 * (number % 3), "y": 8 * (number // 3)},
            "fieldConfig": {"defaults": {"unit": unit}, "overrides": []},
            "targets": [target(i, query, legend, kind) for i, (query, legend) in enumerate(queries)]}


def dashboard(name, title, panels):
    return {"uid": f"alphaflow-{name}", "title": f"AlphaFlow: {title}", "tags": ["alphaflow"], "timezone": "utc",
            "schemaVersion": 39, "refresh": "5s", "time": {"from": "now-30m", "to": "now"},
            "panels": [panel(i, *p) for i, p in enumerate(panels)]}


def main():
    stale = []
    for name, (title, panels) in DASHBOARDS.items():
        path = HERE / f"{name}.json"
        text = json.dumps(dashboard(name, title, panels), indent=1, ensure_ascii=False) + "\n"
        if "--check" in sys.argv:
            if not path.exists() or path.read_text() != text:
                stale.append(path)
        else:
            path.write_text(text)
    for path in stale:
        print(f"{path} is not what dashboards.py writes", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
