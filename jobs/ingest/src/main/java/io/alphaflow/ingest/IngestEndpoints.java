package io.alphaflow.ingest;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Quote;
import io.alphaflow.ingest.feed.MarketEvent;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * Where ingest reads and writes.
 *
 * @param market the venue's events
 * @param strategies what persons wish of strategies, from the first wish on
 * @param trades the trade log: sound trades, gaps, heartbeats, changes of strategies, and quotes
 *     where they are wanted in it
 * @param quotes sampled quotes
 * @param bars closed bars
 * @param instruments new versions of trading rules
 * @param journal marks, clock ticks and trading rules, for each partition
 * @param deadLetters what could not be used
 * @param alerts what a person should know
 */
public record IngestEndpoints(
    Source<MarketEvent, ?, ?> market,
    Source<RawRecord, ?, ?> strategies,
    Sink<LogWrite> trades,
    Sink<Quote> quotes,
    Sink<Bar> bars,
    Sink<Instrument> instruments,
    Sink<LogWrite> journal,
    Sink<DeadLetter> deadLetters,
    Sink<Alert> alerts) {}
