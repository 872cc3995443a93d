package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.ledger.Position;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.control.Exposures;
import java.math.RoundingMode;
import java.util.Set;
import java.util.TreeSet;

/** Adds up what an account's positions and working orders are worth, seen from a signal. */
final class ExposureSum {

  private final Signal signal;
  private final GateContext gate;
  private final AccountLedger ledger;
  private final AccountState account;
  private final String base;
  private long gross;
  private long net;
  private long asset;
  private int positions;
  private boolean counted;
  private String unvalued;

  private ExposureSum(Signal signal, GateContext gate, AccountLedger ledger) {
    this.signal = signal;
    this.gate = gate;
    this.ledger = ledger;
    this.account = gate.state().account(signal.account());
    this.base = InstrumentId.parse(signal.instrument()).base() + "/";
    // Also before the first order of it: its value would be added to amounts of another currency.
    this.unvalued = ledger.isValued(signal.instrument()) ? "" : signal.instrument();
  }

  /**
   * The sums.
   *
   * @throws ArithmeticException when an amount is out of range
   */
  static Exposures of(Signal signal, GateContext gate, AccountLedger ledger) {
    return new ExposureSum(signal, gate, ledger).sum();
  }

  private Exposures sum() {
    Set<String> instruments = account.orders().instruments();
    for (Position position : ledger.positions()) {
      if (position.quantity() != 0) {
        instruments.add(position.instrument());
      }
    }
    instruments.forEach(this::add);
    return new Exposures(gross, net, positions, counted, asset, strategies(), unvalued);
  }

  private void add(String instrument) {
    long held = ledger.quantity(instrument);
    long buys = account.working(instrument, Side.BUY);
    long sells = account.working(instrument, Side.SELL);
    long longSide = Math.max(0, Math.addExact(held, buys));
    long shortSide = Math.max(0, Math.subtractExact(sells, held));
    long price = gate.price(instrument);
    boolean matters = isTradable(instrument, Math.max(longSide, shortSide));
    // That the order's own instrument has no price is a violation of its own.
    boolean priced = price != 0 || instrument.equals(signal.instrument());
    if (matters && (!priced || !ledger.isValued(instrument))) {
      unvalued = instrument;
    }
    if (matters) {
      positions++;
      counted |= instrument.equals(signal.instrument());
    }
    long value = value(Math.max(longSide, shortSide), price);
    gross = Math.addExact(gross, value);
    long signed = signal.side() == Side.BUY ? held + buys : held - sells;
    net = Math.addExact(net, Fixed8.multiply(signed, price, RoundingMode.HALF_EVEN));
    if (instrument.startsWith(base, instrument.indexOf(':') + 1)) {
      asset = Math.addExact(asset, value);
    }
  }

  private static long value(long quantity, long price) {
    return Fixed8.multiply(quantity, price, RoundingMode.CEILING);
  }

  /** A rest that cannot be traded is no position. */
  private boolean isTradable(String instrument, long quantity) {
    long smallest = gate.state().book.instrument(instrument).map(ExposureSum::smallest).orElse(1L);
    return quantity >= smallest;
  }

  private static long smallest(Instrument instrument) {
    return Math.max(1, Math.max(instrument.minQuantity(), instrument.stepSize()));
  }

  private int strategies() {
    Set<String> others = new TreeSet<>();
    long held = ledger.quantity(signal.instrument());
    account
        .resultsIn(signal.instrument())
        .forEach(
            (strategy, result) -> {
              boolean holds =
                  result.isOpen() && Long.signum(result.quantity()) == Long.signum(held);
              if (holds && !strategy.equals(Flattening.UNASSIGNED)) {
                others.add(strategy);
              }
            });
    for (WorkingOrder order : account.orders().of(signal.instrument()).values()) {
      if (order.side() == Side.BUY) {
        others.add(order.strategy());
      }
    }
    others.remove(signal.strategy());
    return others.size();
  }
}
