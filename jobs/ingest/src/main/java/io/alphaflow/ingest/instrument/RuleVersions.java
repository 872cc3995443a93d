package io.alphaflow.ingest.instrument;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.validation.EventChecks;
import io.alphaflow.ingest.validation.Rejection;
import java.util.Optional;

/**
 * Counts the versions of one instrument's rules: rules that equal the last ones are no new version.
 * Serialised by {@link io.alphaflow.common.state.StateCodec}: field names stay.
 */
public final class RuleVersions {

  private Instrument last;
  private Instrument before;

  /** No version yet. */
  public RuleVersions() {}

  /**
   * The version that these rules begin, if they differ from the last ones.
   *
   * @param listed the rules as the venue states them now
   * @param time market time reached by the instrument, epoch microseconds UTC; a later version
   *     holds from there, the first one always
   */
  public Optional<Instrument> observe(Instrument listed, long time) {
    if (last == null) {
      last = listed.numbered(1, 0);
      return Optional.of(last);
    }
    if (listed.numbered(last.sequence(), last.effectiveTime()).equals(last)) {
      return Optional.empty();
    }
    before = last;
    last = listed.numbered(last.sequence() + 1, Math.max(time, last.effectiveTime()));
    return Optional.of(last);
  }

  /**
   * Why a trade fits neither the rules that hold nor those before; null when it does, or when they
   * are not known. When exactly rules changed is not known: trades that are fetched after an outage
   * may have been made under the old ones.
   */
  public Rejection check(VenueTrade trade) {
    if (last == null || trade.time() < last.effectiveTime()) {
      return null;
    }
    boolean fitsOld = before != null && EventChecks.checkGrid(trade, before) == null;
    return fitsOld ? null : EventChecks.checkGrid(trade, last);
  }
}
