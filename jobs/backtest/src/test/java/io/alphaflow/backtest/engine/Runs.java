package io.alphaflow.backtest.engine;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitValue;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.simulator.matching.FeeAsset;
import io.alphaflow.simulator.matching.MatchingMode;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Runs over made-up bars. */
public final class Runs {

  public static final InstrumentId BTC = InstrumentId.parse("test:BTC/USD");
  public static final long START = 1_600_000_000_000_000L / 86_400_000_000L * 86_400_000_000L;
  public static final long MINUTE = 60_000_000L;
  public static final StrategyCatalog CATALOG = StrategyCatalog.onClassPath();

  private Runs() {}

  /** Without any cost. */
  public static FillRules free() {
    return costing(0, FeeAsset.QUOTE);
  }

  public static FillRules costing(long fee, FeeAsset asset) {
    return new FillRules(MatchingMode.THROUGH, OrderTiming.NEXT_OPEN, fee, fee, asset, 0, 0, 0);
  }

  public static Listing listing() {
    return new Listing(BTC, Fixed8.parse("0.01"), Fixed8.parse("0.000001"), Fixed8.of(1_000_000));
  }

  /** A random walk with gaps between close and open. */
  public static List<Bar> bars(long seed, int number) {
    Random random = new Random(seed);
    List<Bar> bars = new ArrayList<>();
    long price = 10_000_00;
    for (int i = 0; i < number; i++) {
      long open = Math.max(100, price + random.nextInt(201) - 100);
      long close = Math.max(100, open + random.nextInt(2_001) - 1_000);
      long high = Math.max(open, close) + random.nextInt(300);
      long low = Math.max(50, Math.min(open, close) - random.nextInt(300));
      bars.add(bar(i, open, high, low, close));
      price = close;
    }
    return bars;
  }

  /** The bar of a minute; prices in cents. */
  public static Bar bar(int minute, long open, long high, long low, long close) {
    long cent = Fixed8.ONE / 100;
    long time = START + minute * MINUTE;
    return new Bar(
        BTC.toString(),
        "1m",
        time / MINUTE,
        time,
        time + MINUTE,
        open * cent,
        high * cent,
        low * cent,
        close * cent,
        Fixed8.of(1_000),
        0,
        1,
        0,
        0);
  }

  public static Variant cross(String account, int fast, int slow, FillRules fills, String... more) {
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("fast", Integer.toString(fast));
    parameters.put("slow", Integer.toString(slow));
    parameters.put("type", "sma");
    parameters.put("sizing", "percent-of-equity");
    parameters.put("size", "50");
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    return new Variant(
        account,
        List.of(
            new StrategyInstance(
                account + "-cross",
                "ma-cross",
                account,
                List.of(BTC),
                "1m",
                true,
                CATALOG.find("ma-cross").orElseThrow().resolve(Map.copyOf(parameters)).texts())),
        fills);
  }

  public static BacktestOptions options(Variant... variants) {
    return new BacktestOptions(
        List.of(listing()),
        List.of(variants),
        "USD",
        Fixed8.of(100_000),
        BacktestOptions.noLimits(),
        false,
        false,
        0,
        1_000_000,
        MINUTE,
        true);
  }

  public static BacktestOptions toldEverything(BacktestOptions of) {
    return new BacktestOptions(
        of.listings(),
        of.variants(),
        of.currency(),
        of.cash(),
        of.limits(),
        of.shortSelling(),
        true,
        of.collar(),
        of.markInterval(),
        of.sampleInterval(),
        of.detail());
  }

  /** With a limit on the quantity of one order, base, and no other. */
  public static BacktestOptions limitingQuantity(BacktestOptions of, String most) {
    return new BacktestOptions(
        of.listings(),
        of.variants(),
        of.currency(),
        of.cash(),
        of.limits()
            .and(Level.DESK, Map.of(Limit.MAX_ORDER_QUANTITY, LimitValue.of(Fixed8.parse(most)))),
        of.shortSelling(),
        true,
        of.collar(),
        of.markInterval(),
        of.sampleInterval(),
        of.detail());
  }

  public static Backtest run(BacktestOptions options, List<Bar> bars) {
    Backtest run = new Backtest(options, CATALOG, true);
    bars.forEach(run::bar);
    run.finish();
    return run;
  }
}
