package io.alphaflow.backtest.engine;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.simulator.matching.FeeAsset;
import io.alphaflow.simulator.matching.MatchingMode;
import io.alphaflow.simulator.matching.VolumeShare;
import io.alphaflow.strategy.StrategyDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two instruments and some variants, of all kinds of strategies with any parameters. */
final class RandomRun {

  static final InstrumentId ETH = InstrumentId.parse("test:ETH/USD");
  static final List<InstrumentId> INSTRUMENTS = List.of(Runs.BTC, ETH);
  private static final long TICK = Fixed8.ONE / 100;

  /** A day ends in the middle of it. */
  private static final long START = Runs.START - 100 * Runs.MINUTE;

  private final Random random;
  private final boolean lends;

  RandomRun(long seed) {
    random = new Random(seed);
    lends = random.nextBoolean();
  }

  private static Listing listing(InstrumentId id) {
    return new Listing(id, TICK, Fixed8.ONE / 1_000_000, Fixed8.of(1_000_000));
  }

  BacktestOptions options(List<Variant> variants) {
    return new BacktestOptions(
        INSTRUMENTS.stream().map(RandomRun::listing).toList(),
        variants,
        "USD",
        Fixed8.of(100_000),
        BacktestOptions.noLimits(),
        false,
        lends,
        Fixed8.ONE / 100,
        1_000_000,
        Runs.MINUTE,
        true);
  }

  List<Variant> variants(int number) {
    OrderTiming timing = random.nextInt(4) == 0 ? OrderTiming.CLOSE : OrderTiming.NEXT_OPEN;
    FeeAsset asset = random.nextBoolean() ? FeeAsset.QUOTE : FeeAsset.RECEIVED;
    long fee = Fixed8.ONE / 10_000 * random.nextInt(30);
    BarPath path = BarPath.values()[random.nextInt(BarPath.values().length)];
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      MatchingMode mode = random.nextBoolean() ? MatchingMode.THROUGH : MatchingMode.OPTIMISTIC;
      variants.add(
          new Variant(
              "v" + i,
              List.of(instance("v" + i)),
              new FillRules(
                  mode,
                  timing,
                  fee,
                  fee,
                  asset,
                  random.nextInt(4),
                  Fixed8.ONE / 10_000 * random.nextInt(10),
                  random.nextInt(3) * 40_000L,
                  path,
                  frictions(),
                  mode == MatchingMode.THROUGH ? volumeShare() : VolumeShare.NONE,
                  lends && random.nextBoolean() ? Fixed8.ONE / 10 : 0)));
    }
    return variants;
  }

  private VolumeShare volumeShare() {
    return random.nextBoolean()
        ? VolumeShare.NONE
        : new VolumeShare(
            Fixed8.ONE / 10 * random.nextInt(3), Fixed8.ONE / 40 * (1 + random.nextInt(40)));
  }

  private Frictions frictions() {
    if (random.nextBoolean()) {
      return Frictions.NONE;
    }
    return new Frictions(
        random.nextInt(3) * 30_000L,
        random.nextInt(3) * 400_000L,
        random.nextBoolean() ? List.of() : List.of(1_000L, 70_000L, 2_000_000L),
        Fixed8.ONE / 10 * random.nextInt(3),
        random.nextLong());
  }

  private StrategyInstance instance(String account) {
    List<String> types = Runs.CATALOG.types();
    String type = types.get(random.nextInt(types.size()));
    StrategyDescriptor descriptor = Runs.CATALOG.find(type).orElseThrow();
    return new StrategyInstance(
        account + "-" + type,
        type,
        account,
        INSTRUMENTS,
        random.nextInt(4) == 0 ? "5m" : "1m",
        true,
        parameters(descriptor));
  }

  private SortedMap<String, String> parameters(StrategyDescriptor descriptor) {
    for (int i = 0; i < 200; i++) {
      Map<String, String> values = new TreeMap<>();
      descriptor.parameters().forEach(spec -> values.put(spec.name(), value(spec)));
      try {
        var resolved = descriptor.resolve(values);
        descriptor.create(resolved);
        return resolved.texts();
      } catch (IllegalArgumentException e) {
        // Values that contradict each other, or are out of range.
      }
    }
    return descriptor.resolve(Map.of()).texts();
  }

  private String value(ParameterSpec spec) {
    switch (spec.name()) {
      case "stop-loss", "take-profit", "trailing-stop":
        return random.nextBoolean() ? "0" : "" + (random.nextInt(300) + 1) / 100.0;
      case "size":
        return "" + (random.nextInt(5_000) + 1) / 100.0;
      case "unit":
        return random.nextBoolean() ? "bars" : "minutes";
      case "amount":
        return "" + (random.nextInt(20_000) + 1);
      case "spacing":
        return "" + (random.nextInt(100) + 5) / 100.0;
      case "lower", "upper", "stop":
        return "0";
      default:
        break;
    }
    return switch (spec.kind()) {
      case INTEGER -> Integer.toString(1 + random.nextInt(20));
      case NUMBER, AMOUNT -> spec.defaultText();
      case CHOICE -> spec.choices().get(random.nextInt(spec.choices().size()));
    };
  }

  /** Bars of both, some missing, some without a trade, some with little volume. */
  List<Bar> bars(int minutes) {
    List<Bar> bars = new ArrayList<>();
    long[] prices = {10_000_00, 300_00};
    for (int minute = 0; minute < minutes; minute++) {
      for (int i = 0; i < 2; i++) {
        if (random.nextInt(12) != 0) {
          Bar bar = bar(INSTRUMENTS.get(i), minute, prices[i]);
          prices[i] = bar.close() / TICK;
          bars.add(bar);
        }
      }
    }
    return bars;
  }

  private Bar bar(InstrumentId id, int minute, long before) {
    int step = (int) (before / 100);
    long open = Math.max(100, before + random.nextInt(step + 1) - step / 2);
    long close = Math.max(100, open + random.nextInt(2 * step + 1) - step);
    long high = Math.max(open, close) + random.nextInt(step / 2 + 1);
    long low = Math.max(50, Math.min(open, close) - random.nextInt(step / 2 + 1));
    long time = START + minute * Runs.MINUTE;
    long[] volumes = {0, Fixed8.ONE / 2, Fixed8.of(3), Fixed8.of(1_000)};
    return new Bar(
        id.toString(),
        "1m",
        time / Runs.MINUTE,
        time,
        time + Runs.MINUTE,
        open * TICK,
        high * TICK,
        low * TICK,
        close * TICK,
        volumes[random.nextInt(4)],
        0,
        1,
        0,
        0);
  }

  /** Trades of both, several of them at one time. */
  List<Trade> trades(int number) {
    List<Trade> trades = new ArrayList<>();
    long[] prices = {10_000_00, 300_00};
    long time = START;
    for (int i = 1; i <= number; i++) {
      if (random.nextInt(4) != 0) {
        time += random.nextInt(20_000_000);
      }
      int of = random.nextInt(2);
      int step = (int) (prices[of] / 200);
      prices[of] = Math.max(100, prices[of] + random.nextInt(2 * step + 1) - step);
      trades.add(
          new Trade(
              INSTRUMENTS.get(of).toString(),
              i,
              prices[of] * TICK,
              Fixed8.ONE / 100 * (1 + random.nextInt(300)),
              random.nextBoolean(),
              time,
              time));
    }
    return trades;
  }
}
