package io.alphaflow.history.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a column can be, with the names under which files have it. */
enum Role {
  TIME(
      "time",
      "timestamp",
      "date",
      "datetime",
      "opentime",
      "opentimems",
      "unix",
      "unixtime",
      "unixtimestamp",
      "start",
      "starttime",
      "timeopen",
      "ts",
      "transacttime",
      "tradetime",
      "exchangetime"),
  OPEN("open", "openprice", "o", "priceopen"),
  HIGH("high", "highprice", "h", "pricehigh"),
  LOW("low", "lowprice", "l", "pricelow"),
  CLOSE("close", "closeprice", "c", "priceclose"),
  VOLUME("volume", "vol", "v", "basevolume", "volumebase", "volumetraded"),
  QUOTE_VOLUME("quotevolume", "quotevol", "quoteassetvolume", "volumequote", "turnover"),
  TRADES("trades", "count", "numberoftrades", "numtrades", "tradecount", "tradescount"),
  TAKER_BUY_VOLUME("takerbuyvolume", "takerbuybasevolume", "takerbuybaseassetvolume"),
  ID("id", "tradeid", "aggtradeid", "aggid", "tid"),
  PRICE("price", "p"),
  QUANTITY("quantity", "qty", "amount", "size", "q"),
  BUYER_IS_MAKER("buyerismaker", "isbuyermaker", "buyermaker"),
  SIDE("side", "takerside", "direction");

  private final List<String> names;

  Role(String... names) {
    this.names = List.of(names);
  }

  /** As the column map on the command line has it: {@code quote-volume}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The role of a column with this header. */
  static Optional<Role> ofHeader(String header) {
    String plain = header.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return Arrays.stream(values()).filter(role -> role.names.contains(plain)).findFirst();
  }

  /**
   * Reads a label.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  static Role parse(String label) {
    return Arrays.stream(values())
        .filter(role -> role.label().equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + label
                        + "\" is nothing that a column can be, expected one of "
                        + Arrays.stream(values())
                            .map(Role::label)
                            .collect(Collectors.joining(", "))));
  }
}
