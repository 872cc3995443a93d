package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.backtest.data.PriceSample;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.Listing;
import io.alphaflow.backtest.engine.Variant;
import io.alphaflow.cli.UsageError;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.strategy.StrategyCall;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.limit.LimitOptions;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.simulator.matching.FeeAsset;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns what a person says into what a run is told. */
final class BacktestPlan {

  private static final long MINUTE = 60_000_000L;
  private static final long MARK_INTERVAL = 1_000_000L;
  private static final String OPTIMISTIC = "optimistic";
  private static final String ACCOUNT = "main";

  /** How far above the first prices later ones may be. */
  private static final long HEADROOM = 1_000;

  private static final long HIGHEST = Fixed8.of(10_000_000);

  /** What the venue takes. */
  private static final long MOST = Fixed8.of(1_000_000_000);

  private final StrategyCatalog catalog;
  private final EventSource events;
  private final FillOptions fills;
  private final Optional<RiskOptions> desk;
  private final boolean hasLimits;
  private final BreakerOptions breakers;
  private final String currency;
  private final List<Listing> listings = new ArrayList<>();
  private final List<Variant> variants = new ArrayList<>();
  private final List<Map<String, String>> tried = new ArrayList<>();
  private long cash;
  private boolean shortSelling;
  private long collar;
  private String sizeSaid;
  private Size size;
  private FillRules rules;

  BacktestPlan(
      StrategyCatalog catalog,
      EventSource events,
      FillOptions fills,
      Path config,
      boolean withBreakers) {
    if (withBreakers && config == null) {
      throw new UsageError("--breakers needs --config: it is that desk's breakers that trip");
    }
    this.catalog = catalog;
    this.events = events;
    this.fills = fills;
    this.hasLimits = config != null;
    this.desk = Optional.ofNullable(config).map(file -> RiskOptions.read(DeskConfig.load(file)));
    this.breakers = withBreakers ? breakers(desk.orElseThrow()) : BacktestOptions.NO_BREAKERS;
    List<String> quotes =
        events.instruments().stream().map(InstrumentId::quote).distinct().toList();
    if (quotes.size() > 1) {
      throw new UserError(
          "the data is in several currencies: " + String.join(", ", quotes) + "; expected one");
    }
    this.currency = quotes.get(0);
  }

  /** Those of the desk's accounts, for the accounts of the run, which have other names. */
  private static BreakerOptions breakers(RiskOptions desk) {
    Set<String> accounts = desk.currencies().keySet();
    return desk.breakers()
        .sharedBy(accounts)
        .orElseThrow(
            () ->
                new UserError(
                    "--breakers: the accounts %s of that desk have different breakers; give a"
                            .formatted(String.join(", ", accounts))
                        + " configuration with the breakers of one of them as the default"));
  }

  /** Likewise. */
  private static LimitOptions limits(RiskOptions desk, List<Variant> variants) {
    Set<String> accounts = desk.currencies().keySet();
    List<String> names = new ArrayList<>(variants.stream().map(Variant::account).toList());
    names.add(OPTIMISTIC);
    return desk.limits()
        .heldBy(names, accounts)
        .orElseThrow(
            () ->
                new UserError(
                    "--config: the accounts %s of that desk have different limits; give a"
                            .formatted(String.join(", ", accounts))
                        + " configuration with the limits of one of them as the default"));
  }

  BacktestPlan money(String cashText, String sizeText, boolean allowShort) {
    shortSelling = allowShort;
    cash = amount("--cash", cashText);
    sizeSaid = sizeText;
    return this;
  }

  BacktestPlan grids(String tickText, String stepText) throws IOException {
    Map<String, PriceSample> samples = events.sample();
    for (InstrumentId id : events.instruments()) {
      PriceSample sample = samples.get(id.toString());
      if (sample == null) {
        throw new UserError("there is no usable row of " + id);
      }
      long wanted = stepText == null ? 0 : amount("--step", stepText);
      long tick = tickText != null ? amount("--tick", tickText) : tick(sample, wanted);
      long step = wanted == 0 ? Listing.finestStep(tick) : wanted;
      if (sample.highest() > MOST) {
        throw new UserError(
            "%s has a price of %s; prices up to %s can be traded"
                .formatted(id, Fixed8.format(sample.highest()), Fixed8.format(MOST)));
      }
      long highest =
          sample.highest() < HIGHEST / HEADROOM
              ? sample.highest() * HEADROOM
              : Math.max(HIGHEST, Math.min(MOST, sample.highest() * 10));
      try {
        listings.add(Listing.of(id, tick, step, highest));
      } catch (IllegalArgumentException e) {
        throw new UserError(e.getMessage());
      }
    }
    rules = fills.rules(listings.get(0).stepSize());
    if (rules.borrowRate() > 0 && !shortSelling) {
      throw new UsageError("--borrow-rate is for --allow-short: nothing is borrowed without it");
    }
    if (rules.isShadow() && !events.books()) {
      throw new UserError(
          "--fill-model shadow needs the book: --data with captures, as alphaflow record writes"
              + " them");
    }
    for (Listing listing : listings) {
      long lowest = samples.get(listing.id().toString()).lowest();
      // Twice, as prices may fall.
      long ticks = Math.multiplyExact(2L * rules.spreadTicks(), listing.tickSize());
      collar = Math.max(collar, Fixed8.divide(ticks, lowest, RoundingMode.UP));
    }
    collar += rules.slippage() + rules.volumeShare().largest();
    String usual = rules.feeAsset() == FeeAsset.QUOTE ? "100%" : "99%";
    Size said = Size.parse(sizeSaid == null ? usual : sizeSaid, currency);
    size = said.leaving(rules.feeAsset() == FeeAsset.QUOTE ? rules.takerFee() : dust(samples));
    return this;
  }

