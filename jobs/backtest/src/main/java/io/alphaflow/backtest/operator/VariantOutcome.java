package io.alphaflow.backtest.operator;

/**
 * What became of a variant, as it leaves the job.
 *
 * @param number of the variant, from 0
 * @param result a {@link io.alphaflow.backtest.engine.VariantResult} as JSON
 */
public record VariantOutcome(int number, byte[] result) {}
