package io.alphaflow.ingest.operator;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * An instrument with the place in its trades.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param next id of the trade that comes next, or {@link
 *     io.alphaflow.ingest.feed.MarketFeed#LATEST}
 */
record MarketSplit(String instrument, long next) implements SourceSplit {

  @Override
  public String splitId() {
    return instrument;
  }
}
