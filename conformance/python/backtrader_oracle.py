"""The same trades by backtrader, another engine, and numbers that were published with it.

backtrader (https://www.backtrader.com) has a broker of its own: orders at the next open or, "cheat on close", at the close
they were made at, a commission in cash, a fixed stake. It runs here on the data of backtesting.py, and the equity at the
end is compared. fastquant (https://github.com/enzoampil/fastquant), which is built on it, brings a year of a stock's
closing prices in its package, and its page shows what crossovers of averages made of 100,000 with a commission of 0.75 %;
of the five numbers of its grid search two are of the prices that it brings: 98,796.09 and 98,008.79. (The page names them
by each other's parameters; what its code computes is below.) Exit code 1 when a number differs by more than 1e-9 of itself.

Usage: backtrader_oracle.py path/to/alphaflow
"""

import csv
import importlib.resources
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings
import zipfile

warnings.filterwarnings("ignore")

import backtrader  # noqa: E402
from backtesting.test import EURUSD, GOOG  # noqa: E402

TOLERANCE = 1e-9
DATA = {"GOOG": GOOG, "EURUSD": EURUSD}
FOLDER = importlib.resources.files("backtesting.test")
FASTQUANT = "fastquant==0.1.8.1"
PUBLISHED = {(24, 46): 98796.09, (21, 52): 98008.79}


class PriceAndAverage(backtrader.Strategy):
    """Holds a stake while the close is above its average."""

    params = (("period", 15),)

    def __init__(self):
        self.average = backtrader.indicators.SimpleMovingAverage(self.data, period=self.p.period)
        self.order = None

    def notify_order(self, order):
        if order.status not in (order.Submitted, order.Accepted):
            self.order = None

    def next(self):
        if self.order:
            return
        if not self.position:
            if self.data.close[0] > self.average[0]:
                self.order = self.buy()
        elif self.data.close[0] < self.average[0]:
            self.order = self.sell()


def theirs(name, period, stake, fee, cash, at_close):
    cerebro = backtrader.Cerebro(stdstats=False)
    cerebro.adddata(backtrader.feeds.PandasData(dataname=DATA[name]))
    cerebro.addstrategy(PriceAndAverage, period=period)
    cerebro.addsizer(backtrader.sizers.FixedSize, stake=stake)
    cerebro.broker.setcash(cash)
    cerebro.broker.setcommission(commission=fee)
    cerebro.broker.set_coc(at_close)
    cerebro.run()
    return cerebro.broker.getvalue()


def ours(command, file, strategy, fee, cash, at_close, *more):
    with tempfile.TemporaryDirectory() as folder:
        words = [
            command, "backtest", "--data", str(file), "--symbol", "X/Y", "--step", "1", "--fee", f"{fee:f}",
            "--cash", str(cash), "--spread", "0", "--orders-at", "close" if at_close else "next-open",
            "--strategy", strategy, "--json", "--report", f"{folder}/bad-lines.csv", *more,
        ]
        run = subprocess.run(words, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{' '.join(words)}: exit code {run.returncode}\n{run.stderr}")
    return json.loads(run.stdout)["equity"]


def compare(what, expected, found, tolerance=TOLERANCE):
    good = abs(expected - found) <= tolerance * abs(expected)
    print(f"{'ok   ' if good else 'WRONG'} {what}: {found:.8f}" + ("" if good else f", expected {expected:.8f}"))
    return good


def closing_prices(folder):
    """The prices that fastquant brings, of 2018, as bars."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, FASTQUANT], check=True
    )
    wheel = next(pathlib.Path(folder).glob("fastquant-*.whl"))
    with zipfile.ZipFile(wheel) as files:
        text = files.read("fastquant/data/JFC_20180101_20190110_DCV.csv").decode()
    bars = pathlib.Path(folder) / "JFC.csv"
    with open(bars, "w") as out:
        out.write("date,open,high,low,close,volume\n")
        for row in csv.DictReader(text.splitlines()):
            if row["dt"] < "2019":
                out.write(",".join([row["dt"]] + [row["close"]] * 4 + [row["volume"]]) + "\n")
    return bars


def main():
    command = sys.argv[1]
    good = True
    for case in (
        ("GOOG", 15, 10, 0.0, 10_000, False),
        ("GOOG", 50, 5, 0.002, 10_000, False),
        ("GOOG", 20, 10, 0.001, 10_000, True),
        ("EURUSD", 30, 1_000, 0.0001, 10_000, False),
        ("EURUSD", 12, 5_000, 0.0, 10_000, True),
    ):
        name, period, stake, fee, cash, at_close = case
        strategy = f"price-cross(period={period},type=sma,begin=side,sizing=base-quantity,size={stake})"
        what = f"{name}, average of {period}, {'at the close' if at_close else 'next open'}, fee {fee:.2%}"
        found = ours(command, FOLDER / f"{name}.csv", strategy, fee, cash, at_close)
        good &= compare(what, theirs(*case), found)
    with tempfile.TemporaryDirectory() as folder:
        bars = closing_prices(folder)
        for (fast, slow), expected in PUBLISHED.items():
            strategy = f"ma-cross(fast={fast},slow={slow},type=sma)"
            # It keeps 0.1 % back besides the fee when it sizes an order, and its page rounds to cents.
            found = ours(command, bars, strategy, 0.0075, 100_000, True, "--size", f"{100 / 1.001 / 1.0075:.8f}%")
            good &= compare(f"published, {fast}/{slow}", expected, found, 0.005 / expected)
    sys.exit(0 if good else 1)


main()
