package io.alphaflow.backtest.operator;

import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.backtest.sweep.Shards;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.signals.CatalogSource;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * The parts of the variants that a task runs: every so many-th of all. Where there are several, a
 * block of events goes through one after the other, so that what changes with each event stays near
 * the processor.
 *
 * <p>What goes wrong in a run does so each time, so the job is not tried again. A task that is
 * cancelled is interrupted; it ends within a block of events.
 */
final class PartRuns implements EventSink {

  private static final int BLOCK = 1_024;

  private final boolean bars;
  private final int first;
  private final int step;
  private final List<Backtest> runs = new ArrayList<>();
  private final Bar[] barBlock;
  private final Trade[] tradeBlock;
  private int size;
  private int untilCheck = BLOCK;

  /**
   * Runs that have seen nothing.
   *
   * @param task which of the tasks this is, from 0
   */
  PartRuns(BacktestOptions options, CatalogSource catalog, boolean bars, int task, int tasks) {
    this.bars = bars;
    this.first = task;
    this.step = tasks;
    int parts = Shards.parts(options.variants().size(), tasks);
    StrategyCatalog kinds = once(catalog::open);
    for (int part = task; part < parts; part += tasks) {
      BacktestOptions own = options.part(part, parts);
      runs.add(once(() -> new Backtest(own, kinds, bars)));
    }
    barBlock = new Bar[bars ? BLOCK : 0];
    tradeBlock = new Trade[bars ? 0 : BLOCK];
  }

  @Override
  public void bar(Bar bar) {
    endWhenCancelled();
    if (runs.size() != 1) {
      barBlock[size++] = bar;
      flushWhenFull();
      return;
    }
    try {
      runs.get(0).bar(bar);
    } catch (RuntimeException e) {
      throw new SuppressRestartsException(e);
    }
  }

  @Override
  public void trade(Trade trade) {
    endWhenCancelled();
    if (runs.size() != 1) {
      tradeBlock[size++] = trade;
      flushWhenFull();
      return;
    }
    try {
      runs.get(0).trade(trade);
    } catch (RuntimeException e) {
      throw new SuppressRestartsException(e);
    }
  }

  private void endWhenCancelled() {
    if (--untilCheck > 0) {
      return;
    }
    untilCheck = BLOCK;
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelTaskException("the backtest was cancelled");
    }
  }

  private void flushWhenFull() {
    if (size == BLOCK) {
      flush();
    }
  }

  private void flush() {
    try {
      for (Backtest run : runs) {
        for (int i = 0; i < size; i++) {
          if (bars) {
            run.bar(barBlock[i]);
          } else {
            run.trade(tradeBlock[i]);
          }
        }
      }
    } catch (RuntimeException e) {
      throw new SuppressRestartsException(e);
    }
    size = 0;
  }

  /** The history is over: gives out what became of the variants. */
  void finish(Consumer<JobPiece> out) {
    flush();
    int part = first;
    for (Backtest run : runs) {
      RunResultCodec.pieces(part, once(() -> finished(run)), out);
      part += step;
    }
  }

  private static RunResult finished(Backtest run) {
    run.finish();
    return run.result();
  }

  /** What comes out, or the end of the job: it would not come out another time either. */
  private static <T> T once(Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      throw new SuppressRestartsException(e);
    }
  }
}
