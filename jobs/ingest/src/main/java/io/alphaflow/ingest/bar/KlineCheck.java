package io.alphaflow.ingest.bar;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.market.VenueKline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares the bars of one instrument with those that the venue publishes. Either may come first;
 * the last {@value #KEPT} of each wait for the other, and what finds no partner in that time is let
 * go: the first bar after a start, for example, which we do not publish. Serialised by {@link
 * io.alphaflow.common.state.StateCodec}: field names stay.
 */
public final class KlineCheck {

  /** The interval that is compared. */
  public static final String INTERVAL = "1m";

  private static final int KEPT = 5;

  /** What both state. */
  private record Values(
      long open,
      long high,
      long low,
      long close,
      long volume,
      long quoteVolume,
      long trades,
      long takerBuyVolume) {}

  private final SortedMap<Long, Values> ours = new TreeMap<>();
  private final SortedMap<Long, Values> theirs = new TreeMap<>();

  /** A check that has seen nothing. */
  public KlineCheck() {}

  /** A bar that we closed; how it differs from the venue's, if it does. */
  public Optional<String> ours(Bar bar) {
    Values values =
        new Values(
            bar.open(),
            bar.high(),
            bar.low(),
            bar.close(),
            bar.volume(),
            bar.quoteVolume(),
            bar.trades(),
            bar.takerBuyVolume());
    return pair(bar.openTime(), values, ours, theirs, true);
  }

  /** A bar that the venue closed; how ours differs from it, if it does. */
  public Optional<String> theirs(VenueKline kline) {
    if (kline.trades() == 0) {
      return Optional.empty();
    }
    Values values =
        new Values(
            kline.open(),
            kline.high(),
            kline.low(),
            kline.close(),
            kline.volume(),
            kline.quoteVolume(),
            kline.trades(),
            kline.takerBuyVolume());
    return pair(kline.openTime(), values, theirs, ours, false);
  }

  private static Optional<String> pair(
      long openTime,
      Values values,
      SortedMap<Long, Values> own,
      SortedMap<Long, Values> other,
      boolean isOurs) {
    Values partner = other.remove(openTime);
    if (partner == null) {
      own.put(openTime, values);
      if (own.size() > KEPT) {
        own.remove(own.firstKey());
      }
      return Optional.empty();
    }
    return isOurs ? difference(values, partner) : difference(partner, values);
  }

  private static Optional<String> difference(Values ours, Values theirs) {
    List<String> differences = new ArrayList<>();
    amount(differences, "open", ours.open, theirs.open);
    amount(differences, "high", ours.high, theirs.high);
    amount(differences, "low", ours.low, theirs.low);
    amount(differences, "close", ours.close, theirs.close);
    amount(differences, "volume", ours.volume, theirs.volume);
    // A venue may round the amount of each trade; we round the sum.
    if (Math.abs(ours.quoteVolume - theirs.quoteVolume) > theirs.trades) {
      amount(differences, "quote volume", ours.quoteVolume, theirs.quoteVolume);
    }
    amount(differences, "taker buy volume", ours.takerBuyVolume, theirs.takerBuyVolume);
    if (ours.trades != theirs.trades) {
      differences.add("trades are " + ours.trades + ", the venue has " + theirs.trades);
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
  }

  private static void amount(List<String> differences, String what, long ours, long theirs) {
    if (ours != theirs) {
      differences.add(
          what + " is " + Fixed8.format(ours) + ", the venue has " + Fixed8.format(theirs));
    }
  }
}
