package io.alphaflow.risk.gate;

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
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Closes positions because a person wants it: reducing market orders, as signals into the journal,
 * which are judged there like any other. What a strategy instance holds is closed for it, the rest
 * for nobody; in parts when it is more than one order may be; again after a pause when an order was
 * rejected or ended unfilled.
 */
final class Flattening {

  /** Strategy of what no strategy instance holds. */
  static final String UNASSIGNED = "unassigned";

  private final GateContext gate;
  private boolean idle;

  Flattening(GateContext gate) {
    this.gate = gate;
  }

  /** Remembers what is to be closed at a level. */
  void begin(Level level, String reason) {
    idle = false;
    gate.state()
        .book
        .accounts()
        .forEach(
            (account, ledger) -> {
              for (Position position : ledger.positions()) {
                if (position.quantity() != 0) {
                  begin(level, account, position.instrument(), reason);
                }
              }
            });
  }

  private void begin(Level level, String account, String instrument, String reason) {
    AccountState state = gate.state().account(account);
    state
        .resultsIn(instrument)
        .forEach(
            (strategy, result) -> {
              if (result.isOpen() && level.covers(account, strategy, instrument)) {
                add(state, strategy, instrument, reason);
              }
            });
    if (level.covers(account, Level.ALL, instrument)) {
      add(state, UNASSIGNED, instrument, reason);
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

  /** A person lets a level trade again: what is not on its way is closed no more. */
  void end(Level level) {
    gate.state()
        .accounts()
        .forEach(
            (account, state) ->
                state
                    .flattening()
                    .removeIf(
                        task ->
                            task.isIdle()
                                && level.covers(account, task.strategy(), task.instrument())));
  }

  /** Makes the signals that can be made now. */
  void go(Consumer<Signal> output) {
    if (idle) {
      return;
    }
    idle = true;
    for (Map.Entry<String, AccountState> account : gate.state().accounts().entrySet()) {
      if (!account.getValue().flattening().isEmpty()) {
        idle = false;
        go(account.getKey(), account.getValue(), output);
      }
    }
  }

  private void go(String account, AccountState state, Consumer<Signal> output) {
    for (FlattenTask task : List.copyOf(state.flattening())) {
      if (!task.isFree(gate.time()) || isHeldUp(account, state, task)) {
        continue;
      }
      long position = position(account, task.instrument());
      long quantity = size(account, state, task, position);
      if (quantity > 0) {
        output.accept(signal(account, task, position, quantity));
      } else {
        state.flattening().remove(task);
      }
    }
  }

  /** Orders of the instrument are being cancelled, others are closed before, or it is halted. */
  private boolean isHeldUp(String account, AccountState state, FlattenTask task) {
    boolean others =
        task.strategy().equals(UNASSIGNED)
            && state.flattening().stream()
                .anyMatch(t -> t != task && t.instrument().equals(task.instrument()));
    return others
        || !state.orders().of(task.instrument()).isEmpty()
        || gate.state().stops.isHalted(account, task.strategy(), task.instrument());
  }

  private long position(String account, String instrument) {
    return gate.state().book.account(account).map(l -> l.quantity(instrument)).orElse(0L);
  }

  /** What one order may close now, 0 when nothing that the venue would take is left. */
  private long size(String account, AccountState state, FlattenTask task, long position) {
    Optional<Instrument> instrument = gate.state().book.instrument(task.instrument());
    if (instrument.isEmpty()) {
      return 0;
    }
    try {
      return ExitSize.onGrid(
          left(task.strategy(), task.instrument(), position, state),
          instrument.get(),
          gate.price(task.instrument()),
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
   * What a signal that was made before has left to close: others may have closed it meanwhile.
   *
   * @throws ArithmeticException when an amount is out of range
   */
  static long left(Signal signal, GateContext gate) {
    long position =
        gate.state()
            .book
            .account(signal.account())
            .map(l -> l.quantity(signal.instrument()))
            .orElse(0L);
    return left(
        signal.strategy(), signal.instrument(), position, gate.state().account(signal.account()));
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
