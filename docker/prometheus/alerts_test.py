#!/usr/bin/env python3
"""Writes alerts_test.yml: each alert of alerts.yml fires on a fault, and not without one.

    python3 docker/prometheus/alerts_test.py > docker/prometheus/alerts_test.yml
"""

import json
import sys

FLINK = {"job_name": "alphaflow-risk"}
JOBS = ["ingest", "signals", "risk", "execution-sink", "pnl", "archive"]
UP = [(f'flink_jobmanager_job_uptime{{job_name="alphaflow-{job}"}}', "1+5000x200") for job in JOBS]

# Codes of the stops of circuit breakers.
BREAKERS = ["ORDER_VELOCITY", "REJECT_STORM", "REPEATED_EXECUTION", "LOSING_STREAK", "PRICE_SHOCK"]

RISK = 'job_name="alphaflow-risk"'
BACKTEST = 'job_name="alphaflow-backtest"'
CHECKPOINTS = "flink_jobmanager_job_numberOf"

# name, series of the fault, series without it, when it fires, labels beside severity
CASES = [
    ("RiskBreach", [('risk_violations_total{code="MAX_DAILY_LOSS"}', "_x60 1x60")],
     [('risk_violations_total{code="MAX_DAILY_LOSS"}', "3x120"),
      ('risk_violations_total{code="INSUFFICIENT_BALANCE"}', "0+1x120")], "6m", {"code": "MAX_DAILY_LOSS"}),
    *[("RiskBreach", [(f'risk_violations_total{{code="{code}"}}', "2x60 3x60")],
       [(f'risk_violations_total{{code="{code}"}}', "2x120")], "6m", {"code": code}) for code in BREAKERS],
    ("TradingHalted", [('risk_stops{code="HALTED",partition="0"}', "0x60 1x60")],
     [('risk_stops{code="HALTED",partition="0"}', "0x120"),
      ('risk_stops{code="NOT_ARMED",partition="0"}', "1x120")], "6m", {"code": "HALTED"}),
    *[("TradingHalted", [(f'risk_stops{{code="{code}",partition="0"}}', "0x60 1x60")],
       [(f'risk_stops{{code="{code}",partition="0"}}', "0x120")], "6m", {"code": code})
      for code in [*BREAKERS, "DEAD_MAN", "RECONCILIATION", "REDUCE_ONLY"]],
    ("UnusualLoss", [('equity{account="main"}', "10000x120"), ('pnl_day{account="main"}', "0-10x120")],
     [('equity{account="main"}', "10000x120"), ('pnl_day{account="main"}', "0-1x120")], "9m", {"account": "main"}),
    ("UnknownOrders", [('orders_unknown{account="main"}', "0x60 2x60")],
     [('orders_unknown{account="main"}', "0x60 1 0x60")], "6m", {"account": "main"}),
    ("OrderLatency",
     [('execution_latency_seconds_bucket{operation="submit",le="0.2"}', "0+9x120"),
      ('execution_latency_seconds_bucket{operation="submit",le="0.5"}', "0+10x120"),
      ('execution_latency_seconds_bucket{operation="submit",le="+Inf"}', "0+10x120")],
     [('execution_latency_seconds_bucket{operation="submit",le="0.2"}', "0+10x120"),
      ('execution_latency_seconds_bucket{operation="submit",le="0.5"}', "0+10x120"),
      ('execution_latency_seconds_bucket{operation="submit",le="+Inf"}', "0+10x120")], "6m", {}),
    ("ReconciliationBreak", [('reconciliation_breaks{code="RECONCILIATION_BREAK"}', "_x60 1x60")],
     [('reconciliation_breaks{code="other"}', "0x120"),
      ('reconciliation_breaks{code="RECONCILIATION_BREAK"}', "4x120")], "6m", {"code": "RECONCILIATION_BREAK"}),
    ("MarketDataLag", [('market_data_lag_seconds{symbol="sim:BTC/USD"}', "0.1x60 0+5x60")],
     [('market_data_lag_seconds{symbol="sim:BTC/USD"}', "0.1x60 11 0.1x60")], "7m", {"symbol": "sim:BTC/USD"}),
    ("MarketDataGap", [('market_data_gaps_total{symbol="sim:BTC/USD",code="NOT_AT_VENUE"}', "2x60 3x60")],
     [('market_data_gaps_total{symbol="sim:BTC/USD",code="NOT_AT_VENUE"}', "2x120")], "6m",
     {"symbol": "sim:BTC/USD", "code": "NOT_AT_VENUE"}),
    ("DeadLetters", [('dead_letters_total{code="UNDECODABLE"}', "_x60 1x60")],
     [('dead_letters_total{code="other"}', "0x120")], "6m", {"code": "UNDECODABLE"}),
    ("JobDown", [s for s in UP if "pnl" not in s[0]], UP, "6m", {"job_name": "pnl"}),
    ("JobDown", UP[1:] + [(UP[0][0], "5000x60 0x60")], UP, "7m", {"job_name": "alphaflow-ingest"}),
    ("ProcessDown", [('up{job="alphaflow",instance="taskmanager:9249"}', "1x60 0x60")],
     [('up{job="alphaflow",instance="taskmanager:9249"}', "1x60 0 1x60"),
      ('up{job="somebody",instance="else:80"}', "0x120")], "7m",
     {"job": "alphaflow", "instance": "taskmanager:9249"}),
    # They fail; none completes, and none fails as long as it is waited for; the first of a job that starts fail.
    ("CheckpointFailures", [(f"{CHECKPOINTS}FailedCheckpoints{{{RISK}}}", "0x60 0+1x60"),
                            (f"{CHECKPOINTS}CompletedCheckpoints{{{RISK}}}", "0+1x60 60x60")],
     [(f"{CHECKPOINTS}FailedCheckpoints{{{RISK}}}", "_x70 0+1x3 3x60"),
      (f"{CHECKPOINTS}CompletedCheckpoints{{{RISK}}}", "_x70 0x3 0+1x60")], "9m", FLINK),
    ("CheckpointFailures", [(f"{CHECKPOINTS}FailedCheckpoints{{{RISK}}}", "0x120"),
                            (f"{CHECKPOINTS}CompletedCheckpoints{{{RISK}}}", "0+1x60 60x60"), UP[2]],
     [(f"{CHECKPOINTS}FailedCheckpoints{{{RISK}}}", "7x120"),
      (f"{CHECKPOINTS}CompletedCheckpoints{{{RISK}}}", "0+1x120"), UP[2],
      (f"{CHECKPOINTS}CompletedCheckpoints{{{BACKTEST}}}", "0x120"),
      (f"flink_jobmanager_job_uptime{{{BACKTEST}}}", "1+5000x200")], "10m", FLINK),
    ("ConsumerLagGrowing",
     [('flink_taskmanager_job_task_operator_pendingRecords{job_name="alphaflow-risk",operator_name="Source: journal"}',
       "0+100x120")],
     [('flink_taskmanager_job_task_operator_pendingRecords{job_name="alphaflow-risk",operator_name="Source: journal"}',
       "50000-100x120")], "9m", {**FLINK, "operator_name": "Source: journal"}),
    ("DatabaseBehind", [("archive_lag_seconds", "0x60 30+5x60"), ("database_down", "0x120")],
     [("archive_lag_seconds", "59x120"), ("database_down", "0x120")], "8m", {}),
    ("DatabaseBehind", [("archive_lag_seconds", "0x120"), ("database_down", "0x60 1x60")],
     [("archive_lag_seconds", "59x120"), ("database_down", "0x120")], "7m", {}),
]

