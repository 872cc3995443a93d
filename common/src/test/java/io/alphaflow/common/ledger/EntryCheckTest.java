package io.alphaflow.common.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCheckTest {

  private static final int PARTITIONS = 2;
  private static final int HOME = Partitions.of("main", PARTITIONS);
  private static final String TRIP =
      "{'type':'breaker-trip','account':'main','breaker':'velocity','sequence':1,'time':0,"
          + "'evidence':''}";

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
        "{'type':'command','person':'ann','sequence':1,'account':'*','time':1}",
        "{'type':'breaker-trip','account':'main','sequence':1,'time':0,'evidence':''}"
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

  @Test
  void acceptsMarksInEveryPartition() throws CodecException {
    JournalEntry mark =
        read("{'type':'mark','instrument':'s:A/B','sequence':1,'price':'1','tradeId':1,'time':1}");
    assertThat(EntryCheck.problem(mark, 0, PARTITIONS)).isEmpty();
    assertThat(EntryCheck.problem(mark, 1, PARTITIONS)).isEmpty();
  }
}
