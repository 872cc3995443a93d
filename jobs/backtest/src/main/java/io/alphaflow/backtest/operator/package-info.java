/**
 * A backtest as a Flink job: history is read once and broadcast to tasks that each run a part of
 * the variants.
 */
package io.alphaflow.backtest.operator;
