package io.alphaflow.ingest.operator;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.validation.Rejection;
import java.util.Locale;

/** Makes ingest's dead letters. */
final class DeadLetters {

  static final String SOURCE = "ingest";

  private DeadLetters() {}

  static DeadLetter ofTrade(VenueTrade trade, Rejection why) {
    return of(stream(trade.symbol(), "trade"), trade.id(), trade.time(), why, trade.raw());
  }

  static DeadLetter ofQuote(MarketEvent.FeedQuote quote, Rejection why) {
    return of(
        stream(quote.venueSymbol(), "bookTicker"),
        quote.quote().updateId(),
        quote.quote().exchangeTime(),
        why,
        quote.raw());
  }

  static DeadLetter ofFault(MarketEvent.Fault fault) {
    return SideOutputs.deadLetter(
        SOURCE, fault.stream(), fault.number(), 0, fault.code(), fault.reason(), fault.raw());
  }

  static DeadLetter ofRecord(RawRecord record, String code, String reason) {
    return SideOutputs.deadLetter(SOURCE, record, code, reason);
  }

  private static DeadLetter of(String stream, long number, long time, Rejection why, String raw) {
    return SideOutputs.deadLetter(
        SOURCE, stream, number, time, why.code().name(), why.reason(), raw);
  }

  private static String stream(String venueSymbol, String kind) {
    return venueSymbol.toLowerCase(Locale.ROOT) + "@" + kind;
  }
}
