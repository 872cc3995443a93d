package io.alphaflow.ingest.bar;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Bar;
import io.alphaflow.exchange.market.VenueKline;
import org.junit.jupiter.api.Test;

class KlineCheckTest {

  private static final long MINUTE = 60_000_000;

  private final KlineCheck check = new KlineCheck();

  @Test
  void equalBarsAgreeWhicheverComesFirst() {
    assertThat(check.ours(bar(0, 5, 1_000, 3))).isEmpty();
    assertThat(check.theirs(kline(0, 5, 1_000, 3))).isEmpty();
    assertThat(check.theirs(kline(MINUTE, 5, 1_000, 3))).isEmpty();
    assertThat(check.ours(bar(MINUTE, 5, 1_000, 3))).isEmpty();
  }

  @Test
  void everyValueThatDiffersIsNamed() {
    check.ours(bar(0, 5, 1_000, 3));
    assertThat(check.theirs(kline(0, 6, 1_004, 4)).orElseThrow())
        .isEqualTo("high is 0.00000005, the venue has 0.00000006; trades are 3, the venue has 4");
  }

  @Test
  void aQuoteVolumeMayDifferByTheRoundingOfEachTradeAndNoMore() {
    check.ours(bar(0, 5, 1_000, 3));
    assertThat(check.theirs(kline(0, 5, 1_003, 3))).isEmpty();
    check.ours(bar(MINUTE, 5, 1_000, 3));
    assertThat(check.theirs(kline(MINUTE, 5, 996, 3)).orElseThrow())
        .isEqualTo("quote volume is 0.00001, the venue has 0.00000996");
  }

  @Test
  void whatFindsNoPartnerIsLetGo() {
    for (int i = 0; i < 20; i++) {
      check.theirs(kline(i * MINUTE, 5, 1_000, 3));
    }
    assertThat(check.ours(bar(0, 9, 1_000, 3))).isEmpty();
    assertThat(check.ours(bar(19 * MINUTE, 9, 1_000, 3))).isPresent();
    assertThat(check.theirs(kline(30 * MINUTE, 0, 0, 0))).isEmpty();
    assertThat(check.ours(bar(30 * MINUTE, 9, 1_000, 3))).isEmpty();
  }

  private static Bar bar(long openTime, long high, long quoteVolume, long trades) {
    return new Bar(
        "sim:BTC/USD",
        KlineCheck.INTERVAL,
        openTime / MINUTE,
        openTime,
        openTime + MINUTE,
        1,
        high,
        1,
        1,
        7,
        quoteVolume,
        trades,
        2,
        0);
  }

  private static VenueKline kline(long openTime, long high, long quoteVolume, long trades) {
    return new VenueKline(
        "BTCUSD",
        "1m",
        openTime,
        openTime + MINUTE - 1,
        1,
        high,
        1,
        1,
        7,
        quoteVolume,
        trades,
        2,
        0,
        1,
        trades,
        true,
        openTime + MINUTE,
        "raw");
  }
}
