package io.alphaflow.simulator.server;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.START;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.journal.JournalEntry;
import io.alphaflow.simulator.matching.MatchingMode;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TradingStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An exchange that is killed at any byte of its journal comes back as it was when the last whole
 * line was written, and from there on does what it would have done.
 */
class JournalReplayTest {

  private static final int TRADES = 200;
  private static final long SECOND = 1_000_000;

  /** Something that happens; it writes at most a few lines. */
  private interface Step {
    void on(JournaledVenue venue);
  }

  private static Arbitrary<String> accounts() {
    return Arbitraries.of("a", "b");
  }

  private static Arbitrary<String> prices() {
    return Arbitraries.integers().between(79_500, 81_000).map(c -> c / 100 + "." + c % 100 / 10);
  }

  private static Arbitrary<String> quantities() {
    return Arbitraries.integers().between(1, 40).map(q -> q / 10 + "." + q % 10 + "1");
  }

  private static Arbitrary<Step> orders() {
    return Combinators.combine(
            accounts(),
            Arbitraries.of("BUY", "SELL"),
            Arbitraries.of(
                "type=LIMIT&timeInForce=GTC&price=%s",
                "type=LIMIT&timeInForce=GTC&price=%s&icebergQty=0.5",
                "type=LIMIT&timeInForce=IOC&price=%s",
                "type=LIMIT_MAKER&price=%s",
                "type=MARKET",
                "type=STOP_LOSS&stopPrice=%s",
                "type=TAKE_PROFIT_LIMIT&timeInForce=GTC&price=%1$s&stopPrice=%1$s"),
            prices(),
            quantities(),
            Arbitraries.of(
                "",
                "&selfTradePreventionMode=EXPIRE_MAKER",
                "&selfTradePreventionMode=DECREMENT",
                "&newClientOrderId=mine"))
        .as(
            (account, side, type, price, quantity, rest) ->
                venue ->
                    venue.ask(
                        account,
                        "POST order",
                        "side=%s&quantity=%s&%s%s"
                            .formatted(side, quantity, type.formatted(price), rest)));
  }

  private static Arbitrary<Step> pairs() {
    return Combinators.combine(accounts(), quantities())
        .as(
            (account, quantity) ->
                venue ->
                    venue.ask(
                        account,
                        "POST orderList/oco",
                        "side=SELL&quantity=%s&aboveType=LIMIT_MAKER&abovePrice=812"
                                .formatted(quantity)
                            + "&belowType=STOP_LOSS&belowStopPrice=801"));
  }

  private static Arbitrary<Step> changes() {
    return Combinators.combine(
            accounts(), Arbitraries.integers().between(1, 30), quantities(), prices())
        .flatAs(
            (account, id, quantity, price) ->
                Arbitraries.of(
                    venue -> venue.ask(account, "DELETE order", "orderId=" + id),
                    venue ->
                        venue.ask(
                            account,
                            "PUT order/amend/keepPriority",
                            "orderId=%d&newQty=%s".formatted(id, quantity)),
                    venue ->
                        venue.ask(
                            account,
                            "POST order/cancelReplace",
                            ("cancelReplaceMode=STOP_ON_FAILURE&cancelOrderId=%d&side=BUY"
                                    + "&type=LIMIT&timeInForce=GTC&quantity=%s&price=%s")
                                .formatted(id, quantity, price)),
                    venue -> venue.ask(account, "DELETE openOrders", "")));
  }

