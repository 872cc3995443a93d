package io.alphaflow.history.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.history.Samples;
import io.alphaflow.history.file.DataEntry;
import io.alphaflow.history.file.ReadCount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatDetectionTest {

  @TempDir static Path folder;

  private static final ReadOptions DETECT = ReadOptions.detect(Samples.LATEST);
  private static final BarSpec DAY = BarSpec.parse("1d");

  private static FileFormat of(String text, ReadOptions options) throws Exception {
    return FormatDetection.of(text.getBytes(StandardCharsets.UTF_8), options);
  }

  private static Rows rows(String text, ReadOptions options) throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "x", ".csv"), text);
    Rows rows = of(text, options).rows(new DataEntry(file, ""), new ReadCount());
    assertThat(rows.next()).isTrue();
    return rows;
  }

  private static Bar bar(String text, ReadOptions options) throws Exception {
    return rows(text, options).bar("x:A/B", DAY);
  }

  private static Bar expected(long volume) {
    long open = Instant.parse("2024-01-02T00:00:00Z").getEpochSecond() * 1_000_000;
    return new Bar(
        "x:A/B",
        "1d",
        open / DAY.size(),
        open,
        open + DAY.size(),
        Fixed8.of(10),
        Fixed8.of(12),
        Fixed8.of(9),
        Fixed8.of(11),
        volume,
        0,
        0,
        0,
        0);
  }

  @Test
  void aFirstColumnWithoutANameIsTheIndexOfATable() throws Exception {
    String text =
        """
        ,Open,High,Low,Close,Volume
        2020-01-02,10,12,9,11,5
        2020-01-03,11,12,10,12,6
        """;
    Bar bar = rows(text, DETECT).bar("file:ACME/USD", BarSpec.parse("1d"));
    assertThat(Instant.ofEpochSecond(bar.openTime() / 1_000_000)).isEqualTo("2020-01-02T00:00:00Z");
    assertThat(bar.close()).isEqualTo(Fixed8.of(11));
  }

  @Test
  void klinesOfTheArchiveWithoutAndWithHeader() throws Exception {
    String rows = Samples.klines(0, 3);
    String header =
        "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
            + "taker_buy_quote_volume,ignore\n";
    assertThat(of(rows, DETECT).description()).isEqualTo("binance-klines, no header");
    assertThat(of(header + rows, DETECT).description()).startsWith("binance-klines by the header");
    BarSpec minute = BarSpec.parse("1m");
    Bar bar = rows(rows, DETECT).bar("binance:BTC/USDT", minute);
    assertThat(rows(header + rows, DETECT).bar("binance:BTC/USDT", minute)).isEqualTo(bar);
    assertThat(
            rows(header + rows, DETECT.withFormat(Format.BINANCE_KLINES))
                .bar("binance:BTC/USDT", minute))
        .isEqualTo(bar);
    assertThat(bar.openTime()).isEqualTo(Samples.START_MS * 1_000);
    assertThat(bar.sequence()).isEqualTo(Samples.START_MS / 60_000);
    assertThat(bar.closeTime()).isEqualTo((Samples.START_MS + 60_000) * 1_000);
    assertThat(bar.quoteVolume()).isEqualTo(Fixed8.parse("63000.75"));
    assertThat(bar.trades()).isEqualTo(1);
    assertThat(bar.takerBuyVolume()).isEqualTo(Fixed8.parse("0.5"));
    assertThat(bar.closedBy()).isZero();
  }

  @Test
  void theArchivesMicrosecondsGiveTheSameBar() throws Exception {
    String millis = Samples.kline(0);
    String micros = millis.replaceAll("(1704\\d{9})", "$1000").replace("59999000", "59999999");
    BarSpec minute = BarSpec.parse("1m");
    assertThat(rows(micros, DETECT).bar("x:A/B", minute))
        .isEqualTo(rows(millis, DETECT).bar("x:A/B", minute));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7,42007.5,0.25,10501.9,1704067207000,True,True",
        "7,42007.5,0.25,10501.9,1704067207000,true",
        "7,42007.5,0.25,10501.9,1704067207000000,True,True",
        "id,price,qty,quote_qty,time,is_buyer_maker\n7,42007.5,0.25,1,1704067207000,true",
        "7,42007.5,0.25,100,103,1704067207000,True,True",
        "7,42007.5,0.25,100,103,1704067207000000,true",
        "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n"
            + "7,42007.5,0.25,100,103,1704067207000,true",
        "time,side,price,size,trade_id\n2024-01-01T00:00:07Z,sell,42007.5,0.25,7"
      })
  void tradesWithIds(String text) throws Exception {
    Trade trade = rows(text, DETECT).trade("x:A/B", 1, 5);
    assertThat(trade)
        .isEqualTo(
            new Trade(
                "x:A/B",
                7,
                Fixed8.parse("42007.5"),
                Fixed8.parse("0.25"),
                true,
                (Samples.START_MS + 7_000) * 1_000,
                5));
  }

  @Test
  void tradesWithoutIdAndSideAreNumberedAndFollowTheTickRule() throws Exception {
    String text =
        "1385337600,800,1\n1385337601,799,1\n1385337601,799,1\n1385337602,801,1\n1385337603,801,1\n";
    assertThat(of(text, DETECT).description()).isEqualTo("bitstamp-trades, no header");
    try (Rows rows = rows(text, DETECT)) {
      StringBuilder makers = new StringBuilder();
      do {
        Trade trade = rows.trade("x:A/B", 11, 0);
        makers.append(trade.tradeId()).append(trade.buyerIsMaker() ? "s " : "b ");
      } while (rows.next());
      assertThat(makers.toString()).isEqualTo("11b 12s 13s 14b 15b ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "date,open,high,low,close,volume\n2024-01-02,10,12,9,11,5\n",
        "Volume;Close;LOW;High;Open;Timestamp\n5;11;9;12;10;2024-01-02 00:00:00\n",
        "open_time_ms\topen\thigh\tlow\tclose\tvolume\n1704153600000\t10\t12\t9\t11\t5\n",
        "https://www.example.org\nUnix,Open,High,Low,Close,Volume\n1704153600,10,12,9,11,5\n",
        "Date,Symbol,Open,High,Low,Close,Volume\n20240102,X,10,12,9,11,5\n",
        "\uFEFF\"Date\",\"Open\",\"High\",\"Low\",\"Close\",\"Volume\"\r\n"
            + "\"01/02/2024\",\"10\",\"12\",\"9\",\"11\",\"5\"\r\n\"01/13/2024\",1,1,1,1,1\r\n",
        "1704153600000000000,10,12,9,11,5\n",
        "2024-01-02T05:00:00+05:00,10,12,9,11,5",
      })
  void openHighLowCloseInAnyDress(String text) throws Exception {
    ReadOptions options =
        text.startsWith("2024")
            ? DETECT.withColumns(
                Map.of(
                    "time", "1", "open", "2", "high", "3", "low", "4", "close", "5", "volume", "6"))
            : DETECT;
    assertThat(bar(text, options)).isEqualTo(expected(Fixed8.of(5)));
  }

  @Test
  void aColumnMapNamesColumnsByHeaderOrNumber() throws Exception {
    String text = "a,b,c,d,e,f\n5,11,9,12,10,1/2/2024 0:00\n";
    ReadOptions options =
        DETECT
            .withColumns(
                Map.of(
                    "volume", "a", "close", "B", "low", "3", "high", "d", "open", "e", "time", "f"))
            .withTimes(TimeFormat.MONTH_FIRST, ZoneId.of("UTC"));
    assertThat(bar(text, options)).isEqualTo(expected(Fixed8.of(5)));
  }

  @Test
  void timesWithoutZoneAreOfTheZoneThatIsSaid() throws Exception {
    ReadOptions newYork =
        new ReadOptions(
            java.util.Optional.empty(),
            Map.of(),
            java.util.Optional.empty(),
            ZoneId.of("America/New_York"),
            Samples.LATEST);
    String text = "date,open,high,low,close,volume\n2020-12-15 09:30,1,1,1,1,1\n";
    assertThat(rows(text, newYork).time())
        .isEqualTo(Instant.parse("2020-12-15T14:30:00Z").getEpochSecond() * 1_000_000);
    String zoned = "date,open,high,low,close,volume\n2020-12-15 09:30:00Z,1,1,1,1,1\n";
    assertThat(rows(zoned, newYork).time())
        .isEqualTo(Instant.parse("2020-12-15T09:30:00Z").getEpochSecond() * 1_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "1704067200, s",
    "1704067200000, ms",
    "1704067200000000, us",
    "1704067200000000000, ns",
    "1704067200.0, s",
    "1704067200000, epoch",
    "1704067200, epoch"
  })
  void everyUnitGivesTheSameTime(String text, String format) throws Exception {
    ReadOptions options = DETECT.withTimes(TimeFormat.parse(format), ZoneId.of("UTC"));
    assertThat(rows("time,price,amount\n" + text + ",1,1\n", options).time())
        .isEqualTo(Samples.START_MS * 1_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2524608000|TIME_IMPLAUSIBLE",
        "86400|TIME_IMPLAUSIBLE",
        "0|TIME_IMPLAUSIBLE",
        "-5|TIME_IMPLAUSIBLE",
        "yesterday|TIME_UNREADABLE",
        "2024-01-01|TIME_UNREADABLE"
      })
  void aTimeThatCannotBeIsNotTaken(String text, String fault) throws Exception {
    ReadOptions options =
        new ReadOptions(
                java.util.Optional.empty(),
                Map.of(),
                java.util.Optional.of(TimeFormat.EPOCH),
                ZoneId.of("UTC"),
                Samples.START_MS * 1_000 + 1)
            .withFormat(Format.BITSTAMP_TRADES);
    Rows rows = rows("time,price,amount\n" + text + ",1,1\n", options);
    assertThatThrownBy(rows::time)
        .isInstanceOfSatisfying(
            io.alphaflow.history.csv.BadLine.class,
            e -> assertThat(e.fault().name()).isEqualTo(fault));
  }

  @Test
  void saysWhatIsNotClear() {
    assertUnknown("a,b,c\n1,2,3\n", "expected columns for time");
    assertUnknown("1,2,3,4\n", "there is no header");
    // Bitfinex has open, close, high, low.
    assertUnknown("1704153600000,10,11,12,9,5\n", "there is no header");
    assertUnknown(
        "unix,date,price,amount\n1,2,3,4\n", "both \"unix\" and \"date\" can be the time");
    assertUnknown(
        "date,open,high,low,close,volume\n01/02/2024,1,1,1,1,1\n",
        "--time-format month-first or day-first");
    assertThatThrownBy(() -> of("a,b\n1,2\n", DETECT.withColumns(Map.of("time", "when"))))
        .isInstanceOf(UnknownFormat.class)
        .hasMessageContaining("there is no column \"when\"")
        .hasMessageContaining("the header is a,b");
    assertThatThrownBy(() -> of("a,b\n1,2\n", DETECT.withColumns(Map.of("when", "a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("taker-buy-volume");
  }

  private static void assertUnknown(String text, String problem) {
    assertThatThrownBy(() -> of(text, DETECT))
        .as(text)
        .isInstanceOf(UnknownFormat.class)
        .hasMessageContaining(problem)
        .hasMessageContaining("--columns");
  }
}
