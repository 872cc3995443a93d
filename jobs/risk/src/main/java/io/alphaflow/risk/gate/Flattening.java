package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.ledger.Position;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Closes positions because a person wants it: reducing market orders, as signals into the journal,
 * which are judged there like any other. What a strategy instance holds is closed for it, the rest
 * for nobody; in parts when it is more than one order may be; again after a pause when an order was
 * rejected or ended unfilled. It goes on until the level is resumed, so what fills late is closed,
 * too.
 */
final class Flattening {

  /** Strategy of what no strategy instance holds. */
  static final String UNASSIGNED = "unassigned";

  private final GateContext gate;

  Flattening(GateContext gate) {
    this.gate = gate;
  }

  /**
   * Positions of a level are closed from now on, also those that orders on their way still make.
   */
  void begin(Level level, String reason) {
    end(level);
    gate.state().flattens.add(new FlattenOrder(level, reason));
  }

  /**
   * A person lets a level trade again: what is on its way there is the last.
   *
   * @return how many wishes ended
   */
  int end(Level level) {
    int before = gate.state().flattens.size();
    gate.state().flattens.removeIf(order -> level.covers(order.level()));
    return before - gate.state().flattens.size();
  }

  /** Makes the signals that can be made now. */
  void go(Voice voice) {
    List<FlattenOrder> flattens = gate.state().flattens;
    if (flattens.isEmpty() && !gate.state().hasTasks) {
      return;
    }
    gate.state().hasTasks = false;
    for (Map.Entry<String, AccountLedger> of : gate.state().book.accounts().entrySet()) {
      AccountState account = gate.state().account(of.getKey());
      boolean had = !account.flattening().isEmpty();
      for (Position position : of.getValue().positions()) {
        if (position.quantity() != 0) {
          flattens.forEach(order -> want(order, of.getKey(), account, position.instrument()));
        }
      }
      go(of.getKey(), account, voice);
      if (had && account.flattening().isEmpty()) {
        voice.alert(
            Severity.INFO,
            "FLAT",
            "FLAT-" + of.getKey(),
            Level.account(of.getKey()),
            "what was to be closed is closed",
            Map.of());
      }
      gate.state().hasTasks |= !account.flattening().isEmpty();
    }
  }

  private void want(FlattenOrder order, String account, AccountState state, String instrument) {
    state
        .resultsIn(instrument)
        .forEach(
            (strategy, result) -> {
              boolean own = result.isOpen() && !strategy.equals(UNASSIGNED);
              if (own && order.level().covers(account, strategy, instrument)) {
                add(state, strategy, instrument, order.reason());
              }
            });
    if (order.level().covers(account, UNASSIGNED, instrument)) {
      add(state, UNASSIGNED, instrument, order.reason());
    }
  }

  private static void add(AccountState state, String strategy, String instrument, String reason) {
    boolean there =
        state.flattening().stream()
            .anyMatch(t -> t.strategy().equals(strategy) && t.instrument().equals(instrument));
    if (!there) {
      state.flattening().add(new FlattenTask(strategy, instrument, reason));
    }
  }

  private void go(String account, AccountState state, Voice voice) {
    for (FlattenTask task : List.copyOf(state.flattening())) {
      if (!task.isIdle()) {
        continue;
      }
      long position = gate.position(account, task.instrument());
      long left = left(task.strategy(), task.instrument(), position, state);
      if (!isWanted(account, task) || !isTradable(left, task.instrument())) {
        state.flattening().remove(task);
      } else if (task.isFree(gate.time()) && !isHeldUp(account, state, task, position)) {
        go(account, task, position, left, voice);
      }
    }
  }

  private boolean isWanted(String account, FlattenTask task) {
    return gate.state().flattens.stream()
        .anyMatch(order -> order.level().covers(account, task.strategy(), task.instrument()));
  }

  private boolean isTradable(long quantity, String instrument) {
    return gate.state()
        .book
        .instrument(instrument)
        .map(i -> quantity >= Math.max(1, Math.max(i.minQuantity(), i.stepSize())))
        .orElse(false);
  }

  private void go(String account, FlattenTask task, long position, long left, Voice voice) {
    long quantity = size(account, task, left);
    if (quantity > 0) {
      voice.exit(signal(account, task, position, quantity));
    } else if (task.isNews()) {
      voice.alert(
          Severity.CRITICAL,
          "FLATTEN_WAITS",
          "FLATTEN_WAITS-" + account + "-" + task.strategy() + "-" + task.instrument(),
          new Level(account, task.strategy(), task.instrument()),
          "%s of %s cannot be closed: there is no price, it is worth too little, or one order may not"
                  .formatted(Fixed8.format(left), task.instrument())
              + " be worth anything",
          Map.of());
    }
  }

