package io.alphaflow.common.ledger;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.NamedValues;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an asset is worth in another one, by the marks. The way is the first that there is of:
 *
 * <ol>
 *   <li>the pair itself, {@code BNB/USD} for BNB in USD;
 *   <li>the inverse pair, {@code USD/BNB};
 *   <li>through USDT, USDC or BTC, in this order: each half by the pair or the inverse pair.
 * </ol>
 *
 * <p>A mark is the last known price, however old. Of several venues with the pair the first by name
 * counts. An asset without a way cannot be priced. Each half is rounded half even.
 *
 * <p>Follows from the marks and is no state; bounded by the pairs of assets that were asked for.
 */
final class Prices {

  /** What stands between two assets without a pair, the first that leads on. */
  static final List<String> BRIDGES = List.of("USDT", "USDC", "BTC");

  /** One pair of a way. */
  private record Leg(String instrument, boolean inverse) {}

  /** From an asset to another one. */
  final class Way {

    private final List<Leg> legs;

    private Way(List<Leg> legs) {
      this.legs = legs;
    }

    /** What an amount is worth now. */
    long worth(long amount) {
      long worth = amount;
      for (Leg leg : legs) {
        long price = marks.get(leg.instrument).price();
        worth =
            leg.inverse
                ? Fixed8.divide(worth, price, RoundingMode.HALF_EVEN)
                : Fixed8.multiply(worth, price, RoundingMode.HALF_EVEN);
      }
      return worth;
    }

    /** Whose marks it goes by. */
    List<String> instruments() {
      return legs.stream().map(Leg::instrument).toList();
    }
  }

  private final NamedValues<Mark> marks;
  private final Map<String, Optional<Way>> ways = new HashMap<>();
  private Map<String, String> pairs;

  Prices(NamedValues<Mark> marks) {
    this.marks = marks;
  }

  /** The last mark of an instrument, or null. */
  Mark mark(String instrument) {
    return marks.get(instrument);
  }

  /** An instrument has its first mark, or has lost it again. */
  void changed() {
    ways.clear();
    pairs = null;
  }

  /** How an asset is priced in a currency, if it can be. */
  Optional<Way> way(String asset, String currency) {
    return ways.computeIfAbsent(asset + "/" + currency, pair -> find(asset, currency));
  }

  private Optional<Way> find(String asset, String currency) {
    Optional<Leg> direct = leg(asset, currency);
    if (direct.isPresent()) {
      return Optional.of(new Way(List.of(direct.get())));
    }
    for (String bridge : BRIDGES) {
      Optional<Leg> first = leg(asset, bridge);
      Optional<Leg> second = leg(bridge, currency);
      if (first.isPresent() && second.isPresent()) {
        return Optional.of(new Way(List.of(first.get(), second.get())));
      }
    }
    return Optional.empty();
  }

  private Optional<Leg> leg(String from, String to) {
    Map<String, String> known = pairs();
    String direct = known.get(from + "/" + to);
    if (direct != null) {
      return Optional.of(new Leg(direct, false));
    }
    return Optional.ofNullable(known.get(to + "/" + from)).map(inverse -> new Leg(inverse, true));
  }

  private Map<String, String> pairs() {
    if (pairs == null) {
      pairs = new HashMap<>();
      for (String instrument : new ArrayList<>(marks.inOrder().keySet())) {
        pairs.putIfAbsent(InstrumentId.parse(instrument).symbol(), instrument);
      }
    }
    return pairs;
  }
}
