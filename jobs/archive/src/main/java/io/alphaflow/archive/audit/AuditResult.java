package io.alphaflow.archive.audit;

import io.alphaflow.common.model.AuditHead;
import java.util.List;
import java.util.Optional;

/**
 * What a check of the audit found.
 *
 * @param chains that were gone along
 * @param faults the first of each chain and of each table; empty when nothing is wrong
 */
public record AuditResult(List<ChainResult> chains, List<Fault> faults) {

  /**
   * What was found of a chain.
   *
   * @param chain which
   * @param rows that were read
   * @param first position that was read; 0 when there is no row
   * @param head the last row that is right, when there is one
   * @param told up to which row heads outside of the database were compared
   */
  public record ChainResult(
      Chain chain, long rows, long first, Optional<AuditHead> head, long told) {}

  /** Copies the lists. */
  public AuditResult {
    chains = List.copyOf(chains);
    faults = List.copyOf(faults);
  }

  /** All rows that were read. */
  public long rows() {
    return chains.stream().mapToLong(ChainResult::rows).sum();
  }

  /** Whether nothing is wrong. */
  public boolean isWhole() {
    return faults.isEmpty();
  }
}
