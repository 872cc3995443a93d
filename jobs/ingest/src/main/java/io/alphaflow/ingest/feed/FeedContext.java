package io.alphaflow.ingest.feed;

import io.alphaflow.exchange.market.MarketData;

/**
 * What the parts of one feed share.
 *
 * @param loop its thread
 * @param venue the market
 * @param options what is wanted
 * @param stats counters
 * @param held room for trades that wait behind gaps
 * @param snapshots of order books
 */
record FeedContext(
    FeedLoop loop,
    MarketData venue,
    FeedOptions options,
    FeedStats stats,
    HeldBudget held,
    SnapshotBudget snapshots) {}
