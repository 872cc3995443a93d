package io.alphaflow.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonCodecTest {

  private final RecordCodec<Trade> trades = new JsonCodec<>(Trade.class);
  private final RecordCodec<JournalEntry> journal = Topics.JOURNAL.codec();

  @Test
  void writesMoneyAsDecimalStringsInTheOrderOfTheRecord() {
    Trade trade = new Trade("sim:BTC/USD", 7, 80_001_000_000L, 10_000_000L, true, 5, 6);
    assertThat(new String(trades.encode(trade), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"type\":\"trade\",\"instrument\":\"sim:BTC/USD\",\"tradeId\":7,\"price\":\"800.01\",\"quantity\":\"0.1\","
                + "\"buyerIsMaker\":true,\"exchangeTime\":5,\"ingestTime\":6}");
  }

  @Test
  void readsBackWhatItWrote() throws CodecException {
    Map<String, Double> indicators = new LinkedHashMap<>();
    indicators.put("slow", 1.5);
    indicators.put("fast", 0.1);
    Signal signal =
        new Signal(
            "ma",
            "main",
            "sim:BTC/USD",
            3,
            9,
            Side.BUY,
            SizingMode.QUOTE_AMOUNT,
            500_000_000L,
            OrderType.MARKET,
            0,
            0.5,
            "cross-up",
            4,
            indicators);
    byte[] bytes = journal.encode(signal);
    assertThat(journal.decode(bytes)).isEqualTo(signal);
    assertThat(journal.encode(journal.decode(bytes))).isEqualTo(bytes);
  }

  private static Signal limitBuy() {
    return new Signal(
        "ma",
        "main",
        "sim:BTC/USD",
        3,
        9,
        Side.BUY,
        SizingMode.BASE_QUANTITY,
        500_000_000L,
        OrderType.LIMIT,
        100_000_000L,
        1,
        "cross-up",
        4,
        Map.of());
  }

  @Test
  void howAnOrderIsWorkedIsWrittenOnlyWhenItIsNotSentAsOne() throws CodecException {
    assertThat(new String(journal.encode(limitBuy()), StandardCharsets.UTF_8))
        .endsWith("\"origin\":\"STRATEGY\"}");
    Map<Execution, String> ways = new LinkedHashMap<>();
    ways.put(
        new Execution.Twap(60_000_000, 4),
        "{\"type\":\"twap\",\"duration\":60000000,\"slices\":4}");
    ways.put(new Execution.Iceberg(50_000_000), "{\"type\":\"iceberg\",\"display\":\"0.5\"}");
    ways.put(new Execution.Child(17, 2), "{\"type\":\"child\",\"parent\":17,\"number\":2}");
    for (Map.Entry<Execution, String> way : ways.entrySet()) {
      Signal signal = limitBuy().worked(way.getKey());
      byte[] bytes = journal.encode(signal);
      assertThat(new String(bytes, StandardCharsets.UTF_8))
          .endsWith(",\"execution\":" + way.getValue() + "}");
      assertThat(journal.decode(bytes)).isEqualTo(signal);
    }
  }

  @Test
  void anExecutionThatIsNotKnownOrOutOfBoundsIsNotRead() {
    String json =
        new String(
            journal.encode(limitBuy().worked(new Execution.Child(17, 2))), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> journal.decode(bytes(json.replace("child", "sniper"))))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("sniper");
    String twap =
        new String(
            journal.encode(limitBuy().worked(new Execution.Twap(60_000_000, 4))),
            StandardCharsets.UTF_8);
    assertThatThrownBy(() -> journal.decode(bytes(twap.replace("slices\":4", "slices\":0"))))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("slices");
  }

  @Test
  void refusesMoneyAsNumberBecauseItMayHavePassedADouble() {
    byte[] json =
        "{\"type\":\"mark\",\"instrument\":\"a:B/C\",\"sequence\":1,\"price\":800.01,\"tradeId\":1,\"time\":1}"
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> journal.decode(json))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("decimal string");
  }

  @Test
  void missingFieldsTrailingBytesAndUnknownTypesAreErrorsThatSayWhat() {
    assertThatThrownBy(
            () -> trades.decode("{\"instrument\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(CodecException.class)
        .hasMessageStartingWith("not a Trade");
    assertThatThrownBy(
            () -> journal.decode("{\"type\":\"nothing\"}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("nothing");
    byte[] mark = journal.encode(new Mark("a:B/C", 1, 1, 1, 1));
    byte[] twice = new byte[mark.length * 2];
    System.arraycopy(mark, 0, twice, 0, mark.length);
    System.arraycopy(mark, 0, twice, mark.length, mark.length);
    assertThatThrownBy(() -> journal.decode(twice)).isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> journal.decode(new byte[0])).hasMessageContaining("empty");
  }

  @Test
  void fieldsOfALaterVersionAreIgnored() throws CodecException {
    String json =
        "{\"type\":\"mark\",\"instrument\":\"a:B/C\",\"sequence\":1,\"price\":\"2\",\"tradeId\":1,\"time\":1,\"later\":true}";
    assertThat(journal.decode(json.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Mark("a:B/C", 1, 200_000_000L, 1, 1));
  }

  @Test
  void recordsOfAnEarlierVersionAreRead() throws CodecException {
    Signal signal =
        (Signal)
            journal.decode(
                bytes(
                    "{'type':'signal','strategy':'ma','account':'main','instrument':'a:B/C','sequence':1,"
                        + "'time':1,'side':'BUY','sizingMode':'BASE_QUANTITY','size':'1','orderType':'MARKET',"
                        + "'limitPrice':'0','confidence':1,'tag':'x','triggerTradeId':1,'indicators':{}}"));
    assertThat(signal.protection()).isEqualTo(Protection.NONE);
    assertThat(signal.origin()).isEqualTo(SignalOrigin.STRATEGY);
    Decision decision =
        Topics.DECISIONS
            .codec()
            .decode(
                bytes(
                    "{'account':'main','sequence':1,'journalPartition':0,'journalOffset':1,'time':1,"
                        + "'strategy':'ma','instrument':'a:B/C','signalSequence':1,'triggerTradeId':1,"
                        + "'outcome':'REJECTED','violations':[],'inputs':null}"));
    assertThat(decision.signalOrigin()).isEqualTo(SignalOrigin.STRATEGY);
    Quote quote =
        Topics.QUOTES
            .codec()
            .decode(
                bytes(
                    "{'instrument':'a:B/C','updateId':9,'bid':'1','bidQuantity':'1','ask':'1',"
                        + "'askQuantity':'1','bidDepth':'1','askDepth':'1','exchangeTime':0,'ingestTime':1}"));
    assertThat(quote.updateId()).isEqualTo(9);
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static final String RULES =
      "{\"type\":\"instrument\",\"instrument\":\"sim:BTC/USD\",\"sequence\":2,\"venueSymbol\":\"BTCUSD\",\"base\":\"BTC\","
          + "\"quote\":\"USD\",\"tickSize\":\"0.01\",\"minPrice\":\"0.01\",\"maxPrice\":\"1000000\","
          + "\"stepSize\":\"0.0001\",\"minQuantity\":\"0.001\",\"maxQuantity\":\"9000\","
          + "\"minNotional\":\"10\",\"trading\":true,\"effectiveTime\":7";

  /** Rules, orders and targets of before amounts were known. */
  @Test
  void amountsOfQuoteAreWrittenOnlyWhereThereAreAny() throws CodecException {
    JsonCodec<Instrument> rules = new JsonCodec<>(Instrument.class);
    Instrument before = rules.decode((RULES + "}").getBytes(StandardCharsets.UTF_8));
    assertThat(before.quoteStep()).isZero();
    assertThat(text(rules.encode(before))).isEqualTo(RULES + "}");
    assertThat(text(rules.encode(before.withQuoteStep(1))))
        .isEqualTo(RULES + ",\"quoteStep\":\"0.00000001\"}");
    Instrument other = before.withQuoteStep(1).numbered(3, 9).named("XBTUSD").notTrading();
    assertThat(rules.decode(rules.encode(other))).isEqualTo(other);
    assertThat(other.quoteStep()).isEqualTo(1);

    JsonCodec<OrderIntent> orders = new JsonCodec<>(OrderIntent.class);
    OrderIntent order =
        new OrderIntent("id", Side.BUY, OrderType.MARKET, TimeInForce.GTC, Fixed8.of(2), 0);
    String written =
        "{\"clientOrderId\":\"id\",\"side\":\"BUY\",\"orderType\":\"MARKET\","
            + "\"timeInForce\":\"GTC\",\"quantity\":\"2\",\"limitPrice\":\"0\"";
    assertThat(text(orders.encode(order))).isEqualTo(written + "}");
    assertThat(orders.decode(orders.encode(order))).isEqualTo(order);
    OrderIntent spending = order.spending(Fixed8.of(100));
    assertThat(text(orders.encode(spending))).isEqualTo(written + ",\"quoteAmount\":\"100\"}");
    assertThat(orders.decode(orders.encode(spending))).isEqualTo(spending);

    JsonCodec<CancelTarget> targets = new JsonCodec<>(CancelTarget.class);
    CancelTarget target = new CancelTarget("id", "s", 1, Side.BUY, Fixed8.of(2));
    assertThat(text(targets.encode(target))).doesNotContain("quoteAmount");
    assertThat(targets.decode(targets.encode(target))).isEqualTo(target);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void aReportOfBeforeSaysNothingOfItsSignalAndIsWrittenAsItWas() throws CodecException {
    String older =
        "{'type':'execution','account':'main','strategy':'ma','instrument':'sim:BTC/USD',"
            + "'clientOrderId':'af-1','decision':7,'sequence':1,'executionType':'ACCEPTED',"
            + "'side':'BUY','orderQuantity':'1','venueOrderId':'v','venueTradeId':0,"
            + "'lastQuantity':'0','lastPrice':'0','cumulativeQuantity':'0','fee':'0',"
            + "'feeAsset':'','maker':false,'last':false,'time':9,'reason':''}";
    ExecutionReport report = (ExecutionReport) journal.decode(bytes(older));
    assertThat(report.signal()).isEmpty();
    assertThat(report.correlation()).isEqualTo("af-1");
    assertThat(journal.encode(report)).isEqualTo(bytes(older));

    String id = limitBuy().correlation();
    byte[] newer = bytes(older.replace("'reason':''}", "'reason':'','signal':'" + id + "'}"));
    ExecutionReport followed = (ExecutionReport) journal.decode(newer);
    assertThat(followed.correlation()).isEqualTo("ma/main/sim:BTC/USD/STRATEGY#3");
    assertThat(journal.encode(followed)).isEqualTo(newer);
  }
}
