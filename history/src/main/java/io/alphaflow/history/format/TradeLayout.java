package io.alphaflow.history.format;

import io.alphaflow.common.model.Trade;
import io.alphaflow.history.csv.BadLine;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.csv.Lines;
import java.util.Locale;

/**
 * Where the values of a trade stand in a line. Trades without an id are numbered by their row;
 * those without a side follow the tick rule: a lower price than before means that a seller took, a
 * higher one that a buyer took, an equal one repeats the last answer, and the first counts as a
 * buyer's.
 */
final class TradeLayout {

  private final TimeColumn time;
  private final int id;
  private final int price;
  private final int quantity;
  private final int buyerIsMaker;
  private final int side;
  private final int fewest;
  private final int most;

  private long lastPrice;
  private boolean lastBuyerIsMaker;

  /** A layout of these columns, in lines of so many cells. */
  TradeLayout(TimeColumn time, ColumnMap columns, int fewest, int most) {
    this.time = time;
    this.id = columns.cell(Role.ID);
    this.price = columns.cell(Role.PRICE);
    this.quantity = columns.cell(Role.QUANTITY);
    this.buyerIsMaker = columns.cell(Role.BUYER_IS_MAKER);
    this.side = columns.cell(Role.SIDE);
    this.fewest = fewest;
    this.most = most;
  }

  boolean hasIds() {
    return id >= 0;
  }

  long time(Lines line) throws BadLine {
    ColumnMap.checkCount(line, fewest, most);
    return time.micros(line);
  }

  /**
   * The line as a trade.
   *
   * @param row number of the row, which is the id where the file has none
   */
  Trade read(Lines line, String instrument, long row, long ingestTime) throws BadLine {
    long exchangeTime = time(line);
    long p = positive(line, price, "price");
    boolean maker = isBuyerMaker(line, p);
    lastPrice = p;
    lastBuyerIsMaker = maker;
    long q = positive(line, quantity, "quantity");
    return new Trade(
        instrument,
        id < 0 ? row : line.integer(id, "trade id"),
        p,
        q,
        maker,
        exchangeTime,
        ingestTime);
  }

  private boolean isBuyerMaker(Lines line, long p) throws BadLine {
    if (buyerIsMaker >= 0) {
      String text = line.text(buyerIsMaker).toLowerCase(Locale.ROOT);
      return switch (text) {
        case "true", "1" -> true;
        case "false", "0" -> false;
        default ->
            throw new BadLine(
                Fault.UNPARSABLE, "buyer is maker is \"" + text + "\", expected true or false");
      };
    }
    if (side >= 0) {
      String text = line.text(side).toLowerCase(Locale.ROOT);
      return switch (text) {
        case "sell", "s", "ask" -> true;
        case "buy", "b", "bid" -> false;
        default ->
            throw new BadLine(
                Fault.UNPARSABLE, "the side is \"" + text + "\", expected buy or sell");
      };
    }
    return p < lastPrice || (p == lastPrice && lastBuyerIsMaker);
  }

  private static long positive(Lines line, int cell, String name) throws BadLine {
    long value = line.decimal(cell, name);
    if (value <= 0) {
      throw ColumnMap.notPositive(line, cell, name, "above 0");
    }
    return value;
  }
}
