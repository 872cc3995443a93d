package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.simulator.faults.Fault;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.journal.JournalFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each fault as a client sees it: one trade a second of market time, 100 trades in 1 s. */
@Timeout(60)
class FaultsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TRADES = 100;

  private SimulatedExchange exchange;
  private VenueClient client;

  @BeforeEach
  void start() {
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD)
                .withSpeed(100)
                .withLimits(
                    VenueLimits.DEFAULT.withConnections(
                        ConnectionLimits.DEFAULT.withPings(
                            Duration.ofMillis(300), Duration.ofSeconds(60)))),
            List.of(TestMarket.longRecording(TRADES)));
    client = VenueClient.hmac(exchange.restUrl(), "", "");
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  private void faults(String rules) {
    exchange.faults(FaultScenario.parse("{seed: 11, faults: [" + rules + "]}"));
  }

  private RawSocket trades() {
    return RawSocket.open(exchange.streamUrl() + "/ws/btcusd@trade");
  }

  private void playToEnd() {
    exchange.play();
    while (!exchange.progress().finished()) {
      Thread.onSpinWait();
    }
  }

  private long count(Fault fault) {
    return exchange.faultCounts().getOrDefault(fault, 0L);
  }

  private static long id(String frame) throws Exception {
    return JSON.readTree(frame).path("t").asLong();
  }

  private static List<Long> ids(List<String> frames) throws Exception {
    List<Long> out = new ArrayList<>();
    for (String frame : frames) {
      out.add(id(frame));
    }
    return out;
  }

  @Test
  void dropsAndDuplicatesTheSameFramesForTheSameSeed() throws Exception {
    faults("{fault: drop, rate: 0.2}, {fault: duplicate, rate: 0.2}");
    try (RawSocket socket = trades()) {
      playToEnd();
      int expected = (int) (TRADES - count(Fault.DROP) + count(Fault.DUPLICATE));
      List<Long> heard = ids(socket.next(expected));
      assertThat(count(Fault.DROP)).isBetween(5L, 40L);
      assertThat(count(Fault.DUPLICATE)).isBetween(5L, 40L);
      assertThat(heard.stream().distinct().count()).isEqualTo(TRADES - count(Fault.DROP));
      assertThat(heard).isSorted();
    }
  }

  @Test
  void theSameSeedMakesTheSameStream() throws Exception {
    String rules =
        "{fault: drop, rate: 0.1}, {fault: duplicate, rate: 0.1}, {fault: truncate, rate: 0.05},"
            + " {fault: garbage, rate: 0.05}, {fault: reorder, rate: 0.1}";
    List<String> first = hearAll(rules);
    stop();
    start();
    assertThat(hearAll(rules)).isEqualTo(first);
  }

  private List<String> hearAll(String rules) throws Exception {
    faults(rules);
    try (RawSocket socket = trades()) {
      playToEnd();
      return socket.next((int) (TRADES - count(Fault.DROP) + count(Fault.DUPLICATE)));
    }
  }

  @Test
  void changesPlacesOfFramesAndLosesNone() throws Exception {
    faults("{fault: reorder, rate: 0.2}");
    try (RawSocket socket = trades()) {
      playToEnd();
      List<Long> heard = ids(socket.next(TRADES));
      assertThat(heard).doesNotHaveDuplicates();
      long steps = IntStream.range(1, TRADES).filter(i -> heard.get(i) < heard.get(i - 1)).count();
      assertThat(steps).isBetween(1L, count(Fault.REORDER));
    }
  }

  @Test
  void delaysFramesSoThatOthersPassThem() throws Exception {
    faults("{fault: delay, atFrame: 5, min: 200ms, max: 200ms}");
    try (RawSocket socket = trades()) {
      exchange.play();
      List<Long> heard = ids(socket.next(TRADES));
      assertThat(heard).doesNotHaveDuplicates();
      assertThat(heard.indexOf(5L)).as("others passed it").isGreaterThan(5);
    }
  }

  @Test
  void truncatesFramesAndSendsWhatIsNotJson() throws Exception {
    faults("{fault: truncate, atFrame: 3}, {fault: garbage, atFrame: 5}");
    try (RawSocket socket = trades()) {
      exchange.play();
      List<String> heard = socket.next(6);
      assertThat(id(heard.get(1))).isEqualTo(2);
      assertThat(heard.get(2)).startsWith("{").doesNotEndWith("}");
      assertThatThrownBy(() -> id(heard.get(2))).isInstanceOf(Exception.class);
      assertThat(heard.get(4)).doesNotContain("\"t\":");
      assertThat(id(heard.get(5))).isEqualTo(6);
    }
  }

  @Test
  void losesDepthUpdatesInARowAndNothingElse() throws Exception {
    faults("{fault: depth-gap, atFrame: 10, frames: 3}");
    try (VenueSocket socket =
        VenueSocket.open(exchange.streamUrl() + "/stream?streams=btcusd@depth@100ms")) {
      playToEnd();
      List<JsonNode> events = socket.next(TRADES - 3);
      int gaps = 0;
      for (int i = 1; i < events.size(); i++) {
        long after = events.get(i - 1).path("data").path("u").asLong();
        gaps += events.get(i).path("data").path("U").asLong() == after + 1 ? 0 : 1;
      }
      assertThat(gaps).isEqualTo(1);
      assertThat(count(Fault.DEPTH_GAP)).isEqualTo(3);
    }
  }

  @Test
  void closesWithAndCutsWithoutACloseFrame() throws Exception {
    faults(
        "{fault: close, atFrame: 10, connection: 1}, {fault: reset, atFrame: 10, connection: 2}");
    try (RawSocket closed = trades();
        RawSocket cut = trades();
        RawSocket spared = trades()) {
      playToEnd();
      assertThat(closed.end()).isEqualTo("closed 1001");
      assertThat(cut.end()).isEqualTo("broken");
      assertThat(spared.next(TRADES)).hasSize(TRADES);
      assertThat(closed.waiting()).isEqualTo(9);
    }
  }

  @Test
  void fallsSilentWhilePingsGoOn() throws Exception {
    faults("{fault: stall, atFrame: 10, for: forever}");
    try (RawSocket socket = trades()) {
      playToEnd();
      socket.next(9);
      Thread.sleep(800);
      assertThat(socket.waiting()).isZero();
      assertThat(socket.isOpen()).isTrue();
      assertThat(socket.pings()).isGreaterThanOrEqualTo(2);
      assertThat(count(Fault.STALL)).isEqualTo(1);
    }
  }

  @Test
  void comesBackAfterAStallOfSomeTimeWithoutWhatWasMissed() throws Exception {
    faults("{fault: stall, atFrame: 10, for: 300ms, symbol: BTCUSD}");
    try (RawSocket socket = trades()) {
      exchange.play();
      List<Long> heard = ids(socket.next(20));
      assertThat(heard.get(8)).isEqualTo(9);
      assertThat(heard.get(9)).as("the first after what was missed").isGreaterThan(11L);
    }
  }

  @Test
  void saysServerShutdownAndClosesALittleLater() throws Exception {
    faults("{fault: shutdown, after: 100ms, closeAfter: 300ms}");
    try (RawSocket raw = trades();
        RawSocket combined = RawSocket.open(exchange.streamUrl() + "/stream")) {
      // Connections opened later than the scenario are told as well.
      JsonNode event = JSON.readTree(raw.next());
      assertThat(event.path("e").asText()).isEqualTo("serverShutdown");
      assertThat(JSON.readTree(combined.next()).path("stream").asText())
          .isEqualTo("!serverShutdown");
      assertThat(raw.isOpen()).isTrue();
      assertThat(raw.end()).isEqualTo("closed 1001");
    }
  }

  @Test
  void refusesRequestsWithTheVenuesBodyAndRetryAfter() {
    faults(
        "{fault: too-many-requests, atRequest: 2, requests: 2, retryAfter: 3s},"
            + " {fault: banned, atRequest: 4, retryAfter: 1500ms},"
            + " {fault: server-error, atRequest: 6, status: 502}");
    assertThat(client.get("/api/v3/time", "").status()).isEqualTo(200);
    for (int i = 0; i < 2; i++) {
      VenueClient.Answer refused = client.get("/api/v3/time", "");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo(-1003);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("3");
    }
    VenueClient.Answer banned = client.get("/api/v3/time", "");
    assertThat(banned.status()).isEqualTo(418);
    assertThat(banned.code()).isEqualTo(-1003);
    assertThat(banned.message()).contains("IP banned until 1");
    assertThat(banned.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(client.get("/api/v3/time", "").status()).isEqualTo(200);
    assertThatThrownBy(() -> client.get("/api/v3/time", ""))
        .hasMessageContaining("Unexpected character ('<'");
    assertThat(count(Fault.TOO_MANY_REQUESTS)).isEqualTo(2);
  }

  @Test
  void takesARequestAndNeverAnswers() {
    faults("{fault: timeout, atRequest: 1}");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(exchange.restUrl() + "/api/v3/ping"))
            .timeout(Duration.ofMillis(500))
            .build();
    assertThatThrownBy(
            () -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(client.get("/api/v3/ping", "").status()).isEqualTo(200);
  }

  @Test
  void answersWithABookOfThePastForSomeRequests() {
    faults("{fault: stale-depth, atRequest: 2, updates: 20, requests: 2}");
    playToEnd();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(client.get("/api/v3/depth", "symbol=BTCUSD").body().path("lastUpdateId").asLong());
    }
    assertThat(ids).containsExactly(100L, 80L, 80L, 100L);
  }

  @Test
  void tellsTheWrongTime() {
    faults("{fault: clock-skew, offset: -90s}");
    long told = client.get("/api/v3/time", "").body().path("serverTime").asLong();
    assertThat(told - System.currentTimeMillis()).isBetween(-95_000L, -85_000L);
  }

  @Test
  void oldTradesCannotBeHadAnyMore() {
    playToEnd();
    faults("{fault: old-trades, keep: 30, answer: later}");
    JsonNode page = client.get("/api/v3/historicalTrades", "symbol=BTCUSD&fromId=5").body();
    assertThat(page.path(0).path("id").asLong()).isEqualTo(71);
    assertThat(
            client
                .get("/api/v3/aggTrades", "symbol=BTCUSD&fromId=5")
                .body()
                .path(0)
                .path("a")
                .asLong())
        .isEqualTo(71);
    faults("{fault: old-trades, below: 90, answer: refuse}");
    assertThat(client.get("/api/v3/historicalTrades", "symbol=BTCUSD&fromId=89").code())
        .isEqualTo(-1130);
    assertThat(client.get("/api/v3/historicalTrades", "symbol=BTCUSD&fromId=90").body())
        .hasSize(11);
  }

  @Test
  void faultsOfTheStartAreThereWhenAJournalPlaysOn(@TempDir Path folder) throws Exception {
    Path journal = folder.resolve("exchange.journal");
    String faults = "{\"seed\":5,\"faults\":[{\"fault\":\"drop\",\"rate\":1}]}";
    SimulatorOptions options = SimulatorOptions.of(BTCUSD).withFaults(FaultScenario.parse(faults));
    List<Recording> market = List.of(TestMarket.longRecording(TRADES));
    try (SimulatedExchange first =
        SimulatedExchange.start(options, market, List.of(), JournalFile.open(journal, 0))) {
      first.play();
    }
    try (SimulatedExchange again =
        SimulatedExchange.start(options, market, List.of(), JournalFile.open(journal, 0))) {
      VenueClient admin = VenueClient.hmac(again.restUrl(), "", "");
      assertThat(admin.get("/admin/playback", "").body().path("playing").asBoolean()).isTrue();
      assertThat(admin.get("/admin/faults", "").body().path("scenario"))
          .isEqualTo(JSON.readTree(faults));
    }
  }

  @Test
  void faultsAreChangedShownAndStoppedOverHttp() throws Exception {
    String scenario =
        "{\"seed\":5,\"faults\":[{\"fault\":\"drop\",\"rate\":1},{\"fault\":\"timeout\",\"rate\":0}]}";
    VenueClient.Answer refused = client.send("PUT", "/admin/faults", "", scenario);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("errors").path(0).asText())
        .startsWith("faults[1]: nothing starts it");
    String good = "{\"seed\":5,\"faults\":[{\"fault\":\"drop\",\"rate\":1}]}";
    VenueClient.Answer taken = client.send("PUT", "/admin/faults", "", good);
    assertThat(taken.body().path("scenario")).isEqualTo(JSON.readTree(good));
    try (RawSocket socket = trades()) {
      exchange.play();
      while (exchange.progress().tradesSent() < 10) {
        Thread.onSpinWait();
      }
      assertThat(socket.waiting()).isZero();
      assertThat(client.get("/admin/faults", "").body().path("counts").path("drop").asLong())
          .isGreaterThanOrEqualTo(10);
      VenueClient.Answer stopped = client.send("DELETE", "/admin/faults", "", "");
      assertThat(stopped.body().path("scenario").isNull()).isTrue();
      long dropped = stopped.body().path("counts").path("drop").asLong();
      assertThat(id(socket.next())).isEqualTo(dropped + 1);
    }
  }
}
