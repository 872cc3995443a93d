package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a partition of the trade log says, in order. Of each symbol every trade id from the first on
 * is there exactly once after duplicates are dropped: as a {@link Trade}, or covered by a {@link
 * Gap}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Trade.class, name = "trade"),
  @JsonSubTypes.Type(value = Gap.class, name = "gap"),
  @JsonSubTypes.Type(value = Heartbeat.class, name = "heartbeat")
})
public sealed interface MarketEntry permits Trade, Gap, Heartbeat {

  /** Key of the record: the instrument, or the heartbeat's partition. */
  String key();
}
