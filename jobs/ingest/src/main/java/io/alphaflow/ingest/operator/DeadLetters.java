package io.alphaflow.ingest.operator;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.validation.Rejection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Writes ingest's dead letters and counts them by code. */
final class DeadLetters {

  static final String SOURCE = "ingest";

  private final MetricGroup metrics;
  private final Map<String, Counter> counters = new TreeMap<>();

  DeadLetters(MetricGroup metrics) {
    this.metrics = metrics.addGroup("deadLetters");
  }

  DeadLetter ofTrade(VenueTrade trade, Rejection why) {
    return of(stream(trade.symbol(), "trade"), trade.id(), trade.time(), why, trade.raw());
  }

  DeadLetter ofQuote(MarketEvent.FeedQuote quote, Rejection why) {
    return of(
        stream(quote.venueSymbol(), "bookTicker"),
        quote.quote().updateId(),
        quote.quote().exchangeTime(),
        why,
        quote.raw());
  }

  DeadLetter ofFault(MarketEvent.Fault fault) {
    count(fault.code());
    return SideOutputs.deadLetter(
        SOURCE, fault.stream(), fault.number(), 0, fault.code(), fault.reason(), fault.raw());
  }

  DeadLetter ofRecord(RawRecord record, String code, String reason) {
    count(code);
    return SideOutputs.deadLetter(SOURCE, record, code, reason);
  }

  private DeadLetter of(String stream, long number, long time, Rejection why, String raw) {
    count(why.code().name());
    return SideOutputs.deadLetter(
        SOURCE, stream, number, time, why.code().name(), why.reason(), raw);
  }

  private static String stream(String venueSymbol, String kind) {
    return venueSymbol.toLowerCase(Locale.ROOT) + "@" + kind;
  }

  private void count(String code) {
    counters.computeIfAbsent(code, metrics::counter).inc();
  }
}
