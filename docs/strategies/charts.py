#!/usr/bin/env python3
"""Draws the charts of these pages from what the test AtWorkTest left in strategies/target/charts.

    ./mvnw -pl strategies -am test -Dtest=AtWorkTest -Dsurefire.failIfNoSpecifiedTests=false
    pip install matplotlib && python3 docs/strategies/charts.py
"""
import csv
import datetime
import math
import pathlib
import statistics

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as dates
import matplotlib.pyplot as plt

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent.parent / "strategies" / "target" / "charts"
BITSTAMP = "Bitstamp BTC/USD, November 2013, bars of {}"
COLOURS = ["#d9822b", "#2b7bb9", "#7a5ea8"]

# Of each chart: title, length of a bar, columns beside the price, columns below it, lines below it.
CHARTS = {
    "ma-cross": ("ma-cross, defaults", "15m", ["ema(12) value", "ema(26) value"], [], []),
    "price-cross": ("price-cross, band 0.5", "15m", ["sma(50) value"], [], []),
    "macd": ("macd, defaults", "30m", [], ["macd(12,26,9) macd", "macd(12,26,9) signal"], [0]),
    "rsi-reversion": (
        "rsi-reversion, defaults", "5m", [], ["rsi(14) value"], [30, 70]),
    "bollinger-squeeze": (
        "bollinger-squeeze, lookback 60, threshold 0.2", "15m",
        ["bollinger(20,2) middle", "bollinger(20,2) upper", "bollinger(20,2) lower"],
        ["bollinger(20,2) width"], []),
    "momentum": (
        "momentum, period 24, entry 3, exit 0, max-volatility 1.5", "15m", [],
        ["roc(24) value", "atr(14) percent"], [0, 1.5, 3]),
    "donchian-breakout": (
        "donchian-breakout, defaults", "30m",
        ["highest(20,source=high) value", "lowest(10,source=low) value"], [], []),
    "dca": (
        "dca, every 12 hours, dip 1.5, lookback 24", "15m", ["highest(24) value"], [], []),
    "grid": ("grid, 10 levels from 900 to 1150, stop 850", "15m", [], [], []),
}


def rows(kind):
    with open(DATA / f"{kind}.csv", newline="") as file:
        return list(csv.DictReader(file))


def times(table):
    zone = datetime.timezone.utc
    return [datetime.datetime.fromtimestamp(int(r["time"]) / 1e6, zone) for r in table]


def column(table, name):
    return [float(r[name]) if r[name] else math.nan for r in table]


def canvas(title, below):
    fig, axes = plt.subplots(
        2 if below else 1, 1, figsize=(10, 5.6 if below else 4.6), sharex=True, squeeze=False,
        gridspec_kw={"height_ratios": [2.4, 1] if below else [1]})
    axes = [row[0] for row in axes]
    axes[0].set_title(title, loc="left", fontsize=10)
    for axis in axes:
        axis.grid(alpha=0.25)
        axis.margins(x=0.01)
    axes[-1].xaxis.set_major_formatter(dates.ConciseDateFormatter(dates.AutoDateLocator()))
    return fig, axes


def mark(axis, when, prices, table, chosen=lambda row: True):
    span = max(prices) - min(prices)
    for side, marker, colour, away in (
            ("BUY", "^", "#1a8f3c", -0.03 * span), ("SELL", "v", "#c62828", 0.03 * span)):
        at = [i for i, row in enumerate(table) if row["signal"] == side and chosen(row)]
        if at:
            axis.scatter([when[i] for i in at], [prices[i] + away for i in at], marker=marker,
                         color=colour, s=55, zorder=5, label=f"{side.lower()} ({len(at)})")


def save(fig, axes, kind):
    for axis in axes:
        axis.legend(fontsize=8, loc="best", framealpha=0.85)
    fig.tight_layout()
    fig.savefig(HERE / f"{kind}.png", dpi=90)
    plt.close(fig)


def grid_levels(axis):
    for level in range(11):
        axis.axhline(900 + 25 * level, color="#999999", linewidth=0.7)
    axis.axhline(850, color="#c62828", linewidth=0.9, linestyle="--", label="stop")


def average_price(axis, when, prices, table):
    """What was paid for a coin on average so far: the same amount each time."""
    coins, bought, line = 0, 0, []
    for row, price in zip(table, prices):
        if row["signal"] == "BUY":
            coins += 1 / price
            bought += 1
        line.append(bought / coins if bought else math.nan)
    axis.plot(when, line, color=COLOURS[1], linewidth=1.1, label="average price paid")


def chart(kind, title, interval, beside, below, lines):
    table = rows(kind)
    when, close = times(table), column(table, "close")
    fig, axes = canvas(f"{title} · {BITSTAMP.format(interval)}", below)
    axes[0].plot(when, close, color="#333333", linewidth=0.9, label="close")
    for colour, name in zip(COLOURS, beside):
        axes[0].plot(when, column(table, name), color=colour, linewidth=1, label=name)
    if kind == "grid":
        grid_levels(axes[0])
    if kind == "dca":
        average_price(axes[0], when, close, table)
    for colour, name in zip(COLOURS, below):
        axes[1].plot(when, column(table, name), color=colour, linewidth=1, label=name)
    for line in lines:
        axes[1].axhline(line, color="#999999", linewidth=0.7)
    mark(axes[0], when, close, table)
    save(fig, axes, kind)


def z_scores(first, second, lookback):
    spread = [math.log(a) - math.log(b) for a, b in zip(first, second)]
    scores = []
    for i in range(len(spread)):
        window = spread[max(0, i - lookback + 1):i + 1]
        if len(window) < lookback:
            scores.append(math.nan)
        else:
            scores.append((spread[i] - statistics.fmean(window)) / statistics.pstdev(window))
    return scores


def pairs():
    table = rows("pairs")
    when, first, second = times(table), column(table, "first"), column(table, "second")
    fig, axes = canvas(
        "pairs, lookback 240, entry 2.5 · Coinbase BTC/USD (first) and LTC/USD (second), April"
        " 2018, bars of 1m", True)
    for name, leg, prices, colour in (
            ("BTC/USD", "0", first, "#333333"), ("LTC/USD", "1", second, COLOURS[0])):
        relative = [price / prices[0] for price in prices]
        axes[0].plot(when, relative, color=colour, linewidth=0.9, label=f"{name}, first close = 1")
        mark(axes[0], when, relative, table, lambda row: row["leg"] == leg)
    axes[1].plot(when, z_scores(first, second, 240), color=COLOURS[1], linewidth=0.8,
                 label="Z-score of ln(BTC) - ln(LTC)")
    for line in (-2.5, -0.5, 0.5, 2.5):
        axes[1].axhline(line, color="#999999", linewidth=0.7)
    save(fig, axes, "pairs")


if __name__ == "__main__":
    for kind, of in CHARTS.items():
        chart(kind, *of)
    if (DATA / "pairs.csv").exists():
        pairs()
