package io.alphaflow.backtest.result;

/**
 * How near a risk limit came.
 *
 * @param control name of the control, as in docs/risk-controls.md
 * @param value the largest observed, as text with its unit
 * @param limit as text with its unit
 * @param share value ÷ limit; over 1 when it was broken
 * @param broken in how many decisions
 */
public record LimitUse(String control, String value, String limit, double share, long broken) {}
