package io.alphaflow.backtest.report;

/** How the parameters of a result were chosen. */
public sealed interface Selection permits SweepTable, WalkForwardTable {}
