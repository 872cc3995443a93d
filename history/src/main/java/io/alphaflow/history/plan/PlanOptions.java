package io.alphaflow.history.plan;

import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.format.ReadOptions;
import java.util.Optional;

/**
 * What a person says about the files.
 *
 * @param read how they are read
 * @param instrument what they are of
 * @param venue the venue of the symbols in their names, when no instrument is given
 * @param interval of their bars
 * @param fallback what they are of when nothing says it; empty: that is a fault
 */
public record PlanOptions(
    ReadOptions read,
    Optional<InstrumentId> instrument,
    Optional<String> venue,
    Optional<BarSpec> interval,
    Optional<InstrumentId> fallback) {}
