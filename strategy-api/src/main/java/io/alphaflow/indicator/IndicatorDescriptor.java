package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorSpec.Feed;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of indicator: what it is, what it takes and gives, and how to make one.
 *
 * @param name in a spec, for example {@code sma}
 * @param summary what it is, in a few words
 * @param formula how it is computed
 * @param reference where the formula is from
 * @param feed what it is fed with, unless its source is an indicator with another feed
 * @param isSeries whether it follows one series of numbers, so that a spec may name its source
 * @param parameters without the source
 * @param outputs its values, the main one first
 * @param warmUp how many events it takes until all values are there, in words
 * @param seeding what it begins with
 * @param beforeReady what its values are before
 * @param cost of an update
 * @param factory makes one that has seen nothing; throws {@link IllegalArgumentException} with a
 *     sentence when the values do not fit together
 */
public record IndicatorDescriptor(
    String name,
    String summary,
    String formula,
    String reference,
    Feed feed,
    boolean isSeries,
    List<ParameterSpec> parameters,
    List<Output> outputs,
    String warmUp,
    String seeding,
    String beforeReady,
    String cost,
    Function<Parameters, Indicator> factory) {

  /**
   * One of the values.
   *
   * @param name in a spec, for example {@code upper}
   * @param meaning in a few words
   */
  public record Output(String name, String meaning) {}

  static Builder series(String name, String summary, Function<Parameters, Indicator> factory) {
    return new Builder(name, summary, Feed.BARS, true, factory);
  }

  static Builder of(
      Feed feed, String name, String summary, Function<Parameters, Indicator> factory) {
    return new Builder(name, summary, feed, false, factory);
  }

  /** A window's length. */
  static ParameterSpec period(int defaultValue) {
    return period("period", defaultValue, "N");
  }

  static ParameterSpec period(String name, int defaultValue, String meaning) {
    return ParameterSpec.integer(name, defaultValue, 1, Arguments.LONGEST, meaning);
  }

  /** Collects what is said of an indicator. */
  static final class Builder {
    private final String name;
    private final String summary;
    private final Feed feed;
    private final boolean isSeries;
    private final Function<Parameters, Indicator> factory;
    private final List<Output> outputs = new ArrayList<>();
    private List<ParameterSpec> parameters = List.of();
    private String formula = "";
    private String reference = "";
    private String warmUp = "";
    private String seeding = "none: it depends on the window only";
    private String beforeReady = "NaN";
    private String cost = "constant";

    private Builder(
        String name,
        String summary,
        Feed feed,
        boolean isSeries,
        Function<Parameters, Indicator> factory) {
      this.name = name;
      this.summary = summary;
      this.feed = feed;
      this.isSeries = isSeries;
      this.factory = factory;
    }

    Builder formula(String text) {
      formula = text;
      return this;
    }

    Builder reference(String text) {
      reference = text;
      return this;
    }

    Builder parameters(ParameterSpec... specs) {
      parameters = List.of(specs);
      return this;
    }

    Builder output(String outputName, String meaning) {
      outputs.add(new Output(outputName, meaning));
      return this;
    }

    Builder warmUp(String text) {
      warmUp = text;
      return this;
    }

    Builder seeding(String text) {
      seeding = text;
      return this;
    }

    Builder beforeReady(String text) {
      beforeReady = text;
      return this;
    }

    Builder cost(String text) {
      cost = text;
      return this;
    }

    IndicatorDescriptor build() {
      return new IndicatorDescriptor(
          name,
          summary,
          formula,
          reference,
          feed,
          isSeries,
          parameters,
          List.copyOf(outputs),
          warmUp,
          seeding,
          beforeReady,
          cost,
          factory);
    }
  }
}
