package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Protection;

/** The kinds of protective exit. When a mark reaches several levels at once, the first counts. */
enum ExitKind {
  /** The mark is at or below the stop. */
  STOP_LOSS("stop-loss") {
    @Override
    long level(Protection protection, long highestMark) {
      return protection.stopLoss();
    }
  },
  /** The mark is the trailing distance or more below the highest mark. */
  TRAILING_STOP("trailing-stop") {
    @Override
    long level(Protection protection, long highestMark) {
      return protection.trailingStop() == 0
          ? 0
          : Math.max(0, highestMark - protection.trailingStop());
    }
  },
  /** The mark is at or above the target. */
  TAKE_PROFIT("take-profit") {
    @Override
    long level(Protection protection, long highestMark) {
      return protection.takeProfit();
    }

    @Override
    boolean isReached(long level, long mark) {
      return level > 0 && mark >= level;
    }
  };

  private final String tag;

  ExitKind(String tag) {
    this.tag = tag;
  }

  /** Tag of its signals. */
  String tag() {
    return tag;
  }

  /** The price at which it fires, units of 1e-8; 0 for none. */
  abstract long level(Protection protection, long highestMark);

  /** Whether a mark has reached the level. */
  boolean isReached(long level, long mark) {
    return level > 0 && mark <= level;
  }
}
