"""Makes ohlcv.csv (seeded, made up) and talib.csv (what TA-Lib says of it). Needs: pip install TA-Lib"""

import csv
import random

import numpy
import talib

ROWS = 600


def prices():
    rng = random.Random(20130912)
    cents = 250_000
    for row in range(ROWS):
        step = 3_000 if rng.random() < 0.05 else 300
        opened, closed = cents, max(100, cents + round((rng.random() - 0.5) * 2 * step))
        high = max(opened, closed) + round(rng.random() * step / 2)
        low = max(1, min(opened, closed) - round(rng.random() * step / 2))
        volume = round(rng.random() * 1_000_000)
        yield 1_546_300_800_000 + row * 3_600_000, opened, high, low, closed, volume
        cents = closed


with open("ohlcv.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["open_time_ms", "open", "high", "low", "close", "volume"])
    for time, *cents in prices():
        out.writerow([time] + ["%d.%02d" % divmod(c, 100) for c in cents])

table = numpy.genfromtxt("ohlcv.csv", delimiter=",", skip_header=1)
high, low, close, volume = (numpy.ascontiguousarray(table[:, i]) for i in (2, 3, 4, 5))
index = numpy.arange(float(ROWS))
k, d = talib.STOCH(high, low, close, 14, 3, 0, 3, 0)
fast_k, _ = talib.STOCHF(high, low, close, 14, 3, 0)
middle, reach = talib.EMA(close, 20), 2.5 * talib.ATR(high, low, close, 10)

columns = {
    "wma(20)": talib.WMA(close, 20),
    "dema(20)": talib.DEMA(close, 20),
    "rsi(14)": talib.RSI(close, 14),
    "true-range": talib.TRANGE(high, low, close),
    "atr(14)": talib.ATR(high, low, close, 14),
    "stochastic(14,3,3)": k,
    "stochastic(14,3,3).d": d,
    "stochastic(14,3,3).fast-k": fast_k,
    "adx(14)": talib.ADX(high, low, close, 14),
    "adx(14).plus-di": talib.PLUS_DI(high, low, close, 14),
    "adx(14).minus-di": talib.MINUS_DI(high, low, close, 14),
    "macd(12,26,9)": talib.MACD(close, 12, 26, 9)[0],
    "macd(12,26,9).signal": talib.MACD(close, 12, 26, 9)[1],
    "cci(20)": talib.CCI(high, low, close, 20),
    "roc(10)": talib.ROC(close, 10),
    "roc(10).momentum": talib.MOM(close, 10),
    "obv": talib.OBV(close, volume),
    "donchian(20).upper": talib.MAX(high, 20),
    "donchian(20).lower": talib.MIN(low, 20),
    "highest(20)": talib.MAX(close, 20),
    "lowest(20)": talib.MIN(close, 20),
    "keltner(20,2.5,10)": middle,
    "keltner(20,2.5,10).upper": middle + reach,
    "keltner(20,2.5,10).lower": middle - reach,
    "linreg(20)": talib.LINEARREG_SLOPE(close, 20),
    "linreg(20).intercept": talib.LINEARREG_INTERCEPT(close, 20),
    "linreg(20).end": talib.LINEARREG(close, 20),
    "linreg(20).r2": talib.CORREL(close, index, 20) ** 2,
    "sma(5,source=rsi(14))": talib.SMA(talib.RSI(close, 14), 5),
}

with open("talib.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    out.writerow(["row"] + [name.replace(",", ";") for name in columns])
    for row in list(range(50)) + list(range(50, ROWS, 11)):
        values = [column[row] for column in columns.values()]
        out.writerow([row] + ["" if numpy.isnan(v) else "%.13g" % v for v in values])