  /**
   * Share of the cash that less than a step of each instrument may be worth: what a fee in base
   * leaves cannot be sold, so not all the equity can be spent again. Twice, as prices may rise.
   */
  private long dust(Map<String, PriceSample> samples) {
    long worth = 0;
    for (Listing listing : listings) {
      long price = samples.get(listing.id().toString()).highest();
      worth += 2 * Fixed8.multiply(listing.stepSize(), price, RoundingMode.UP);
    }
    return Fixed8.divide(worth, cash, RoundingMode.UP);
  }

  /** A grid of prices that fits a grid of quantities; 0 when that is to be chosen. */
  private static long tick(PriceSample sample, long step) {
    long tick = step == 0 ? sample.usualTick() : sample.tickSize();
    while (step != 0 && Listing.finestStep(tick) > step) {
      tick *= 10;
    }
    return tick;
  }

  /**
   * The strategies, once for each parameter set.
   *
   * @param sets what differs from the texts; a set that no strategy accepts is left out
   */
  BacktestPlan strategies(List<String> texts, String intervalText, List<Map<String, String>> sets) {
    String interval = intervalText != null ? interval(intervalText) : defaultInterval();
    UserError refused = null;
    for (Map<String, String> set : sets) {
      String account = sets.size() == 1 ? ACCOUNT : "v" + (variants.size() + 1);
      List<StrategyInstance> instances = new ArrayList<>();
      try {
        for (String text : texts) {
          instances.add(instance(text, account, instances.size() + 1, interval, set));
        }
      } catch (UserError e) {
        refused = e;
        continue;
      }
      variants.add(new Variant(account, instances, rules));
      tried.add(set);
    }
    if (variants.isEmpty()) {
      throw refused;
    }
    return this;
  }

  /** Bars can be put together, but not taken apart. */
  private String interval(String text) {
    BarSpec wanted = BacktestCommand.bars(text);
    if (events.bars()) {
      BarSpec given = BarSpec.parse(events.interval());
      if (!wanted.isTime() || wanted.size() % given.size() != 0) {
        throw new UserError(
            "--interval %s: the files have bars of %s; expected these or a multiple of them"
                .formatted(text, given.label()));
      }
    }
    return wanted.label();
  }

  private String defaultInterval() {
    return events.bars() ? events.interval() : BarSpec.parse("1m").label();
  }

  private StrategyInstance instance(
      String text, String account, int number, String interval, Map<String, String> set) {
    StrategyCall call = StrategyCall.parse(text, Map.of());
    StrategyDescriptor descriptor =
        catalog
            .find(call.type())
            .orElseThrow(
                () ->
                    new UsageError(
                        "there is no strategy %s; there are %s"
                            .formatted(call.type(), String.join(", ", catalog.types()))));
    Map<String, String> parameters = new HashMap<>();
    boolean sized = descriptor.parameters().stream().anyMatch(p -> p.name().equals("sizing"));
    if (sized) {
      parameters.putAll(size.parameters());
    }
    parameters.putAll(call.parameters());
    parameters.putAll(set);
    List<InstrumentId> symbols = events.instruments();
    if (descriptor.legs() > 1 && descriptor.legs() != symbols.size()) {
      throw new UserError(
          "%s trades %d symbols together, the files are of %d"
              .formatted(call.type(), descriptor.legs(), symbols.size()));
    }
    try {
      Parameters values = descriptor.resolve(parameters);
      // Values that are accepted one by one may contradict each other.
      descriptor.create(values);
      return new StrategyInstance(
          account.equals(ACCOUNT) ? call.type() + "-" + number : account + "-" + number,
          call.type(),
          account,
          symbols,
          interval,
          true,
          values.texts());
    } catch (IllegalArgumentException e) {
      throw new UsageError(call.type() + ": " + e.getMessage());
    }
  }

  private static long amount(String option, String text) {
    try {
      long amount = Fixed8.parse(text);
      if (amount > 0) {
        return amount;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageError(option + " " + text + ": expected a number above 0");
  }

  BacktestOptions options() {
    return new BacktestOptions(
        listings,
        variants,
        currency,
        cash,
        desk.map(of -> limits(of, variants)).orElseGet(BacktestOptions::noLimits),
        shortSelling,
        hasLimits,
        collar,
        MARK_INTERVAL,
        sampleInterval(),
        true,
        breakers);
  }

  /** The same with one variant that also is filled as soon as its price trades. */
  BacktestOptions withOptimistic() {
    Variant variant = variants.get(0);
    return options()
        .withVariants(List.of(variant, variant.in(OPTIMISTIC, variant.fills().optimistic())));
  }

  private long sampleInterval() {
    return events.bars() ? Math.max(MINUTE, BarSpec.parse(events.interval()).size()) : MINUTE;
  }

  /** The parameter sets of the variants, in their order. */
  List<Map<String, String>> tried() {
    return tried;
  }
}
