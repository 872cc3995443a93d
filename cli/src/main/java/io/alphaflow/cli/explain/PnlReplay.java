package io.alphaflow.cli.explain;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.ledger.EntryCheck;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.pnl.PnlOptions;
import io.alphaflow.pnl.book.PnlBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the P&amp;L snapshots of a journal partition as the P&amp;L job does, to know which of
 * them an entry led to: the snapshots do not name their cause.
 */
final class PnlReplay {

  private final PnlOptions options;
  private final PnlBook book = new PnlBook();

  PnlReplay(PnlOptions options) {
    this.options = options;
  }

  /** The snapshots that the next entry of the partition led to. */
  List<PnlSnapshot> apply(RawRecord in, JournalEntry entry) {
    List<PnlSnapshot> made = new ArrayList<>();
    if (EntryCheck.problem(entry, in.partition(), options.journalPartitions()).isEmpty()) {
      try {
        book.apply(entry, Arrays.hashCode(in.value()), options, made::add);
      } catch (ArithmeticException e) {
        // The job has told so; its P&L is wrong from here on, and so is what is told of it.
        return made;
      }
    }
    return made;
  }
}
