package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alphaflow.common.json.Decimal8;
import io.alphaflow.common.json.OptionalDecimal8;
import java.util.List;

/**
 * P&amp;L of an account at a moment, marked to market; docs/pnl.md has the formulas. Equity is
 * opening equity + net flows + realised + unrealised − fees, to the last unit.
 *
 * @param account the account
 * @param sequence counted from 1 for each account
 * @param time logical time of the journal partition, epoch microseconds UTC
 * @param cause {@code OPEN}, {@code FILL}, {@code FLOW}, {@code CORRECTION} or {@code MARK}
 * @param currency what the amounts are in
 * @param cash balance of the currency, locked part included
 * @param equity cash + Σ value of the positions + Σ value of other assets
 * @param realizedPnl Σ over positions and other assets, before fees
 * @param unrealizedPnl Σ over positions and other assets
 * @param fees Σ over positions, and those that no position was charged with
 * @param dailyPnl P&amp;L since the start of the UTC day
 * @param peakEquity highest equity so far, moved by deposits and withdrawals
 * @param drawdown peak less equity, 0 or more
 * @param positions by instrument
 * @param entry the journal entry that led to it, {@code producer#sequence}
 * @param reserved what the venue's last statement says open orders hold of the currency
 * @param grossExposure Σ absolute value of positions and other assets
 * @param netExposure Σ value of them
 * @param leverage gross exposure ÷ equity, rounded half even; 0 without equity
 * @param netFlows deposits less withdrawals since the opening, worth when they came
 * @param tradingDay day by the configured cut, {@code 2026-01-31}
 * @param tradingDayPnl P&amp;L since its cut
 * @param otherAssets what is held besides the currency and positions, by asset, in the currency
 * @param unpriced what of that, and of positions, no mark gives a price
 * @param strategies positions by strategy that changed; of {@code MARK} also all that hold
 *     something
 * @param roundTrips that ended with this snapshot's entry
 */
public record PnlSnapshot(
    String account,
    long sequence,
    long time,
    String cause,
    String currency,
    @Decimal8 long cash,
    @Decimal8 long equity,
    @Decimal8 long realizedPnl,
    @Decimal8 long unrealizedPnl,
    @Decimal8 long fees,
    @Decimal8 long dailyPnl,
    @Decimal8 long peakEquity,
    @Decimal8 long drawdown,
    List<PositionSnapshot> positions,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String entry,
    @OptionalDecimal8 long reserved,
    @OptionalDecimal8 long grossExposure,
    @OptionalDecimal8 long netExposure,
    @OptionalDecimal8 long leverage,
    @OptionalDecimal8 long netFlows,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String tradingDay,
    @OptionalDecimal8 long tradingDayPnl,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PositionSnapshot> otherAssets,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UnpricedAsset> unpriced,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StrategyPosition> strategies,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RoundTrip> roundTrips) {

  /** What a record lacks is empty. */
  public PnlSnapshot {
    entry = entry == null ? "" : entry;
    tradingDay = tradingDay == null ? "" : tradingDay;
    otherAssets = otherAssets == null ? List.of() : List.copyOf(otherAssets);
    unpriced = unpriced == null ? List.of() : List.copyOf(unpriced);
    strategies = strategies == null ? List.of() : List.copyOf(strategies);
    roundTrips = roundTrips == null ? List.of() : List.copyOf(roundTrips);
  }
}
