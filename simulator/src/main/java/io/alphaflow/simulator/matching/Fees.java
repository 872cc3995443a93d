package io.alphaflow.simulator.matching;

import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the venue takes of a fill: a fraction of what was received, or of its value, or, from
 * accounts that pay in BNB and have enough of it, the discounted worth of that at the last price.
 */
final class Fees {

  /** An amount of an asset. */
  record Commission(String asset, long amount) {}

  private static final String BNB = MatchingRules.DISCOUNT_ASSET;

  private final MatchingRules rules;
  private final Function<String, Market> markets;
  private final Map<String, Long> collected = new TreeMap<>();

  /**
   * Fees of a venue.
   *
   * @param markets by symbol; null for one that is not listed
   */
  Fees(MatchingRules rules, Function<String, Market> markets) {
    this.rules = rules;
    this.markets = markets;
  }

  /** The commission on an amount of an asset; rounded half up to eight decimals. */
  Commission of(String asset, long amount, boolean maker, Wallet wallet) {
    long rate = maker ? rules.makerFee() : rules.takerFee();
    long full = Fixed8.multiply(amount, rate, RoundingMode.HALF_UP);
    Commission commission = new Commission(asset, full);
    if (wallet.paysInBnb() && full > 0) {
      OptionalLong discounted = discounted(asset, full);
      if (discounted.isPresent() && discounted.getAsLong() <= wallet.of(BNB).free()) {
        commission = new Commission(BNB, discounted.getAsLong());
      }
    }
    collected.merge(commission.asset(), commission.amount(), Fixed8::add);
    return commission;
  }

  private OptionalLong discounted(String asset, long full) {
    long due = Fixed8.multiply(full, Fixed8.ONE - rules.bnbDiscount(), RoundingMode.HALF_UP);
    if (asset.equals(BNB)) {
      return OptionalLong.of(due);
    }
    long price = lastPrice(BNB + asset);
    if (price > 0) {
      return OptionalLong.of(Fixed8.divide(due, price, RoundingMode.HALF_UP));
    }
    long reverse = lastPrice(asset + BNB);
    return reverse > 0
        ? OptionalLong.of(Fixed8.multiply(due, reverse, RoundingMode.HALF_UP))
        : OptionalLong.empty();
  }

  private long lastPrice(String symbol) {
    Market market = markets.apply(symbol);
    return market == null ? 0 : market.lastPrice();
  }

  /** All that was ever taken, by asset. */
  Map<String, Long> collected() {
    return new TreeMap<>(collected);
  }
}
