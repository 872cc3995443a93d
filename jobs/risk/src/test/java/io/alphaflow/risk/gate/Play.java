package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitValue;
import java.util.List;
import java.util.function.Consumer;

/**
 * A short journal, written as a play. Limits are set first; the gate is made when the first entry
 * is read.
 */
final class Play {

  private final DeskFixture desk = new DeskFixture();
  private final JournalFixture journal = new JournalFixture();
  private final List<Control> controls;
  private GateRun run;
  private long commands;

  Play() {
    this(Controls.ALL);
  }

  Play(List<Control> controls) {
    this.controls = controls;
  }

  GateRun run() {
    if (run == null) {
      run = new GateRun(desk.options(), controls);
    }
    return run;
  }

  JournalFixture journal() {
    return journal;
  }

  /** To be changed before the first entry. */
  Play desk(Consumer<DeskFixture> change) {
    change.accept(desk);
    return this;
  }

  /** A limit as the configuration writes it. */
  Play limitText(Limit limit, String text) {
    desk.withText(limit, text);
    return this;
  }

  Play limit(Limit limit, String amount) {
    desk.with(limit, amount);
    return this;
  }

  Play limit(Limit limit, long amount, long seconds) {
    desk.with(limit, LimitValue.rate(amount, seconds * SECOND));
    return this;
  }

  Play noLimit(Limit limit) {
    desk.without(limit);
    return this;
  }

  /** Limits as high as the instrument's own. */
  Play wide() {
    return limit(Limit.MAX_ORDER_VALUE, "10000000")
        .limit(Limit.MAX_ORDER_QUANTITY, "10000")
        .limit(Limit.MAX_POSITION, "10000")
        .limit(Limit.MAX_POSITION_VALUE, "10000000");
  }

  Play read(JournalEntry... entries) {
    run().read(entries);
    return this;
  }

  /** A mark of 100 USD at 1000 s, and an account with 10000 USD and 10 BTC. */
  Play opened() {
    return opened("10000", "10");
  }

  Play opened(String usd, String btc) {
    return read(
        journal.instrument(true),
        journal.mark("100", 1_000 * SECOND),
        journal.account(ACCOUNT, usd, btc));
  }

  Play buy(String size) {
    return read(journal.market(ACCOUNT, Side.BUY, size));
  }

  Play sell(String size) {
    return read(journal.market(ACCOUNT, Side.SELL, size));
  }

  Play market(Side side, SizingMode mode, String size) {
    return read(journal.market(ACCOUNT, side, mode, size));
  }

  Play buyAs(String strategy, String size) {
    return read(
        journal.signal(
            strategy, ACCOUNT, Side.BUY, SizingMode.BASE_QUANTITY, size, OrderType.MARKET, "0"));
  }

  /** Prices as text; an empty one for none. */
  Play protect(String size, String stop, String target, String distance) {
    return protectAs("trend", size, stop, target, distance);
  }

  Play protectAs(String strategy, String size, String stop, String target, String distance) {
    Protection protection = new Protection(price(stop), price(target), price(distance));
    return read(journal.protectedBuy(strategy, ACCOUNT, size, protection));
  }

  private static long price(String text) {
    return text.isEmpty() ? 0 : Fixed8.parse(text);
  }

  /** Exits come back through the journal and are judged. */
  Play exitsReturn() {
    run.readExits();
    return this;
  }

  Play buyOn(String instrument, String size) {
    return read(
        journal.signal(
            instrument,
            "trend",
            ACCOUNT,
            Side.BUY,
            SizingMode.BASE_QUANTITY,
            size,
            OrderType.MARKET,
            "0"));
  }

  Play limitOrder(Side side, String size, String price) {
    return read(journal.limit(ACCOUNT, side, size, price));
  }

  /** An order at the market that begins at a trigger. */
  Play triggered(Side side, String size, OrderType type, String trigger) {
    Signal signal = journal.market(ACCOUNT, side, size);
    return read(signal.beginning(type, Fixed8.parse(trigger)));
  }

  /** An order with a limit price that begins at a trigger. */
  Play triggered(Side side, String size, OrderType type, String trigger, String limit) {
    Signal signal = journal.limit(ACCOUNT, side, size, limit);
    return read(signal.beginning(type, Fixed8.parse(trigger)));
  }

  /** A strategy takes the order of an earlier signal back, or all of its own. */
  Play takeBack(String strategy, long signal) {
    return read(
        journal
            .signal(
                strategy, ACCOUNT, Side.BUY, SizingMode.BASE_QUANTITY, "0", OrderType.MARKET, "0")
            .about(SignalTarget.cancel(signal)));
  }

  /** An order in the place of an earlier one. */
  Play instead(long signal, Side side, String size, String price) {
    return read(journal.limit(ACCOUNT, side, size, price).about(SignalTarget.replace(signal)));
  }

  /** An earlier order shall be for so much. */
  Play shrink(long signal, String size) {
    return read(journal.market(ACCOUNT, Side.BUY, size).about(SignalTarget.amend(signal)));
  }

  /** A market order in slices over so many seconds. */
  Play twap(Side side, String size, long seconds, int slices) {
    Signal signal = journal.market(ACCOUNT, side, size);
    return read(signal.worked(new Execution.Twap(seconds * SECOND, slices)));
  }

  /** A limit order in slices over so many seconds. */
  Play twap(Side side, String size, String limit, long seconds, int slices) {
    Signal signal = journal.limit(ACCOUNT, side, size, limit);
    return read(signal.worked(new Execution.Twap(seconds * SECOND, slices)));
  }

  /** A limit order of which only a part shows. */
  Play iceberg(Side side, String size, String limit, String display) {
    Signal signal = journal.limit(ACCOUNT, side, size, limit);
    return read(signal.worked(new Execution.Iceberg(Fixed8.parse(display))));
  }

  Play close() {
    return market(Side.SELL, SizingMode.CLOSE_POSITION, "0");
  }

  /** Time passes without a trade. */
  Play clock(long micros) {
    return read(journal.clock(micros));
  }

  Play mark(String price, long micros) {
    return read(journal.mark(price, micros));
  }

  /** A circuit breaker has found its pattern. */
  Play trip(String breaker, Level level, long cooldown) {
    return read(
        new BreakerTrip(level, breaker, 1, 1, StopKind.HALTED, cooldown, false, "it was seen"));
  }

  /** The last order fills as a whole. */
  Play fill(String price) {
    Decision decision = run.last();
    return read(journal.fill(decision, price));
  }

  Play ended(ExecutionType type) {
    Decision decision = run.last();
    return read(journal.ended(decision, type, 0));
  }

  Play command(String person, CommandAction action) {
    return read(DeskFixture.command(person, ++commands, ACCOUNT, action));
  }
}
