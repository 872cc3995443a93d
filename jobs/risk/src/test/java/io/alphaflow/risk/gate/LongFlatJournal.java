package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.JournalFixture.BTC;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.RiskOptions;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two strategies that share an account, of which one has protective exits. Each sells no more than
 * it believes to hold: what it bought, less what it asked to sell. It knows nothing of exits.
 */
final class LongFlatJournal extends RandomJournal {

  private static final String[] SIZES = {"0.5", "1", "2", "1.2345"};

  private final Map<String, Long> believed = new TreeMap<>();

  LongFlatJournal(RiskOptions options) {
    super(options);
  }

  @Override
  void play(Step step) {
    super.play(step);
    lastFill()
        .filter(fill -> fill.side() == Side.BUY)
        .ifPresent(fill -> believed.merge(fill.strategy(), fill.lastQuantity(), Long::sum));
  }

  @Override
  Signal signal(Step step) {
    String strategy = step.a() % 3 == 0 ? "steady" : "stopped";
    long held = believed.getOrDefault(strategy + "-" + ACCOUNT, 0L);
    if (held == 0 || step.b() % 2 == 0) {
      String size = SIZES[step.c() % SIZES.length];
      Signal buy = signal(strategy, Side.BUY, size, step);
      Protection exits = strategy.equals("steady") ? Protection.NONE : protection(step, price(BTC));
      return worked(JournalFixture.with(buy, exits, SignalOrigin.STRATEGY), step);
    }
    long asked = step.c() % 3 == 0 ? held / 2 : held;
    believed.put(strategy + "-" + ACCOUNT, held - asked);
    return worked(signal(strategy, Side.SELL, Fixed8.format(asked), step), step);
  }

  @Override
  Signal pair(Step step) {
    return paired(signal(step), step);
  }

  private Signal signal(String strategy, Side side, String size, Step step) {
    boolean limit = step.c() % 4 == 0;
    return journal.signal(
        strategy,
        ACCOUNT,
        side,
        SizingMode.BASE_QUANTITY,
        size,
        limit ? OrderType.LIMIT : OrderType.MARKET,
        limit ? Fixed8.format(price(BTC)) : "0");
  }
}
