package io.alphaflow.simulator.capture;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.market.Depth;
import io.alphaflow.simulator.market.DepthUpdate;
import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Gathers what is captured of one symbol. */
final class SymbolColumns {

  private final String symbol;
  private final List<CapturedFrame> frames = new ArrayList<>();
  private final List<AggregateTrade> aggregates = new ArrayList<>();
  private final List<DepthUpdate> updates = new ArrayList<>();
  private final List<Depth> snapshots = new ArrayList<>();
  private final BitSet buyerMaker = new BitSet();
  private long[] ids = new long[1024];
  private long[] times = new long[1024];
  private long[] prices = new long[1024];
  private long[] quantities = new long[1024];
  private int[] tradeFrames = new int[1024];
  private int trades;

  SymbolColumns(String symbol) {
    this.symbol = symbol;
  }

  /**
   * Takes a message.
   *
   * @param combined the whole message
   * @param dataStart where the payload begins in it
   * @throws IllegalArgumentException when its fields cannot be read
   */
  void add(long micros, String stream, String combined, int dataStart, JsonNode data) {
    String type = data.path("e").asText();
    CapturedFrame.Kind kind = CapturedFrame.Kind.OTHER;
    int index = -1;
    switch (type) {
      case "trade" -> {
        kind = CapturedFrame.Kind.TRADE;
        index = trade(data);
      }
      case "aggTrade" -> {
        kind = CapturedFrame.Kind.AGGREGATE;
        index = aggregate(data);
      }
      case "depthUpdate" -> {
        kind = CapturedFrame.Kind.DEPTH;
        index = updates.size();
        updates.add(
            new DepthUpdate(
                whole(data, "U"), whole(data, "u"), levels(data, "b"), levels(data, "a")));
      }
      case "kline" -> kind = CapturedFrame.Kind.KLINE;
      default -> {}
    }
    long eventTime = data.path("E").asLong();
    boolean inMicros = eventTime != 0 && VenueTimeUnit.toMicros(eventTime) == eventTime;
    frames.add(new CapturedFrame(micros, kind, index, stream, combined, dataStart, inMicros));
  }

  /** A repeated or older id is sent again but is no new trade. */
  private int trade(JsonNode data) {
    long id = whole(data, "t");
    if (trades > 0 && id <= ids[trades - 1]) {
      return -1;
    }
    if (trades == ids.length) {
      grow(trades * 2);
    }
    ids[trades] = id;
    times[trades] = VenueTimeUnit.toMicros(whole(data, "T"));
    prices[trades] = amount(data, "p");
    quantities[trades] = amount(data, "q");
    buyerMaker.set(trades, data.path("m").asBoolean());
    tradeFrames[trades] = frames.size();
    return trades++;
  }

  private void grow(int size) {
    ids = Arrays.copyOf(ids, size);
    times = Arrays.copyOf(times, size);
    prices = Arrays.copyOf(prices, size);
    quantities = Arrays.copyOf(quantities, size);
    tradeFrames = Arrays.copyOf(tradeFrames, size);
  }

  private int aggregate(JsonNode data) {
    long id = whole(data, "a");
    if (!aggregates.isEmpty() && id <= aggregates.get(aggregates.size() - 1).id()) {
      return -1;
    }
    aggregates.add(
        new AggregateTrade(
            id,
            amount(data, "p"),
            amount(data, "q"),
            whole(data, "f"),
            whole(data, "l"),
            data.path("m").asBoolean(),
            VenueTimeUnit.toMicros(whole(data, "T"))));
    return aggregates.size() - 1;
  }

  /** Whether a snapshot with this id belongs to the depth updates seen here. */
  boolean covers(Depth snapshot) {
    return !updates.isEmpty()
        && snapshot.lastUpdateId() >= updates.get(0).firstId() - 1
        && snapshot.lastUpdateId() <= updates.get(updates.size() - 1).lastId();
  }

  void add(Depth snapshot) {
    snapshots.add(snapshot);
  }

  static Depth snapshot(JsonNode message) {
    return new Depth(
        whole(message, "lastUpdateId"), levels(message, "bids"), levels(message, "asks"));
  }

  CapturedSymbol build(long clockAheadMicros) {
    List<CapturedFrame> due = new ArrayList<>(frames.size());
    for (CapturedFrame f : frames) {
      due.add(
          new CapturedFrame(
              f.dueMicros() + clockAheadMicros,
              f.kind(),
              f.index(),
              f.stream(),
              f.combined(),
              f.dataStart(),
              f.micros()));
    }
    grow(trades);
    Recording recording = Recording.withIds(symbol, ids, times, prices, quantities, buyerMaker);
    return new CapturedSymbol(symbol, due, recording, tradeFrames, aggregates, updates, snapshots);
  }

  private static long whole(JsonNode data, String field) {
    JsonNode value = data.path(field);
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException(
          "\""
              + field
              + "\" must be a whole number, is "
              + (value.isMissingNode() ? "missing" : value));
    }
    return value.asLong();
  }

  private static long amount(JsonNode data, String field) {
    return Fixed8.parse(data.path(field).asText());
  }

  private static long[] levels(JsonNode data, String field) {
    JsonNode levels = data.path(field);
    long[] out = new long[levels.size() * 2];
    int i = 0;
    for (JsonNode level : levels) {
      out[i++] = Fixed8.parse(level.path(0).asText());
      out[i++] = Fixed8.parse(level.path(1).asText());
    }
    return out;
  }
}
