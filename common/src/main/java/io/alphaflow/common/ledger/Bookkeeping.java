package io.alphaflow.common.ledger;

import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * Books what happens to one account: what a fill, a fee or a transfer does to its balances, its
 * positions and its other assets. docs/pnl.md has the rules.
 *
 * <p>Two of them keep everything exact. A notional is rounded once for each fill, half up, as the
 * venue books it. Quantity that comes or goes without money does so at what its position's value
 * changes by, so that it is neither gain nor loss.
 */
final class Bookkeeping {

  private final AccountLedger ledger;
  private final Prices prices;

  Bookkeeping(AccountLedger ledger, Prices prices) {
    this.ledger = ledger;
    this.prices = prices;
  }

  void fill(ExecutionReport report, Instrument instrument) {
    boolean buy = report.side() == Side.BUY;
    long quantity = buy ? report.lastQuantity() : -report.lastQuantity();
    long price = report.lastPrice();
    long notional = Fixed8.multiply(report.lastQuantity(), price, RoundingMode.HALF_UP);
    ledger.move(instrument.base(), quantity);
    ledger.move(instrument.quote(), buy ? -notional : notional);
    Position position = ledger.position(instrument.instrument());
    if (position.isCostPending()) {
      ledger.takeOver(
          position, position.value(price), f -> Fixed8.multiply(f, price, RoundingMode.HALF_EVEN));
    }
    ledger.post(Posting.Kind.FILL, report.strategy(), position, quantity, notional, price);
    if (!ledger.isValued(instrument.instrument())) {
      exchange(instrument, quantity, buy ? -notional : notional);
    }
    fee(report.strategy(), instrument, position, report.feeAsset(), report.fee(), price);
  }

  void lateFee(Booking fee, Instrument instrument) {
    Position position = ledger.position(instrument.instrument());
    fee(fee.strategy(), instrument, position, fee.asset(), fee.amount(), 0);
  }

  /** A trade of two assets of which the quote is not the currency: each is worth the other. */
  private void exchange(Instrument instrument, long quantity, long money) {
    Position quote = ledger.holding(instrument.quote());
    if (instrument.base().equals(ledger.currency())) {
      price(quote, money, Math.absExact(quantity));
      post(quote, money, -quantity);
      return;
    }
    Position base = ledger.holding(instrument.base());
    OptionalLong known = ledger.worth(quote, Math.absExact(money), prices);
    OptionalLong worth =
        known.isPresent() ? known : ledger.worth(base, Math.absExact(quantity), prices);
    if (worth.isEmpty()) {
      ledger.post(Posting.Kind.PENDING, Posting.UNASSIGNED, base, quantity, 0, 0);
      ledger.post(Posting.Kind.PENDING, Posting.UNASSIGNED, quote, money, 0, 0);
      return;
    }
    price(base, quantity, worth.getAsLong());
    price(quote, money, worth.getAsLong());
    post(base, quantity, quantity < 0 ? -worth.getAsLong() : worth.getAsLong());
    post(quote, money, money < 0 ? -worth.getAsLong() : worth.getAsLong());
  }

  private void post(Position position, long quantity, long worth) {
    ledger.post(Posting.Kind.TRANSFER, Posting.UNASSIGNED, position, quantity, worth, 0);
  }

  /** What had no price has that of a trade. */
  private void price(Position holding, long quantity, long worth) {
    if (holding.isCostPending() && quantity != 0) {
      long each = Math.absExact(quantity);
      ledger.takeOver(
          holding,
          Fixed8.multiplyDivide(holding.quantity(), worth, each, RoundingMode.HALF_EVEN),
          f -> Fixed8.multiplyDivide(f, worth, each, RoundingMode.HALF_EVEN));
    }
  }

  /**
   * A fee, or one given back when negative.
   *
   * @param price of the fill, 0 when there was none
   */
  private void fee(
      String strategy,
      Instrument instrument,
      Position position,
      String asset,
      long fee,
      long price) {
    if (fee == 0) {
      return;
    }
    ledger.move(asset, -fee);
    boolean valued = ledger.isValued(instrument.instrument());
    if (asset.equals(instrument.quote())) {
      charge(strategy, position, fee);
      if (!valued) {
        ledger.chargeAccount(asset, fee, pay(ledger.holding(asset), fee));
      }
    } else if (asset.equals(instrument.base())) {
      if (price != 0) {
        long worth = Fixed8.multiply(fee, price, RoundingMode.HALF_EVEN);
        charge(strategy, position, worth);
        ledger.post(Posting.Kind.TRANSFER, strategy, position, -fee, -worth, 0);
      } else {
        charge(strategy, position, -bring(strategy, position, -fee).orElse(0));
      }
      if (!valued && !asset.equals(ledger.currency())) {
        ledger.chargeAccount(asset, fee, pay(ledger.holding(asset), fee));
      } else if (!valued) {
        ledger.chargeAccount(asset, fee, OptionalLong.of(fee));
      }
    } else {
      OptionalLong worth =
          asset.equals(ledger.currency()) ? OptionalLong.of(fee) : pay(ledger.holder(asset), fee);
      if (valued && worth.isPresent()) {
        charge(strategy, position, worth.getAsLong());
      } else {
        ledger.chargeAccount(asset, fee, worth);
        prices
            .way(asset, instrument.quote())
            .ifPresent(way -> charge(strategy, position, valued ? 0 : way.worth(fee)));
      }
    }
  }

  private void charge(String strategy, Position position, long worth) {
    ledger.post(Posting.Kind.FEE, strategy, position, 0, worth, 0);
  }

  /** What a position pays in its own asset is worth; empty when it has no price. */
  private OptionalLong pay(Position holder, long amount) {
    OptionalLong worth = bring(Posting.UNASSIGNED, holder, Math.negateExact(amount));
    return worth.isEmpty() ? worth : OptionalLong.of(Math.negateExact(worth.getAsLong()));
  }

  /** An asset comes in, or goes out when negative; what that is worth is no gain. */
  void flow(String asset, long amount) {
    ledger.move(asset, amount);
    long worth =
        asset.equals(ledger.currency())
            ? amount
            // Without a price it counts from its first one on, which is no gain either.
            : bring(Posting.UNASSIGNED, ledger.holder(asset), amount).orElse(0);
    ledger.flowed(worth);
  }

  /**
   * Quantity comes without money, or goes when negative. What has no price yet belongs to no
   * strategy: its first price is not one's own either.
   *
   * @return what the value changes by; empty when there is no price
   */
  private OptionalLong bring(String strategy, Position position, long quantity) {
    OptionalLong now = ledger.worth(position, position.quantity(), prices);
    OptionalLong then =
        ledger.worth(position, Math.addExact(position.quantity(), quantity), prices);
    if (position.isCostPending() || now.isEmpty() || then.isEmpty()) {
      ledger.post(Posting.Kind.PENDING, Posting.UNASSIGNED, position, quantity, 0, 0);
      return OptionalLong.empty();
    }
    long worth = Math.subtractExact(then.getAsLong(), now.getAsLong());
    ledger.post(Posting.Kind.TRANSFER, strategy, position, quantity, worth, 0);
    return OptionalLong.of(worth);
  }
}