def quoted(text):
    return json.dumps(text)


def series(rows):
    return [f"      - {{series: {quoted(name)}, values: {quoted(values)}}}" for name, values in rows]


def main():
    out = ["# Made by alerts_test.py: each alert fires on its fault, and not without it.",
           "rule_files: [alerts.yml]", "evaluation_interval: 5s", "tests:"]
    for alert, fault, calm, when, labels in CASES:
        for rows, fires in ((fault, True), (calm, False)):
            out.append(f"  - name: {quoted(alert + (' fires' if fires else ' keeps still'))}")
            out.append("    interval: 5s")
            out.append("    input_series:")
            out.extend(series(rows))
            out.append("    promql_expr_test:")
            # Without a fault it keeps still whatever its labels, and all the time: from the sixth minute on,
            # because before that every counter is new.
            wanted = "".join(f",{name}={quoted(value)}" for name, value in labels.items()) if fires else ""
            expression = f'ALERTS{{alertname="{alert}",alertstate="firing"{wanted}}}'
            expression = f"count({expression})" if fires else f"count(count_over_time({expression}[{int(when[:-1]) - 5}m]))"
            # A resting alert has no series: vector(0) in its place.
            out.append(f"      - expr: {quoted(expression + ' or vector(0)')}")
            out.append(f"        eval_time: {when}")
            out.append(f"        exp_samples: [{{labels: \"{{}}\", value: {1 if fires else 0}}}]")
    print("\n".join(out))


if __name__ == "__main__":
    sys.exit(main())
