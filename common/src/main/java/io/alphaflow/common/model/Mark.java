package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * A sampled price of an instrument. Written by ingest to every journal partition; it values
 * positions and moves logical time.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param sequence counted from 1 for each instrument
 * @param price the last trade's price, units of 1e-8
 * @param tradeId the trade it was taken from
 * @param time the venue's time of that trade, epoch microseconds UTC
 */
public record Mark(String instrument, long sequence, @Decimal8 long price, long tradeId, long time)
    implements JournalEntry {

  @Override
  public String producer() {
    return "mark/" + instrument;
  }

  @Override
  public boolean contiguous() {
    return true;
  }
}