  private static Arbitrary<Step> admin() {
    SymbolSpec coarse =
        new SymbolSpec(
            "BTCUSD",
            "BTC",
            "USD",
            amount("0.1"),
            amount("0.001"),
            amount("0.001"),
            amount("1000"),
            amount("10"));
    SymbolSpec ofOtherAssets =
        new SymbolSpec(
            "BTCUSD",
            "ETH",
            "USD",
            BTCUSD.tickSize(),
            BTCUSD.stepSize(),
            BTCUSD.minQuantity(),
            BTCUSD.maxQuantity(),
            BTCUSD.minNotional());
    return Arbitraries.of(
        venue ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> venue.venue().list(ofOtherAssets, TradingStatus.TRADING)),
        venue -> venue.venue().list(coarse, TradingStatus.TRADING),
        venue -> venue.venue().list(BTCUSD, TradingStatus.TRADING),
        venue -> venue.venue().list(BTCUSD, TradingStatus.BREAK));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> trade = Arbitraries.just(JournaledVenue::trade);
    return Arbitraries.frequencyOf(
            Tuple.of(8, trade),
            Tuple.of(10, orders()),
            Tuple.of(2, pairs()),
            Tuple.of(4, changes()),
            Tuple.of(3, admin()))
        .list()
        .ofMinSize(10)
        .ofMaxSize(60);
  }

  private static void run(JournaledVenue venue, List<Step> steps, int from, int to) {
    for (int i = from; i < to; i++) {
      venue.at((i + 1) * SECOND);
      steps.get(i).on(venue);
    }
  }

  @Property(tries = 40)
  void comesBackAsItWasAndGoesOnAsItWouldHave(
      @ForAll("steps") List<Step> steps,
      @ForAll MatchingMode mode,
      @ForAll @DoubleRange(max = 1) double cutAt)
      throws IOException {
    Path folder = Files.createTempDirectory("journal");
    try {
      isCutAndComesBack(folder.resolve("exchange.journal"), steps, mode, cutAt);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static void isCutAndComesBack(
      Path file, List<Step> steps, MatchingMode mode, double cutAt) throws IOException {
    List<JournaledVenue.State> states = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    JournaledVenue.State last;
    try (JournaledVenue venue = new JournaledVenue(file, mode, TRADES)) {
      venue.trade();
      states.add(venue.state());
      sizes.add(Files.size(file));
      for (int i = 0; i < steps.size(); i++) {
        run(venue, steps, i, i + 1);
        states.add(venue.state());
        sizes.add(Files.size(file));
      }
      last = venue.state();
    }
    long begin = sizes.get(0);
    long cut = begin + (long) (cutAt * (Files.size(file) - begin));
    byte[] all = Files.readAllBytes(file);
    // One step may write several lines; a cut between them is a state that was not looked at.
    int done = 0;
    while (done < steps.size() && sizes.get(done + 1) <= cut) {
      done++;
    }
    boolean torn = done == steps.size() || lines(all, sizes.get(done), cut) == 0;
    byte[] kept = Arrays.copyOf(all, (int) (torn ? cut : sizes.get(done)));
    Files.write(file, kept);
    try (JournaledVenue venue = new JournaledVenue(file, mode, TRADES)) {
      assertThat(venue.state()).isEqualTo(states.get(done));
      assertThat(Files.size(file)).as("a torn line is taken away").isEqualTo(sizes.get(done));
      run(venue, steps, done, steps.size());
      assertThat(unnamed(venue.state().toString())).isEqualTo(unnamed(last.toString()));
    }
    assertThat(unnamed(Files.readString(file)))
        .as("the same journal")
        .isEqualTo(unnamed(new String(all, StandardCharsets.UTF_8)));
  }

  /** The venue's own names go on after the last that an accepted request had. */
  private static String unnamed(String text) {
    return text.replaceAll("venue-\\d+", "venue");
  }

  private static int lines(byte[] bytes, long from, long to) {
    int lines = 0;
    for (long i = from; i < to; i++) {
      lines += bytes[(int) i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** The end of a minute lies between the last trade and the order, and is not in the journal. */
  @Test
  void marketTimeDoesNotGoBackBehindAnOrderBetweenTwoTrades(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("exchange.journal");
    Recording sparse =
        new Recording(
            "BTCUSD",
            new long[] {START, START + 300 * SECOND, START + 400 * SECOND},
            new long[] {amount("800"), amount("801"), amount("802")},
            new long[] {amount("1"), amount("1"), amount("1")});
    long asked;
    try (JournaledVenue venue = new JournaledVenue(file, MatchingMode.SHADOW, sparse)) {
      venue.playAt(0);
      venue.playAt(150 * SECOND);
      venue.ask("a", "POST order", "side=BUY&type=LIMIT&timeInForce=GTC&price=700&quantity=1");
      asked = venue.venue().playback().marketMicros();
      assertThat(asked).isGreaterThan(START + 100 * SECOND);
    }
    try (JournaledVenue venue = new JournaledVenue(file, MatchingMode.SHADOW, sparse)) {
      assertThat(venue.venue().playback().marketMicros()).isEqualTo(asked);
      venue.playAt(1_000 * SECOND);
      assertThat(venue.venue().playback().marketMicros()).isEqualTo(asked);
      venue.playAt(1_010 * SECOND);
      assertThat(venue.venue().playback().marketMicros()).isEqualTo(asked + 10 * SECOND);
      assertThat(venue.state().ledger().orders()).hasSize(1);
    }
  }

  @Test
  void aTradeThatCannotBeWrittenDoesNotHappen(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("exchange.journal");
    JournaledVenue venue = new JournaledVenue(file, MatchingMode.SHADOW, 10);
    venue.trade();
    venue.close();
    JournaledVenue.State before = venue.state();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(venue::trade).isInstanceOf(UncheckedIOException.class);
      assertThat(venue.state()).isEqualTo(before);
    }
  }

  @Test
  void orderCountsNamesAndPlayingComeBackToo(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new/exchange.journal");
    try (JournaledVenue venue = new JournaledVenue(file, MatchingMode.SHADOW, 10)) {
      assertThat(venue.wasPlaying()).isFalse();
      venue.trade();
      venue.at(100 * SECOND);
      for (int i = 0; i < 3; i++) {
        venue.ask("a", "POST order", "side=BUY&type=LIMIT&timeInForce=GTC&price=700&quantity=1");
      }
      venue.venue().journal().append(new JournalEntry.Playing(true, 101 * SECOND));
    }
    try (JournaledVenue venue = new JournaledVenue(file, MatchingMode.SHADOW, 10)) {
      assertThat(venue.wasPlaying()).isTrue();
      assertThat(venue.venue().limits().orders10Seconds("a", 102 * SECOND)).isEqualTo(3);
      assertThat(venue.venue().limits().ordersDay("a", 102 * SECOND)).isEqualTo(3);
      venue.ask("a", "POST order", "side=BUY&type=LIMIT&timeInForce=GTC&price=700&quantity=1");
      assertThat(venue.state().ledger().orders())
          .extracting(OrderState::clientOrderId)
          .containsExactly("venue-1", "venue-2", "venue-3", "venue-4");
    }
  }
}
