package io.alphaflow.ingest.operator;

import java.util.List;

/**
 * What the enumerator remembers.
 *
 * @param idle places of instruments that no reader has: not handed out yet, or wanted no more
 */
record MarketAssignments(List<MarketSplit> idle) {}
