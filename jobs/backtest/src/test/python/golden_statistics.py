"""Golden numbers for QuantStatsGoldenTest: what QuantStats says of made-up equity.

    python -m venv v && v/bin/pip install -r requirements.txt
    v/bin/python golden_statistics.py > ../resources/statistics/quantstats.json

The equity is no market's: a seeded recurrence, in the file beside the numbers. Where QuantStats has
another definition the number is taken from what it builds on (pandas, SciPy), under the key "other".
"""

import json
import math
import sys

import numpy as np
import pandas as pd
import quantstats.stats as qs
from scipy import stats as sp


class Recurrence:
    """Numbers in [0, 1): a 64-bit linear congruential generator (Knuth's MMIX)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 11) / 2**53


def returns(seed, count, drift, size, flat_share):
    """Fat-tailed returns, some of them exactly zero, with a beta to a benchmark."""
    random = Recurrence(seed)
    own, benchmark = [], []
    for _ in range(count):
        market = size * sum(random.next() - 0.5 for _ in range(4))
        if random.next() < 0.03:
            market *= 4
        noise = size * (random.next() - 0.5)
        flat = random.next() < flat_share
        own.append(0.0 if flat else drift + 0.6 * market + noise)
        benchmark.append(market + drift / 2)
    return own, benchmark


def levels(start, changes):
    values = [start]
    for change in changes:
        values.append(values[-1] * (1 + change))
    return values


def drawdowns(series):
    """With the start before the first return: without it QuantStats does not see a drawdown that
    lasts from the first return to the last."""
    start = pd.Series([0.0], index=[series.index[0] - pd.Timedelta(days=1)])
    details = qs.drawdown_details(pd.concat([start, qs.to_drawdown_series(series)]))
    details = details.sort_values(["max drawdown", "start"])
    return [
        {"start": row["start"], "valley": row["valley"], "end": row["end"],
         "days": int(row["days"]), "depth": row["max drawdown"] / 100}
        for _, row in details.iterrows()
    ]


def case(name, seed, count, periods, risk_free, drift, size, flat_share, window):
    own, market = returns(seed, count, drift, size, flat_share)
    equity, benchmark = levels(100_000.0, own), levels(250.0, market)
    # A sample is the end of its day, so the first one stands for the day before the first return.
    days = pd.date_range("2021-01-01", periods=count + 1, freq="D")
    r = pd.Series(equity, index=days).pct_change().iloc[1:]
    b = pd.Series(benchmark, index=days).pct_change().iloc[1:]
    greeks = qs.greeks(r, b, periods)
    rolling = qs.rolling_sharpe(
        r, rf=risk_free, rolling_period=window, periods_per_year=periods).dropna()
    months = qs.monthly_returns(r, eoy=False)
    return {
        "name": name, "seed": seed, "periodsPerYear": periods, "riskFree": risk_free,
        "firstDay": "2021-01-01", "rollingWindow": window,
        "equity": equity, "benchmark": benchmark,
        "quantstats": {
            "totalReturn": qs.comp(r),
            "volatility": qs.volatility(r, periods),
            "sharpe": qs.sharpe(r, risk_free, periods),
            "sortino": qs.sortino(r, risk_free, periods),
            "maxDrawdown": qs.max_drawdown(r),
            "omega": qs.omega(r, periods=periods),
            "tailRatio": qs.tail_ratio(r),
            "gainToPain": qs.gain_to_pain_ratio(r),
            "ulcer": qs.ulcer_index(r),
            "martin": qs.ulcer_performance_index(r),
            "cvar95": qs.conditional_value_at_risk(r, confidence=0.95, method="historical"),
            "cvar99": qs.conditional_value_at_risk(r, confidence=0.99, method="historical"),
            "skew": qs.skew(r),
            "kurtosis": qs.kurtosis(r),
            "bestDay": qs.best(r),
            "worstDay": qs.worst(r),
            "winningDays": qs.win_rate(r),
            "probabilisticSharpe": qs.probabilistic_sharpe_ratio(r, risk_free, periods),
            "beta": greeks["beta"],
            "correlation": math.copysign(math.sqrt(qs.r_squared(r, b)), greeks["beta"]),
            "benchmarkReturn": qs.comp(b),
            "benchmarkVolatility": qs.volatility(b, periods),
            "benchmarkMaxDrawdown": qs.max_drawdown(b),
        },
        "quantstatsOfYearsOf365Days": {"cagr": qs.cagr(r, periods=365), "calmar": qs.calmar(r, periods=365)},
        "quantstatsWithoutRiskFree": {"alpha": greeks["alpha"]},
        "quantstatsPerPeriod": {"informationRatio": qs.information_ratio(r, b)},
        "other": {
            "var95": r.quantile(0.05),
            "var99": r.quantile(0.01),
            "trackingError": (r - b).std() * math.sqrt(periods),
        },
        "rollingSharpe": rolling.tolist(),
        "months": [
            {"year": int(year), "month": number + 1, "value": months.loc[year].iloc[number]}
            for year in months.index for number in range(12)
        ],
        "drawdowns": drawdowns(r),
    }


def trades(seed, count):
    """P&L of round trips. QuantStats' trade metrics are of periods; given these they are of trades."""
    random = Recurrence(seed)
    pnl = [round((random.next() + random.next() + random.next() - 1.42) * 100, 8) for _ in range(count)]
    series = pd.Series(pnl, index=pd.date_range("2021-01-01", periods=count, freq="D"))
    return {
        "seed": seed, "pnl": pnl,
        "quantstats": {
            "winRate": qs.win_rate(series),
            "profitFactor": qs.profit_factor(series),
            "payoff": qs.payoff_ratio(series),
            "kelly": qs.kelly_criterion(series),
            "averageWin": qs.avg_win(series),
            "averageLoss": qs.avg_loss(series),
            "longestWinning": int(qs.consecutive_wins(series)),
            "longestLosing": int(qs.consecutive_losses(series)),
        },
        "other": {
            "expectancy": series.mean(),
            "sqn": math.sqrt(count) * series.mean() / series.std(),
        },
    }


class Line:
    """An entry that stands on one line of the file."""

    all = []

    def __init__(self, entry):
        self.mark = f"line {len(Line.all)}"
        self.text = json.dumps(entry, allow_nan=False, default=float)
        Line.all.append(self)


def main():
    golden = {
        "versions": {"quantstats": "0.0.86", "pandas": pd.__version__, "numpy": np.__version__},
        "cases": [
            case("two years of a market that never closes", 1, 730, 365, 0.0, 0.0009, 0.02, 0.2, 91),
            case("stocks' periods, with a risk-free rate", 2, 504, 252, 0.04, 0.0004, 0.01, 0.0, 63),
            case("a losing quarter", 3, 90, 365, 0.02, -0.003, 0.03, 0.4, 30),
            case("four wild years", 4, 1460, 365, 0.0, 0.0015, 0.05, 0.1, 365),
        ],
        "trades": [trades(5, 240), trades(6, 17)],
    }
    for key in ("cases", "trades"):
        golden[key] = [Line(entry) for entry in golden[key]]
    text = json.dumps(golden, indent=1, default=lambda line: line.mark)
    for line in Line.all:
        text = text.replace(json.dumps(line.mark), line.text)
    sys.stdout.write(text + "\n")


main()
