package io.alphaflow.indicator;

import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import java.util.List;

/** What a recursive average begins with. */
public enum Seed {
  /** The mean of the first N numbers stands at the N-th, as in TA-Lib. */
  MEAN,
  /** The first number stands at the first, and the recursion goes on from there. */
  FIRST_VALUE;

  /** The parameter that {@link #of} reads. */
  static final ParameterSpec PARAMETER =
      ParameterSpec.choice(
          "seed",
          "mean",
          List.of("mean", "first-value"),
          "what the recursion begins with: the mean of the first N, or the first");

  /** What the parameters say. */
  static Seed of(Parameters parameters) {
    return parameters.choice("seed").equals("mean") ? MEAN : FIRST_VALUE;
  }
}
