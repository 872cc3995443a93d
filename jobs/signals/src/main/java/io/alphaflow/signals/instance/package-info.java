/**
 * Strategy instances at work: all instances of one instrument as one plain state machine, which the
 * Flink operator, a backtest and a test run alike. No Flink.
 */
package io.alphaflow.signals.instance;
