package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import java.util.List;
import java.util.OptionalLong;

/** The book of a symbol as it was recorded, at this moment. */
@FunctionalInterface
public interface RecordedBook {

  /** The levels of a side, best first. */
  List<Level> levels(Side side);

  /**
   * What stands at a price, base: 0 where the recording shows that nothing does; empty where it
   * shows nothing at all, which is behind its worst level.
   */
  default OptionalLong at(Side side, long price) {
    List<Level> levels = levels(side);
    if (levels.isEmpty()) {
      return OptionalLong.empty();
    }
    for (Level level : levels) {
      if (level.price() == price) {
        return OptionalLong.of(level.quantity());
      }
    }
    long worst = levels.get(levels.size() - 1).price();
    boolean isShown = side == Side.BUY ? price > worst : price < worst;
    return isShown ? OptionalLong.of(0) : OptionalLong.empty();
  }
}
