package io.alphaflow.common.json;

import static io.alphaflow.common.json.JsonBytes.ascii;

import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;

/** Reads and writes the trade log; trades the fast way. */
public final class MarketEntryCodec extends FlatCodec<MarketEntry> {

  private static final byte[] INSTRUMENT = ascii("{\"type\":\"trade\",\"instrument\":");
  private static final byte[] TRADE_ID = ascii(",\"tradeId\":");
  private static final byte[] PRICE = ascii(",\"price\":");
  private static final byte[] QUANTITY = ascii(",\"quantity\":");
  private static final byte[] BUYER_IS_MAKER = ascii(",\"buyerIsMaker\":");
  private static final byte[] EXCHANGE_TIME = ascii(",\"exchangeTime\":");
  private static final byte[] INGEST_TIME = ascii(",\"ingestTime\":");
  private static final byte[] END = ascii("}");

  /** A codec. */
  public MarketEntryCodec() {
    super(MarketEntry.class);
  }

  @Override
  boolean write(MarketEntry entry, JsonBytes out) {
    if (!(entry instanceof Trade trade) || trade.instrument() == null) {
      return false;
    }
    out.add(INSTRUMENT)
        .string(trade.instrument())
        .add(TRADE_ID)
        .number(trade.tradeId())
        .add(PRICE)
        .decimal(trade.price())
        .add(QUANTITY)
        .decimal(trade.quantity())
        .add(BUYER_IS_MAKER)
        .flag(trade.buyerIsMaker())
        .add(EXCHANGE_TIME)
        .number(trade.exchangeTime())
        .add(INGEST_TIME)
        .number(trade.ingestTime())
        .add(END);
    return true;
  }

  @Override
  MarketEntry read(JsonScan in) {
    if (!in.expect(INSTRUMENT).isExact()) {
      return null;
    }
    String instrument = in.string();
    long tradeId = in.expect(TRADE_ID).number();
    long price = in.expect(PRICE).decimal();
    long quantity = in.expect(QUANTITY).decimal();
    boolean buyerIsMaker = in.expect(BUYER_IS_MAKER).flag();
    long exchangeTime = in.expect(EXCHANGE_TIME).number();
    long ingestTime = in.expect(INGEST_TIME).number();
    in.expect(END);
    return new Trade(instrument, tradeId, price, quantity, buyerIsMaker, exchangeTime, ingestTime);
  }
}
