package io.alphaflow.indicator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** An average that follows the series; strategies take either kind. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Sma.class, name = "sma"),
  @JsonSubTypes.Type(value = Ema.class, name = "ema")
})
public sealed interface MovingAverage extends SeriesIndicator permits Sma, Ema {}
