package io.alphaflow.cli.view;

import io.alphaflow.common.model.PnlSnapshot;
import java.util.List;
import java.util.SortedMap;

/**
 * What the logs say about the desk at a moment; every record counted once.
 *
 * @param trades in the market log
 * @param bars in the market log
 * @param signals in the journal
 * @param decisions on the log
 * @param answered of them that answer a signal; the gate's own cancellations do not
 * @param approved of them
 * @param rejected of them
 * @param rejectedByCode how often each control code stands in a rejection; one rejection can have
 *     several
 * @param fills in the journal
 * @param openOrders approved and not yet ended
 * @param deadLetters inputs that could not be used
 * @param alerts raised
 * @param marketTime time of the last trade, epoch microseconds UTC, 0 before the first
 * @param lastIngestTime our wall clock when the last trade was accepted
 * @param accountOpen whether an account's balances stand in the journal
 * @param pnl last P&amp;L snapshot by account
 * @param events the last alerts, a sentence each
 */
public record DeskSnapshot(
    long trades,
    long bars,
    long signals,
    long decisions,
    long answered,
    long approved,
    long rejected,
    SortedMap<String, Long> rejectedByCode,
    long fills,
    int openOrders,
    long deadLetters,
    long alerts,
    long marketTime,
    long lastIngestTime,
    boolean accountOpen,
    SortedMap<String, PnlSnapshot> pnl,
    List<String> events) {}
