package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a partition of the trade log says, in order. Of each symbol every trade id from the first on
 * is there exactly once after duplicates are dropped: as a {@link Trade}, or covered by a {@link
 * Gap}. Quotes and changes of strategies stand among them where somebody wants them: their place is
 * their time.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Trade.class, name = "trade"),
  @JsonSubTypes.Type(value = Gap.class, name = "gap"),
  @JsonSubTypes.Type(value = Heartbeat.class, name = "heartbeat"),
  @JsonSubTypes.Type(value = Quote.class, name = "quote"),
  @JsonSubTypes.Type(value = StrategyChange.class, name = "strategy")
})
public sealed interface MarketEntry permits Trade, Gap, Heartbeat, Quote, StrategyChange {

  /** Key of the record: the instrument, the heartbeat's partition, or the strategy instance. */
  String key();
}
