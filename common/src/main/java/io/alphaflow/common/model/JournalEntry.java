package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Everything that can change what an account may do. A partition of the journal is one total order
 * of such entries; the risk gate and the P&amp;L are functions of it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Mark.class, name = "mark"),
  @JsonSubTypes.Type(value = ClockTick.class, name = "clock"),
  @JsonSubTypes.Type(value = Instrument.class, name = "instrument"),
  @JsonSubTypes.Type(value = AccountSnapshot.class, name = "account"),
  @JsonSubTypes.Type(value = Signal.class, name = "signal"),
  @JsonSubTypes.Type(value = ExecutionReport.class, name = "execution"),
  @JsonSubTypes.Type(value = BreakerTrip.class, name = "breaker-trip"),
  @JsonSubTypes.Type(value = OperatorCommand.class, name = "command"),
  @JsonSubTypes.Type(value = LedgerEntry.class, name = "ledger")
})
public sealed interface JournalEntry
    permits Mark,
        ClockTick,
        Instrument,
        AccountSnapshot,
        Signal,
        ExecutionReport,
        BreakerTrip,
        OperatorCommand,
        LedgerEntry {

  /** Who counted {@link #sequence()}: the first half of the entry's identity. */
  String producer();

  /** Increases for each producer: the second half of the entry's identity. */
  long sequence();

  /** Whether the producer counts 1, 2, 3, …, so that a jump means a lost entry. */
  boolean contiguous();

  /** The entry's own time, epoch microseconds UTC; 0 when nobody knows it. */
  long time();
}
