package io.alphaflow.common.json;

import static io.alphaflow.common.json.JsonBytes.ascii;

import io.alphaflow.common.model.Bar;

/** Reads and writes bars the fast way. */
public final class BarCodec extends FlatCodec<Bar> {

  private static final byte[] INSTRUMENT = ascii("{\"instrument\":");
  private static final byte[] INTERVAL = ascii(",\"interval\":");
  private static final byte[] SEQUENCE = ascii(",\"sequence\":");
  private static final byte[] OPEN_TIME = ascii(",\"openTime\":");
  private static final byte[] CLOSE_TIME = ascii(",\"closeTime\":");
  private static final byte[] OPEN = ascii(",\"open\":");
  private static final byte[] HIGH = ascii(",\"high\":");
  private static final byte[] LOW = ascii(",\"low\":");
  private static final byte[] CLOSE = ascii(",\"close\":");
  private static final byte[] VOLUME = ascii(",\"volume\":");
  private static final byte[] QUOTE_VOLUME = ascii(",\"quoteVolume\":");
  private static final byte[] TRADES = ascii(",\"trades\":");
  private static final byte[] TAKER_BUY_VOLUME = ascii(",\"takerBuyVolume\":");
  private static final byte[] CLOSED_BY = ascii(",\"closedBy\":");
  private static final byte[] END = ascii("}");

  /** A codec. */
  public BarCodec() {
    super(Bar.class);
  }

  @Override
  boolean write(Bar bar, JsonBytes out) {
    if (bar.instrument() == null || bar.interval() == null) {
      return false;
    }
    out.add(INSTRUMENT).string(bar.instrument()).add(INTERVAL).string(bar.interval());
    out.add(SEQUENCE).number(bar.sequence());
    out.add(OPEN_TIME).number(bar.openTime()).add(CLOSE_TIME).number(bar.closeTime());
    out.add(OPEN).decimal(bar.open()).add(HIGH).decimal(bar.high());
    out.add(LOW).decimal(bar.low()).add(CLOSE).decimal(bar.close());
    out.add(VOLUME).decimal(bar.volume()).add(QUOTE_VOLUME).decimal(bar.quoteVolume());
    out.add(TRADES).number(bar.trades()).add(TAKER_BUY_VOLUME).decimal(bar.takerBuyVolume());
    out.add(CLOSED_BY).number(bar.closedBy()).add(END);
    return true;
  }

  @Override
  Bar read(JsonScan in) {
    Bar bar =
        new Bar(
            in.expect(INSTRUMENT).string(),
            in.expect(INTERVAL).string(),
            in.expect(SEQUENCE).number(),
            in.expect(OPEN_TIME).number(),
            in.expect(CLOSE_TIME).number(),
            in.expect(OPEN).decimal(),
            in.expect(HIGH).decimal(),
            in.expect(LOW).decimal(),
            in.expect(CLOSE).decimal(),
            in.expect(VOLUME).decimal(),
            in.expect(QUOTE_VOLUME).decimal(),
            in.expect(TRADES).number(),
            in.expect(TAKER_BUY_VOLUME).decimal(),
            in.expect(CLOSED_BY).number());
    in.expect(END);
    return bar;
  }
}
