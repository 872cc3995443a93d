"""What all notebooks share: the connection to the archive, exact tables, and the look of the charts.

The database is named by the environment: ALPHAFLOW_JDBC_URL (jdbc:postgresql://host:port/database),
ALPHAFLOW_DB_USER and ALPHAFLOW_DB_PASSWORD, as `alphaflow notebook` sets them. Optional: ALPHAFLOW_ACCOUNT,
otherwise the account with the most snapshots; ALPHAFLOW_CONFIG, the desk's configuration, for its limits.
Sessions are read-only.
"""

import json
import os
from decimal import Decimal

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
import yaml
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator, StrMethodFormatter
from sqlalchemy import create_engine, make_url, text

BLUE, ORANGE, GREEN, RED, GREY = "#2b6cb0", "#dd8a1f", "#2f855a", "#c0392b", "#8a8f98"
PURPLE, TEAL, BROWN = "#6b46c1", "#0f8b8d", "#8d5524"
COLOURS = [BLUE, ORANGE, PURPLE, TEAL, BROWN, GREEN, RED]

plt.rcParams.update({
    "figure.figsize": (11, 4), "figure.dpi": 110, "axes.grid": True, "grid.alpha": 0.25,
    "axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left",
    "axes.titleweight": "bold", "axes.titlesize": 11, "axes.axisbelow": True, "legend.frameon": False,
    "axes.prop_cycle": plt.cycler(color=COLOURS), "figure.constrained_layout.use": True,
})

url = make_url(os.environ["ALPHAFLOW_JDBC_URL"].removeprefix("jdbc:")).set(
    drivername="postgresql+psycopg",
    username=os.environ["ALPHAFLOW_DB_USER"],
    password=os.environ["ALPHAFLOW_DB_PASSWORD"],
)
_engine = create_engine(url, connect_args={
    "application_name": "alphaflow-notebook",
    "options": "-c TimeZone=UTC -c default_transaction_read_only=on -c statement_timeout=60s",
})


def query(sql, **parameters):
    """The rows of a query; amounts stay exact decimals."""
    with _engine.connect() as connection:
        return pd.read_sql(text(sql), connection, params=parameters, coerce_float=False)


def plottable(frame):
    """The same with amounts as floats: good enough for a picture, never for accounting."""
    numeric = [c for c in frame.columns if frame[c].map(lambda v: isinstance(v, Decimal)).any()]
    return frame.astype({c: float for c in numeric})


def table(frame, decimals=None):
    """The same for reading: every decimal exact, without its trailing zeros, or rounded."""
    def show(value):
        if not isinstance(value, (Decimal, float)) or value != value:
            return "" if value is None or value != value else value
        if decimals is not None:
            return f"{value:,.{decimals}f}"
        return f"{value.normalize():,f}" if isinstance(value, Decimal) else value

    return frame.map(show)


def account():
    """The account that the notebook is about."""
    name = os.environ.get("ALPHAFLOW_ACCOUNT")
    if name:
        return name
    names = query("SELECT account FROM pnl GROUP BY account ORDER BY count(*) DESC, account LIMIT 1")
    assert len(names), "no P&L in this database yet: has the desk opened an account?"
    return names.account[0]


def currency(of):
    """The currency that an account is counted in."""
    return query("SELECT currency FROM pnl WHERE account = :a LIMIT 1", a=of).currency[0]


def equity_curve(of):
    """The account's snapshots. An opening before the market's time was known stands where the market begins."""
    curve = plottable(query("SELECT * FROM equity_curve WHERE account = :a ORDER BY sequence", a=of))
    begin = query("SELECT min(exchange_time) AS t FROM trades").t[0]
    if pd.isna(begin):
        begin = curve.time[curve.cause != "OPEN"].min()
    curve.loc[curve.cause == "OPEN", "time"] = curve.time[curve.cause == "OPEN"].clip(lower=begin)
    return curve


def traded(of):
    """Venue and symbol with the most fills of an account."""
    rows = query('''
        SELECT venue, symbol FROM fills WHERE account = :a
        GROUP BY venue, symbol ORDER BY count(*) DESC, venue, symbol LIMIT 1
        ''', a=of)
    assert len(rows), f"account {of} has no fills yet"
    return rows.venue[0], rows.symbol[0]


def bars(venue, symbol, interval="1m"):
    """Bars by the time at which they close, when the desk knew them."""
    rows = plottable(query('''
        SELECT close_time, open, high, low, close, volume FROM bars
        WHERE venue = :v AND symbol = :s AND interval = :i ORDER BY open_time
        ''', v=venue, s=symbol, i=interval))
    return rows.set_index("close_time")


def strategies(of):
    """Colours of an account's strategies, the same in every notebook."""
    names = query("SELECT DISTINCT strategy FROM decisions WHERE account = :a AND strategy <> ''", a=of)
    return dict(zip(sorted(names.strategy), COLOURS * 10))


def limits():
    """The desk's default limits from its configuration, as texts; empty when none is named."""
    file = os.environ.get("ALPHAFLOW_CONFIG")
    if not file:
        return {}
    with open(file) as stream:
        risk = yaml.safe_load(stream).get("risk") or {}
    return {name: str(value) for name, value in ((risk.get("limits") or {}).get("default") or {}).items()}


def documents(column):
    """A column of JSON documents as a frame, one column for each key."""
    return pd.DataFrame([json.loads(v) if isinstance(v, str) else v for v in column], index=column.index)


def time_axis(axis, times):
    """A time axis whose labels say day and hour, with the year below."""
    locator = mdates.AutoDateLocator(maxticks=10)
    axis.xaxis.set_major_locator(locator)
    axis.xaxis.set_major_formatter(mdates.ConciseDateFormatter(
        locator, formats=["%Y", "%b %Y", "%d %b", "%H:%M", "%H:%M", "%S.%f"],
        zero_formats=["", "%b %Y", "%d %b", "%d %b", "%H:%M", "%H:%M"], show_offset=False))
    axis.set_xlabel(f"market time, UTC, {pd.Timestamp(max(times)):%Y}")
    axis.margins(x=0.01)


def duration(seconds):
    """A length of time in the unit that fits it."""
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        if seconds >= size:
            return f"{seconds / size:,.3g} {unit}"
    return f"{seconds * 1000:,.3g} ms"


def duration_axis(axis, label):
    """A logarithmic horizontal axis of seconds, labelled in the units of people."""
    axis.set_xscale("log")
    low, high = axis.get_xlim()
    ticks = [0.001, 0.01, 0.1, 1, 10, 60, 600, 3600, 6 * 3600, 86400, 864000]
    if high < 2000 * low:
        ticks += [0.003, 0.03, 0.3, 3, 30, 180, 1800, 2 * 3600]
    axis.xaxis.set_major_locator(FixedLocator(sorted(t for t in ticks if low <= t <= high)))
    axis.xaxis.set_minor_locator(NullLocator())
    axis.xaxis.set_major_formatter(FuncFormatter(lambda seconds, _: duration(seconds)))
    axis.set_xlabel(label)


def money(axis, unit, decimals=0):
    """A vertical axis of amounts."""
    axis.set_ylabel(unit)
    axis.yaxis.set_major_formatter(StrMethodFormatter("{x:,.%df}" % decimals))


def nothing(what):
    """Said in the place of a chart that would be empty."""
    print(f"{what}: nothing to show")
