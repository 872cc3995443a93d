package io.alphaflow.backtest.statistics;

/** A block of metrics that stand together. */
public enum Block {
  /** Of returns from day end to day end. */
  PERIOD("Period-based: returns from UTC day end to day end"),
  /** Against the benchmark. */
  BENCHMARK("Against buy and hold of the benchmark"),
  /** Of round trips. */
  TRADE("Trade-based: round trips that ended, P&L net of fees"),
  /** How much was at stake. */
  EXPOSURE("Exposure"),
  /** What trading cost. */
  COST("Costs"),
  /** Quality of execution. */
  EXECUTION("Execution");

  private final String title;

  Block(String title) {
    this.title = title;
  }

  /** Its heading. */
  public String title() {
    return title;
  }
}
