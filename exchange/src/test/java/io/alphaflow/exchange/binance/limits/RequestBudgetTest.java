package io.alphaflow.exchange.binance.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.exchange.market.MarketDataException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBudgetTest {

  private static final long MINUTE = 60_000;
  private static final long TEN_SECONDS_IN = 29_000_000 * MINUTE + 10_000;

  private final FakeClock clock = new FakeClock(TEN_SECONDS_IN);
  private final RequestBudget budget = new RequestBudget(clock);
  private final List<String> made = new ArrayList<>();

  private CompletableFuture<HttpResponse<String>> call(
      String name,
      RequestUrgency urgency,
      int weight,
      CompletableFuture<HttpResponse<String>> answer) {
    return budget.submit(
        urgency,
        weight,
        () -> {
          made.add(name);
          return answer;
        });
  }

  private CompletableFuture<HttpResponse<String>> backfill(String name) {
    return call(name, RequestUrgency.BACKFILL, 25, FakeAnswer.of(200));
  }

  private void useUpTheMinute() {
    call("all", RequestUrgency.BACKFILL, 1, FakeAnswer.used(4_800));
    made.clear();
  }

  @Test
  void delaysWhatPassesTheShareUntilTheNextMinute() {
    for (int i = 0; i < 200; i++) {
      backfill("" + i);
    }
    assertThat(made).hasSize(192);
    assertThat(budget.usage()).isEqualTo(new RequestUsage(6_000, 4_800, 8, 192, 0, 0));
    clock.advance(49_999);
    assertThat(made).hasSize(192);
    clock.advance(1);
    assertThat(made).hasSize(200);
    assertThat(budget.usage().usedWeight()).isEqualTo(200);
    assertThat(clock.timersSet()).isEqualTo(1);
  }

  @Test
  void believesTheVenuesCountMoreThanItsOwn() {
    call("a", RequestUrgency.BACKFILL, 25, FakeAnswer.used(3));
    assertThat(budget.usage().usedWeight()).isEqualTo(3);
    call("b", RequestUrgency.BACKFILL, 25, FakeAnswer.used(4_790));
    assertThat(budget.usage().usedWeight()).isEqualTo(4_790);
    backfill("c");
    assertThat(made).containsExactly("a", "b");
    clock.advance(50_000);
    assertThat(made).containsExactly("a", "b", "c");
  }

  @Test
  void addsWhatIsOnItsWayToTheVenuesCount() {
    CompletableFuture<HttpResponse<String>> first = new CompletableFuture<>();
    CompletableFuture<HttpResponse<String>> second = new CompletableFuture<>();
    call("first", RequestUrgency.BACKFILL, 25, first);
    call("second", RequestUrgency.BACKFILL, 25, second);
    second.complete(FakeAnswer.used(50).join());
    assertThat(budget.usage().usedWeight()).isEqualTo(75);
    first.complete(FakeAnswer.used(25).join());
    assertThat(budget.usage().usedWeight()).isEqualTo(50);
  }

  @Test
  void doesNotTakeLastMinutesCountForThisMinutes() {
    CompletableFuture<HttpResponse<String>> slow = new CompletableFuture<>();
    call("slow", RequestUrgency.BACKFILL, 25, slow);
    clock.advance(50_000);
    slow.complete(FakeAnswer.used(4_800).join());
    assertThat(budget.usage().usedWeight()).isEqualTo(25);
  }

  @Test
  void theMoreUrgentGoFirstWhateverTheirOrder() {
    useUpTheMinute();
    call("rules", RequestUrgency.RULES, 20, FakeAnswer.of(200));
    call("snapshot", RequestUrgency.SNAPSHOT, 50, FakeAnswer.of(200));
    backfill("backfill 1");
    backfill("backfill 2");
    call("time", RequestUrgency.TIME, 1, FakeAnswer.of(200));
    assertThat(made).isEmpty();
    clock.advance(50_000);
    assertThat(made).containsExactly("time", "backfill 1", "backfill 2", "snapshot", "rules");
  }

  @Test
  void nobodyWaitsForEver() {
    budget.limit(25);
    budget.share(100);
    call("rules", RequestUrgency.RULES, 20, FakeAnswer.of(200));
    made.clear();
    call("rules", RequestUrgency.RULES, 20, FakeAnswer.of(200));
    for (int minute = 0; minute < 5; minute++) {
      backfill("backfill");
      backfill("backfill");
      clock.advance(MINUTE);
    }
    assertThat(made).contains("rules").contains("backfill");
  }

  @ParameterizedTest
  @CsvSource({
    "429, 7, 7000",
    "429, , 50000",
    "429, 0, 1000",
    "418, 300, 300000",
    "418, , 120000",
    "418, Wed 21 Oct, 120000",
    "403, , 60000",
  })
  void leavesTheVenueAloneAsLongAsItSays(int status, String retryAfter, long millis) {
    CompletableFuture<HttpResponse<String>> refusal =
        retryAfter == null
            ? FakeAnswer.of(status)
            : FakeAnswer.of(status, "Retry-After", retryAfter);
    assertThat(RequestBudget.retryAfterMillis(refusal.join(), clock.epochMillis()))
        .isEqualTo(millis);
    call("refused", RequestUrgency.RULES, 20, refusal);
    call("time", RequestUrgency.TIME, 1, FakeAnswer.of(200));
    backfill("backfill");
    assertThat(budget.usage().pausedMillis()).isEqualTo(millis);
    clock.advance(millis - 1);
    assertThat(made).containsExactly("refused");
    clock.advance(1);
    assertThat(made).containsExactly("refused", "time", "backfill");
    assertThat(budget.usage().refusals()).isEqualTo(1);
    assertThat(budget.usage().pausedMillis()).isZero();
  }

  @Test
  void aShorterPauseDoesNotEndALongerOne() {
    CompletableFuture<HttpResponse<String>> other = new CompletableFuture<>();
    call("other", RequestUrgency.RULES, 1, other);
    call("banned", RequestUrgency.RULES, 1, FakeAnswer.of(418, "Retry-After", "100"));
    other.complete(FakeAnswer.of(429, "Retry-After", "1").join());
    assertThat(budget.usage().pausedMillis()).isEqualTo(100_000);
  }

  @Test
  void theRefusedCallItselfIsNotRepeated() {
    CompletableFuture<HttpResponse<String>> refused =
        call("refused", RequestUrgency.TIME, 1, FakeAnswer.of(429, "Retry-After", "1"));
    assertThat(refused.join().statusCode()).isEqualTo(429);
    clock.advance(MINUTE);
    assertThat(made).containsExactly("refused");
  }

  @Test
  void doesNotMakeACallThatNobodyWaitsForAnyMore() {
    useUpTheMinute();
    CompletableFuture<HttpResponse<String>> given = backfill("given up");
    backfill("wanted");
    given.cancel(false);
    assertThat(budget.usage().waitingCalls()).isEqualTo(1);
    clock.advance(50_000);
    assertThat(made).containsExactly("wanted");
  }

  @Test
  void aFailedCallCountsAndLeavesRoomForTheNext() {
    CompletableFuture<HttpResponse<String>> failed =
        call(
            "failed",
            RequestUrgency.BACKFILL,
            25,
            CompletableFuture.failedFuture(new IllegalStateException("reset")));
    assertThatThrownBy(failed::join).hasMessageContaining("reset");
    assertThat(budget.usage().usedWeight()).isEqualTo(25);
    for (int i = 0; i < RequestBudget.MAX_OPEN + 1; i++) {
      call("open", RequestUrgency.BACKFILL, 25, new CompletableFuture<>());
    }
    assertThat(made).hasSize(1 + RequestBudget.MAX_OPEN);
    assertThat(budget.usage().waitingCalls()).isEqualTo(1);
  }

  @Test
  void aCallAboveTheWholeShareGoesAlone() {
    budget.limit(100);
    budget.share(50);
    call("small", RequestUrgency.BACKFILL, 4, FakeAnswer.of(200));
    call("large", RequestUrgency.SNAPSHOT, 250, FakeAnswer.of(200));
    assertThat(made).containsExactly("small");
    clock.advance(50_000);
    assertThat(made).containsExactly("small", "large");
    backfill("next");
    assertThat(made).hasSize(2);
    clock.advance(MINUTE);
    assertThat(made).hasSize(3);
  }

  @Test
  void boundsWhatWaits() {
    useUpTheMinute();
    for (int i = 0; i < RequestBudget.MAX_WAITING; i++) {
      backfill("waits");
    }
    assertThatThrownBy(() -> backfill("one more").join())
        .hasCauseInstanceOf(MarketDataException.class)
        .hasMessageContaining("10000 calls wait");
  }

  @Test
  void thereIsOneForEachHost() {
    RequestBudget one = RequestBudget.of(URI.create("https://api.example.com"));
    assertThat(RequestBudget.of(URI.create("https://api.example.com/"))).isSameAs(one);
    assertThat(RequestBudget.of(URI.create("https://api1.example.com"))).isNotSameAs(one);
  }

  @Test
  void refusesAShareThatIsNone() {
    assertThatThrownBy(() -> budget.share(0)).hasMessageContaining("expected 1 to 100");
    assertThatThrownBy(() -> budget.share(101)).hasMessageContaining("expected 1 to 100");
  }

  /** A venue that counts by itself, answers late, and is used by others too. */
  @Property(tries = 300)
  void neverPassesTheShareAndMakesEveryCall(@ForAll long seed) {
    Random random = new Random(seed);
    FakeClock time = new FakeClock(TEN_SECONDS_IN + random.nextInt(60_000));
    RequestBudget tested = new RequestBudget(time);
    tested.limit(1_000);
    CountingVenue venue = new CountingVenue(time, random);
    List<CompletableFuture<HttpResponse<String>>> results = new ArrayList<>();
    int calls = 1 + random.nextInt(300);
    for (int i = 0; i < calls; i++) {
      int weight = List.of(1, 4, 20, 25, 50, 250).get(random.nextInt(6));
      RequestUrgency urgency = RequestUrgency.values()[random.nextInt(4)];
      results.add(tested.submit(urgency, weight, () -> venue.call(weight)));
      time.advance(random.nextInt(4) == 0 ? random.nextInt(5_000) : 0);
    }
    time.advance(120 * MINUTE);
    assertThat(venue.most).isPositive().isLessThanOrEqualTo(800);
    assertThat(results).allMatch(CompletableFuture::isDone);
    assertThat(venue.calls).isEqualTo(calls);
    assertThat(time.timersSet()).as("timers, three a call").isLessThan(calls * 3L + 10);
  }

  private static final class CountingVenue {
    private final FakeClock time;
    private final Random random;
    private long minute;
    private int used;
    private int most;
    private int calls;

    CountingVenue(FakeClock time, Random random) {
      this.time = time;
      this.random = random;
    }

    CompletableFuture<HttpResponse<String>> call(int weight) {
      calls++;
      if (time.epochMillis() / MINUTE != minute) {
        minute = time.epochMillis() / MINUTE;
        used = 0;
      }
      used += weight;
      most = Math.max(most, used);
      HttpResponse<String> answer =
          (random.nextInt(5) == 0 ? FakeAnswer.of(200) : FakeAnswer.used(used)).join();
      CompletableFuture<HttpResponse<String>> future = new CompletableFuture<>();
      time.after(random.nextInt(3_000), () -> future.complete(answer));
      return future;
    }
  }
}
