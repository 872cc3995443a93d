"""Results that others published and compute, met by `alphaflow backtest`.

backtesting.py (https://kernc.github.io/backtesting.py) is an engine of its own, and its package brings the data of its
documentation. First the numbers that its documentation and tests publish for a crossover of averages on GOOG; then, for
more parameters and data, what it computes here. Its rules, as options of ours: orders at the next open, no spread, the fee
in cash on both sides, whole units, all the equity, short selling, one position at a time; when a bar holds both a stop
loss and a take profit, the loss is first. Exit code 1 when a number differs by more than 1e-9 of itself.

Usage: backtesting_oracle.py path/to/alphaflow
"""

import importlib.resources
import json
import subprocess
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")

from backtesting import Backtest, Strategy  # noqa: E402
from backtesting.lib import crossover  # noqa: E402
from backtesting.test import EURUSD, GOOG, SMA  # noqa: E402

TOLERANCE = 1e-9
DATA = {"GOOG": GOOG, "EURUSD": EURUSD}
FOLDER = importlib.resources.files("backtesting.test")

# backtesting 0.6.5, backtesting/test/_test.py, test_compute_stats: "These values are also used on the website!"
PUBLISHED = {
    "trades": 66,
    "best": 53.59595229490424,
    "worst": -18.39887353835481,
    "peak": 75787.44,
    "drawdown": -47.98012705007589,
    "final": 51422.98999999996,
}


class Cross(Strategy):
    fast, slow, short, stop, target = 10, 30, True, 0, 0

    def init(self):
        self.one = self.I(SMA, self.data.Close, self.fast)
        self.other = self.I(SMA, self.data.Close, self.slow)

    def next(self):
        if crossover(self.one, self.other):
            self.position.close()
            close = self.data.Close[-1]
            self.buy(
                sl=close * (1 - self.stop / 100) if self.stop else None,
                tp=close * (1 + self.target / 100) if self.target else None,
            )
        elif crossover(self.other, self.one):
            self.position.close()
            if self.short:
                self.sell()


def theirs(name, fast, slow, short, fee, cash, stop=0, target=0):
    engine = Backtest(DATA[name], Cross, cash=cash, commission=fee)
    stats = engine.run(fast=fast, slow=slow, short=short, stop=stop, target=target)
    return {
        "trades": int(stats["# Trades"]),
        "best": stats["Best Trade [%]"],
        "worst": stats["Worst Trade [%]"],
        "peak": stats["Equity Peak [$]"],
        "drawdown": stats["Max. Drawdown [%]"],
        "final": stats["Equity Final [$]"],
        "curve": list(stats["_equity_curve"]["Equity"]),
    }


def ours(command, name, fast, slow, short, fee, cash, stop=0, target=0):
    with tempfile.TemporaryDirectory() as folder:
        words = [
            command, "backtest", "--data", str(FOLDER / f"{name}.csv"), "--symbol", f"{name[:3]}/XYZ",
            "--step", "1", "--cash", str(cash), "--size", "100%", "--fee", f"{fee:f}", "--spread", "0",
            "--strategy",
            f"ma-cross(fast={fast},slow={slow},type=sma,direction={'both' if short else 'long'},"
            f"stop-loss={stop},take-profit={target})",
            "--out", folder, "--json", "--report", f"{folder}/bad-lines.csv",
        ]
        if short:
            words.append("--allow-short")
        if stop or target:
            # Levels are on no grid.
            words += ["--tick", "0.00000001", "--intrabar", "low"]
        run = subprocess.run(words, capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{' '.join(words)}: exit code {run.returncode}\n{run.stderr}")
        result = json.loads(run.stdout)
        with open(f"{folder}/equity.csv") as file:
            header = next(file).strip().split(",")
            column = header.index("equity")
            curve = [float(line.split(",")[column]) for line in file]
    # The first point is before the first bar.
    curve = curve[1:]
    statistics = result["statistics"]
    return {
        "trades": statistics["trades"],
        "best": statistics["bestReturn"] * 100,
        "worst": statistics["worstReturn"] * 100,
        "peak": max(curve),
        "drawdown": statistics["maxDrawdownEveryPoint"] * 100,
        "final": curve[-1],
        "curve": curve,
        "fills": result["counts"]["filled"],
    }


def differs(a, b):
    return abs(a - b) > TOLERANCE * max(1.0, abs(a))


def compare(what, expected, found):
    wrong = [k for k in expected if k != "curve" and differs(expected[k], found[k])]
    points = 0
    if "curve" in expected:
        if len(expected["curve"]) != len(found["curve"]):
            wrong.append(f"{len(expected['curve'])} points, found {len(found['curve'])}")
        points = sum(differs(a, b) for a, b in zip(expected["curve"], found["curve"]))
        if points:
            wrong.append(f"{points} points of the equity curve")
    print(f"{'ok   ' if not wrong else 'WRONG'} {what}: {found['trades']} trades, equity {found['final']:.2f}")
    for key in wrong:
        if key in expected:
            print(f"      {key}: expected {expected[key]!r}, found {found[key]!r}")
        else:
            print(f"      {key}")
    return not wrong


def published(command):
    found = ours(command, "GOOG", 10, 30, True, 0, 10_000)
    # They close what is open at the end, at the open of the last bar.
    opened, closed = GOOG["Open"].iloc[-1], GOOG["Close"].iloc[-1]
    alone = theirs("GOOG", 10, 30, True, 0, 10_000)
    units = round((found["curve"][-1] - found["curve"][-2]) / (closed - GOOG["Close"].iloc[-2]))
    found["final"] += units * (opened - closed)
    found["trades"] += 1
    return compare("GOOG 10/30, the published numbers", PUBLISHED, found) and alone["trades"] == 65


def main():
    command = sys.argv[1]
    good = published(command)
    for case in (
        ("GOOG", 10, 30, True, 0, 10_000),
        ("GOOG", 10, 20, True, 0.002, 10_000),
        ("GOOG", 5, 50, True, 0.001, 10_000),
        ("GOOG", 20, 100, False, 0.005, 25_000),
        ("GOOG", 8, 21, False, 0, 10_000),
        ("EURUSD", 10, 30, True, 0, 10_000),
        ("EURUSD", 20, 90, False, 0.0001, 10_000),
        ("EURUSD", 7, 40, True, 0.00005, 100_000),
        ("GOOG", 10, 30, False, 0.001, 10_000, 4, 0),
        ("GOOG", 10, 30, False, 0, 10_000, 0, 12),
        ("GOOG", 5, 25, False, 0.002, 10_000, 5, 15),
        ("EURUSD", 10, 30, False, 0.0001, 10_000, 0.3, 0.8),
    ):
        name, fast, slow, short, fee, cash, *levels = case
        what = f"{name} {fast}/{slow} {'long and short' if short else 'long'}, fee {fee:.2%}"
        if levels:
            what += f", stop loss {levels[0]} %, take profit {levels[1]} %"
        good &= compare(what, theirs(*case), ours(command, *case))
    sys.exit(0 if good else 1)


main()