  /** Others are closed before, orders that it would meet are being cancelled, or it is halted. */
  private boolean isHeldUp(String account, AccountState state, FlattenTask task, long position) {
    boolean others =
        task.strategy().equals(UNASSIGNED)
            && state.flattening().stream()
                .anyMatch(t -> t != task && isClosing(account, state, t, task, position));
    Side against = position > 0 ? Side.BUY : Side.SELL;
    boolean met =
        state.orders().of(task.instrument()).values().stream()
            .anyMatch(
                order ->
                    order.side() == against
                        && gate.state().flattens.stream()
                            .anyMatch(
                                f ->
                                    f.level()
                                        .covers(account, order.strategy(), order.instrument())));
    return others
        || met
        || gate.state().stops.isHalted(account, task.strategy(), task.instrument());
  }

  /** What has nothing to close, or less than the venue takes, must not hold up the rest. */
  private boolean isClosing(
      String account, AccountState state, FlattenTask other, FlattenTask rest, long position) {
    return other.instrument().equals(rest.instrument())
        && (!other.isIdle()
            || size(account, other, left(other.strategy(), other.instrument(), position, state))
                > 0);
  }

  /** What one order may close now, 0 when the venue or a limit takes none. */
  private long size(String account, FlattenTask task, long left) {
    Optional<Instrument> instrument = gate.state().book.instrument(task.instrument());
    long price = gate.price(task.instrument());
    if (instrument.isEmpty() || price == 0) {
      return 0;
    }
    try {
      return ExitSize.onGrid(
          left,
          instrument.get(),
          price,
          gate.limits(account, task.strategy(), task.instrument()),
          gate.options().collar());
    } catch (ArithmeticException e) {
      return 0;
    }
  }

  /** What a strategy instance, or nobody, holds of a position and no working order closes. */
  private static long left(String strategy, String instrument, long position, AccountState state) {
    Side side = position > 0 ? Side.SELL : Side.BUY;
    long open = Math.subtractExact(Math.abs(position), state.working(instrument, side));
    if (strategy.equals(UNASSIGNED)) {
      return Math.max(0, open);
    }
    StrategyResult result = state.resultsIn(instrument).get(strategy);
    long own = result == null ? 0 : result.quantity();
    long mine = Long.signum(own) == Long.signum(position) ? Math.abs(own) : 0;
    long rest = Math.subtractExact(mine, state.orders().working(strategy, instrument, side));
    return Math.max(0, Math.min(open, rest));
  }

  /**
   * What a signal that was made before has left to close: others may have closed it meanwhile. 0
   * when nobody waits for it, or when it would not close anything.
   *
   * @throws ArithmeticException when an amount is out of range
   */
  static long left(Signal signal, GateContext gate) {
    AccountState state = gate.state().account(signal.account());
    long position = gate.position(signal.account(), signal.instrument());
    boolean closes = signal.side() == (position > 0 ? Side.SELL : Side.BUY);
    return closes && state.flattening().stream().anyMatch(task -> task.awaits(signal))
        ? left(signal.strategy(), signal.instrument(), position, state)
        : 0;
  }

  private Signal signal(String account, FlattenTask task, long position, long quantity) {
    long sequence = gate.state().nextSignal("flatten/" + account + "/" + task.instrument());
    task.sent(sequence);
    return new Signal(
        task.strategy(),
        account,
        task.instrument(),
        sequence,
        gate.time(),
        position > 0 ? Side.SELL : Side.BUY,
        SizingMode.BASE_QUANTITY,
        quantity,
        OrderType.MARKET,
        0,
        1,
        "flatten: " + task.reason(),
        gate.mark(task.instrument()).map(Mark::tradeId).orElse(0L),
        Map.of("position", Fixed8.toDouble(position)),
        Protection.NONE,
        SignalOrigin.COMMAND);
  }

  /** A signal was judged. */
  void decided(Signal signal, Decision decision) {
    if (signal.origin() != SignalOrigin.COMMAND) {
      return;
    }
    for (FlattenTask task : gate.state().account(signal.account()).flattening()) {
      if (task.awaits(signal)) {
        if (decision.outcome() == Outcome.APPROVED) {
          task.ordered(decision.approvedOrder().map(OrderIntent::clientOrderId).orElseThrow());
        } else {
          task.rejected(gate.time());
        }
      }
    }
  }

  /** Its signal stands in the journal as somebody else's: it is made again. */
  void lost(Signal signal) {
    if (signal.origin() == SignalOrigin.COMMAND) {
      gate.state().account(signal.account()).flattening().stream()
          .filter(task -> task.awaits(signal))
          .forEach(task -> task.rejected(gate.time()));
    }
  }

  /** An order ended. */
  void reported(ExecutionReport report) {
    if (report.last() || report.executionType().endsOrder()) {
      for (FlattenTask task : gate.state().account(report.account()).flattening()) {
        if (task.owns(report.clientOrderId())) {
          boolean filled = report.cumulativeQuantity() >= report.orderQuantity();
          task.ended(filled, gate.time());
        }
      }
    }
  }
}
