package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import java.util.List;

/** The book of a symbol as it was recorded, at this moment. */
@FunctionalInterface
public interface RecordedBook {

  /** The levels of a side, best first. */
  List<Level> levels(Side side);
}
