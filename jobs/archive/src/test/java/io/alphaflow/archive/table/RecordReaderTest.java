package io.alphaflow.archive.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.archive.Samples;
import io.alphaflow.archive.Samples.Sample;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

  private final RecordReader reader = new RecordReader();

  private static RawRecord record(String topic, byte[] value) {
    return new RawRecord(topic, 0, 1, 0, "", value);
  }

  @Test
  void everyKindOfRecordHasATable() throws CodecException {
    Set<String> tables = new TreeSet<>();
    for (Sample sample : Samples.everyKind()) {
      reader
          .rows(record(sample.topic(), sample.value()))
          .forEach(row -> tables.add(row.table().name()));
    }
    assertThat(tables)
        .containsExactly(
            "account_snapshots",
            "alerts",
            "bars",
            "breaker_trips",
            "commands",
            "dead_letters",
            "decision_readings",
            "decisions",
            "execution_reports",
            "gaps",
            "instruments",
            "journal",
            "ledger_entries",
            "marks",
            "pnl",
            "positions",
            "quotes",
            "round_trips",
            "signals",
            "strategy_changes",
            "strategy_positions",
            "trades");
  }

  @Test
  void readsEveryTopic() {
    assertThat(Topics.ALL)
        .allSatisfy(
            topic ->
                assertThatThrownBy(() -> reader.rows(record(topic.name(), new byte[0])))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("empty record"));
  }

  @Test
  void copiesInTheTradeLogAreNoRowsOfTheirOwn() throws CodecException {
    for (MarketEntry copy :
        List.of(
            Samples.change(),
            new Quote(Samples.INSTRUMENT, 9, 1, 2, 3, 4, 5, 6, 0, Samples.START))) {
      assertThat(reader.rows(record(Topics.TRADES.name(), Topics.TRADES.codec().encode(copy))))
          .isEmpty();
    }
  }

  @Test
  void refusesARecordThatLacksItsInstrument() {
    String trade =
        "{\"tradeId\":1,\"price\":\"1\",\"quantity\":\"1\",\"buyerIsMaker\":true,"
            + "\"exchangeTime\":1,\"ingestTime\":1}";
    assertThatThrownBy(
            () -> reader.rows(record(Topics.TRADES.name(), trade.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void refusesAnInstrumentWithoutVenue() {
    String quote =
        "{\"instrument\":\"BTC/USD\",\"updateId\":1,\"bid\":\"1\",\"bidQuantity\":\"1\","
            + "\"ask\":\"1\",\"askQuantity\":\"1\",\"bidDepth\":\"1\","
            + "\"askDepth\":\"1\",\"exchangeTime\":0,\"ingestTime\":1}";
    assertThatThrownBy(
            () -> reader.rows(record(Topics.QUOTES.name(), quote.getBytes(StandardCharsets.UTF_8))))
        .hasMessageContaining("expected venue:BASE/QUOTE");
  }

  @Test
  void writesAmountsAndTimesAsWholeNumbers() {
    assertThat(Tables.MARKS.insert())
        .isEqualTo(
            "INSERT INTO marks (venue, symbol, time, sequence, price, trade_id)"
                + " SELECT u.c0, u.c1, timestamptz 'epoch' + u.c2 * interval '1 microsecond', u.c3,"
                + " u.c4 * 0.00000001, u.c5 FROM unnest(?::text[], ?::text[], ?::int8[], ?::int8[],"
                + " ?::int8[], ?::int8[]) AS u(c0, c1, c2, c3, c4, c5) ON CONFLICT DO NOTHING");
  }
}
