package io.alphaflow.backtest.engine;

import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitOptions;
import io.alphaflow.risk.limit.LimitValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run is told.
 *
 * @param listings what is traded
 * @param variants what trades it
 * @param currency of the accounts
 * @param cash that each begins with, units of 1e-8
 * @param limits of the risk gate
 * @param shortSelling whether accounts may sell what they do not hold
 * @param everyMark whether the gate is told every price from the beginning: when limits depend on
 *     them
 * @param collar how far above the mark a market order is valued, a fraction in units of 1e-8: what
 *     spread and slippage may cost, so that an order for all the cash can be paid
 * @param markInterval least market time between two marks of an instrument, where there are trades,
 *     microseconds
 * @param sampleInterval market time between two points of the equity curves, microseconds
 * @param detail whether fills and curves are kept, not only what statistics need
 * @param breakers the circuit breakers; of these the ones that count trip
 */
public record BacktestOptions(
    List<Listing> listings,
    List<Variant> variants,
    String currency,
    long cash,
    LimitOptions limits,
    boolean shortSelling,
    boolean everyMark,
    long collar,
    long markInterval,
    long sampleInterval,
    boolean detail,
    BreakerOptions breakers)
    implements Serializable {

  /** No circuit breakers: nothing outside the gate stops a strategy. */
  public static final BreakerOptions NO_BREAKERS = BreakerOptions.of(Map.of(), PriceShockRule.OFF);

  /** Without circuit breakers. */
  public BacktestOptions(
      List<Listing> listings,
      List<Variant> variants,
      String currency,
      long cash,
      LimitOptions limits,
      boolean shortSelling,
      boolean everyMark,
      long collar,
      long markInterval,
      long sampleInterval,
      boolean detail) {
    this(
        listings,
        variants,
        currency,
        cash,
        limits,
        shortSelling,
        everyMark,
        collar,
        markInterval,
        sampleInterval,
        detail,
        NO_BREAKERS);
  }

  private BacktestOptions copy(
      List<Variant> otherVariants,
      long otherCash,
      long otherInterval,
      boolean otherDetail,
      BreakerOptions otherBreakers) {
    return new BacktestOptions(
        listings,
        otherVariants,
        currency,
        otherCash,
        limits,
        shortSelling,
        everyMark,
        collar,
        markInterval,
        otherInterval,
        otherDetail,
        otherBreakers);
  }

  /** The same with circuit breakers. */
  public BacktestOptions with(BreakerOptions those) {
    return copy(variants, cash, sampleInterval, detail, those);
  }

  /** Copies the lists; checks that names are not used twice. */
  public BacktestOptions {
    listings = List.copyOf(listings);
    variants = List.copyOf(variants);
    Set<String> names = new HashSet<>();
    for (Variant variant : variants) {
      if (!names.add(variant.account())) {
        throw new IllegalArgumentException("two variants have the account " + variant.account());
      }
    }
  }

  /** Whether there is a limit. */
  public boolean hasLimits() {
    return !limits.byLevel().equals(noLimits().byLevel());
  }

  /** The same with other variants. */
  public BacktestOptions withVariants(List<Variant> others) {
    return copy(others, cash, sampleInterval, detail, breakers);
  }

  /**
   * The same with a part of the variants: every so many-th, so that each has slow and fast ones.
   */
  public BacktestOptions part(int part, int parts) {
    List<Variant> own = new ArrayList<>();
    for (int i = part; i < variants.size(); i += parts) {
      own.add(variants.get(i));
    }
    return withVariants(own);
  }

  /** The same with other money to begin with, units of 1e-8. */
  public BacktestOptions withCash(long money) {
    return copy(variants, money, sampleInterval, detail, breakers);
  }

  /** The same with another interval of samples, and with details or without. */
  public BacktestOptions recording(long interval, boolean details) {
    return copy(variants, cash, interval, details, breakers);
  }

  /** All limits off: what is tested is the strategy. */
  public static LimitOptions noLimits() {
    Map<Limit, LimitValue> off = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      off.put(limit, LimitValue.OFF);
    }
    return LimitOptions.of(off);
  }
}
