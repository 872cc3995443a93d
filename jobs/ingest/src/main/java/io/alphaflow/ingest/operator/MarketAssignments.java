package io.alphaflow.ingest.operator;

import java.util.List;

/**
 * What the enumerator remembers.
 *
 * @param known instruments for which a split was made once
 * @param unassigned splits that no reader has
 */
record MarketAssignments(List<String> known, List<MarketSplit> unassigned) {}
