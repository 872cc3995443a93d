package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import java.util.ArrayList;
import java.util.List;

/** Bars of one instrument and interval as numbers, for compact state. */
public final class PackedBars {

  private static final int FIELDS = 12;

  private PackedBars() {}

  /** All fields but instrument and interval, bar after bar. */
  public static long[] pack(Iterable<Bar> bars) {
    List<long[]> rows = new ArrayList<>();
    for (Bar bar : bars) {
      rows.add(
          new long[] {
            bar.sequence(),
            bar.openTime(),
            bar.closeTime(),
            bar.open(),
            bar.high(),
            bar.low(),
            bar.close(),
            bar.volume(),
            bar.quoteVolume(),
            bar.trades(),
            bar.takerBuyVolume(),
            bar.closedBy()
          });
    }
    long[] packed = new long[rows.size() * FIELDS];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, packed, i * FIELDS, FIELDS);
    }
    return packed;
  }

  /** The bars again. */
  public static List<Bar> unpack(String instrument, String interval, long[] packed) {
    List<Bar> bars = new ArrayList<>(packed.length / FIELDS);
    for (int at = 0; at < packed.length; at += FIELDS) {
      bars.add(
          new Bar(
              instrument,
              interval,
              packed[at],
              packed[at + 1],
              packed[at + 2],
              packed[at + 3],
              packed[at + 4],
              packed[at + 5],
              packed[at + 6],
              packed[at + 7],
              packed[at + 8],
              packed[at + 9],
              packed[at + 10],
              packed[at + 11]));
    }
    return bars;
  }
}
