package io.alphaflow.common.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCheckTest {

  private static final int PARTITIONS = 2;
  private static final int HOME = Partitions.of("main", PARTITIONS);
  private static final String TRIP =
      "{'type':'breaker-trip','level':{'account':'main'},'breaker':'b','sequence':1,'time':0,"
          + "'stop':'HALTED','cooldown':0,'cancelOrders':false,'evidence':''}";

  private static JournalEntry read(String json) throws CodecException {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return Topics.JOURNAL.codec().decode(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'mark','sequence':1,'price':'1','tradeId':1,'time':1}",
        "{'type':'mark','instrument':'BTC/USD','sequence':1,'price':'1','tradeId':1,'time':1}",
        "{'type':'mark','instrument':'s:A/B','sequence':1,'price':'0','tradeId':1,'time':1}",
        "{'type':'mark','instrument':'s:A/B','sequence':0,'price':'1','tradeId':1,'time':1}",
        "{'type':'account','account':'main','sequence':1,'time':0}",
        "{'type':'account','account':'','sequence':1,'time':0,'balances':[]}",
        "{'type':'account','account':'main','sequence':1,'time':0,'balances':[null]}",
        "{'type':'clock','sequence':1,'time':1}",
        "{'type':'command','desk':'d','person':'ann','sequence':1,'until':0,'time':1}",
        "{'type':'command','desk':'d','person':'ann','sequence':1,'level':{},'until':-1,'time':1}",
        "{'type':'breaker-trip','level':{'account':'main'},'breaker':'b','sequence':1,'time':0,"
            + "'cooldown':0,'cancelOrders':false,'evidence':''}",
        "{'type':'breaker-trip','level':{'instrument':'x'},'breaker':'b','sequence':1,'time':0,"
            + "'stop':'HALTED','cooldown':0,'cancelOrders':false,'evidence':''}",
        "{'type':'breaker-trip','level':{},'breaker':'b','sequence':1,'time':0,"
            + "'stop':'HALTED','cooldown':9000000000000000000,'cancelOrders':false,'evidence':''}"
      })
  void refusesWhatLacksAFieldOrHasAnImpossibleOne(String json) throws CodecException {
    assertThat(EntryCheck.problem(read(json), HOME, PARTITIONS)).isPresent();
  }

  @Test
  void acceptsACompleteEntryInItsAccountsPartitionOnly() throws CodecException {
    assertThat(EntryCheck.problem(read(TRIP), HOME, PARTITIONS)).isEmpty();
    assertThat(EntryCheck.problem(read(TRIP), 1 - HOME, PARTITIONS))
        .hasValue("account main belongs to journal partition " + HOME + ", not " + (1 - HOME));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{'type':'breaker-trip','level':{'account':'a|b'},'breaker':'b','sequence':1,'time':0,"
            + "'stop':'HALTED','cooldown':0,'cancelOrders':false,'evidence':''}"
      })
  void whatIsNoEntryAtAllIsNotRead(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(CodecException.class);
  }

  private static String signal(String type, String origin, String execution) {
    return ("{'type':'signal','strategy':'ma','account':'main','instrument':'s:A/B','sequence':1,"
            + "'time':1,'side':'BUY','sizingMode':'BASE_QUANTITY','size':'1','orderType':'%s',"
            + "'limitPrice':'1','confidence':1,'tag':'x','triggerTradeId':1,'indicators':{},"
            + "'origin':'%s','execution':%s}")
        .formatted(type, origin, execution);
  }

  private static final String TWAP = "{'type':'twap','duration':60000000,'slices':3}";
  private static final String ICEBERG = "{'type':'iceberg','display':'0.1'}";
  private static final String CHILD = "{'type':'child','parent':4,'number':1}";

  @Test
  void parentsAreOfStrategiesAndChildrenOfTheGate() throws CodecException {
    assertThat(problem("MARKET", "STRATEGY", TWAP)).isEmpty();
    assertThat(problem("LIMIT", "STRATEGY", ICEBERG)).isEmpty();
    assertThat(problem("LIMIT", "ALGORITHM", CHILD)).isEmpty();
    assertThat(problem("MARKET", "STRATEGY", "null")).isEmpty();
    assertThat(problem("MARKET", "COMMAND", TWAP)).isPresent();
    assertThat(problem("MARKET", "ALGORITHM", TWAP)).isPresent();
    assertThat(problem("MARKET", "ALGORITHM", "null")).isPresent();
    assertThat(problem("MARKET", "STRATEGY", CHILD)).isPresent();
    assertThat(problem("MARKET", "PROTECTION", CHILD)).isPresent();
  }

  @Test
  void anOrderThatCannotBeWorkedSoIsRefused() throws CodecException {
    assertThat(problem("LIMIT_MAKER", "STRATEGY", TWAP)).isPresent();
    assertThat(problem("STOP_LOSS", "STRATEGY", TWAP)).isPresent();
    assertThat(problem("MARKET", "STRATEGY", ICEBERG)).isPresent();
  }

  private static Optional<String> problem(String type, String origin, String execution)
      throws CodecException {
    return EntryCheck.problem(read(signal(type, origin, execution)), HOME, PARTITIONS);
  }

  @Test
  void acceptsMarksInEveryPartition() throws CodecException {
    JournalEntry mark =
        read("{'type':'mark','instrument':'s:A/B','sequence':1,'price':'1','tradeId':1,'time':1}");
    assertThat(EntryCheck.problem(mark, 0, PARTITIONS)).isEmpty();
    assertThat(EntryCheck.problem(mark, 1, PARTITIONS)).isEmpty();
  }

  private static String smaller(String mode, String size, long target) {
    return "{'type':'signal','strategy':'s','account':'main','instrument':'s:A/B','sequence':2,"
        + "'time':0,'side':'BUY','sizingMode':'"
        + mode
        + "','size':'"
        + size
        + "','orderType':'MARKET','limitPrice':'0','confidence':1,'tag':'t','triggerTradeId':1,"
        + "'indicators':{},'target':{'action':'AMEND','sequence':"
        + target
        + "}}";
  }

  @Test
  void oneOrderIsMadeSmallerToABaseQuantity() throws CodecException {
    assertThat(EntryCheck.problem(read(smaller("BASE_QUANTITY", "1", 1)), HOME, PARTITIONS))
        .isEmpty();
    assertThat(EntryCheck.problem(read(smaller("BASE_QUANTITY", "1", 0)), HOME, PARTITIONS))
        .hasValueSatisfying(why -> assertThat(why).contains("target.sequence"));
    assertThat(EntryCheck.problem(read(smaller("QUOTE_AMOUNT", "1", 1)), HOME, PARTITIONS))
        .hasValueSatisfying(why -> assertThat(why).contains("sizingMode"));
  }

  private static String pair(String mode, String type, String more) {
    return "{'type':'signal','strategy':'s','account':'main','instrument':'s:A/B','sequence':2,"
        + "'time':0,'side':'BUY','sizingMode':'"
        + mode
        + "','size':'1','orderType':'"
        + type
        + "','limitPrice':'1','confidence':1,'tag':'t','triggerTradeId':1,'indicators':{},"
        + "'stop':{'triggerPrice':'2'}"
        + more
        + "}";
  }

  @Test
  void aPairIsALimitThatRestsAndAStop() throws CodecException {
    String target = ",'target':{'action':'REPLACE','sequence':1}";
    assertThat(EntryCheck.problem(read(pair("BASE_QUANTITY", "LIMIT_MAKER", "")), HOME, PARTITIONS))
        .isEmpty();
    for (String json :
        new String[] {
          pair("QUOTE_AMOUNT", "LIMIT_MAKER", ""),
          pair("BASE_QUANTITY", "LIMIT", ""),
          pair("BASE_QUANTITY", "LIMIT_MAKER", target),
          pair("BASE_QUANTITY", "LIMIT_MAKER", "").replace("'2'}", "'0'}")
        }) {
      assertThat(EntryCheck.problem(read(json), HOME, PARTITIONS)).as(json).isPresent();
    }
  }
}
