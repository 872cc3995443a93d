package io.alphaflow.simulator.server;

import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.capture.CapturedFrame;
import io.alphaflow.simulator.capture.CapturedSymbol;
import io.alphaflow.simulator.journal.Journal;
import io.alphaflow.simulator.journal.JournalEntry;
import io.alphaflow.simulator.playback.Playback;

/**
 * Writes each event of the market down before it meets orders and is told.
 *
 * @param journal where
 * @param market what then takes it
 */
record JournaledMarket(Journal journal, Playback.Listener market) implements Playback.Listener {

  @Override
  public void onNext() {
    journal.append(JournalEntry.MarketEvent.NEXT);
  }

  @Override
  public void onTrade(Recording recording, long tradeId) {
    market.onTrade(recording, tradeId);
  }

  @Override
  public void onFrame(CapturedSymbol symbol, CapturedFrame frame) {
    market.onFrame(symbol, frame);
  }

  @Override
  public void onEnd() {
    market.onEnd();
  }
}
