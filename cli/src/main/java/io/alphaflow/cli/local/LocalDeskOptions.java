package io.alphaflow.cli.local;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.simulator.Recording;

/**
 * A desk to be started on this machine.
 *
 * @param folder where its files are
 * @param configuration YAML with words such as {@code @KAFKA@} for what is only known then
 * @param symbol what is traded
 * @param recording the trades that the exchange makes
 * @param speed market seconds for each wall second
 * @param cash opening balance in the quote asset, units of 1e-8
 * @param database which database to take
 * @param uiPort wanted port of the Flink UI; another one is taken when it is busy
 */
public record LocalDeskOptions(
    DeskFolder folder,
    String configuration,
    InstrumentId symbol,
    Recording recording,
    double speed,
    long cash,
    DatabaseOptions database,
    int uiPort) {}
