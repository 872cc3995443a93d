package io.alphaflow.simulator.matching;

/** What the market trades in a symbol in the present period: a bar, for example. */
public interface PeriodVolume {

  /** Nothing is known: no volume ever. */
  PeriodVolume NONE =
      new PeriodVolume() {
        @Override
        public long period() {
          return 0;
        }

        @Override
        public long volume() {
          return 0;
        }
      };

  /** Its number; another one when the next has begun. */
  long period();

  /** Base in units of 1e-8. */
  long volume();
}
