package io.alphaflow.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.local.VenueFacts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The simulated exchange in its own process, by its admin API. */
public final class Exchange implements VenueFacts {

  private static final int OK = 200;
  private static final Set<String> OPEN = Set.of("NEW", "PARTIALLY_FILLED");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private Exchange(String url) {
    this.url = url;
  }

  static Exchange at(String url) {
    return new Exchange(url);
  }

  /** Whether it can be asked. */
  public boolean answers() {
    try {
      playback();
      return true;
    } catch (UserError e) {
      return false;
    }
  }

  private JsonNode playback() {
    return ask("/admin/playback", null);
  }

  /** Lets the trades happen from here on. */
  void play() {
    ask("/admin/playback", "{\"playing\": true}");
  }

  /**
   * Makes trades at once, whether or not they are due.
   *
   * @return how many it has made by then
   */
  public long step(long trades) {
    return ask("/admin/playback", "{\"step\": " + trades + "}").path("tradesSent").asLong();
  }

  /** Lets trades happen only when they are asked for. */
  public void pause() {
    ask("/admin/playback", "{\"playing\": false}");
  }

  boolean isPlaying() {
    return playback().path("playing").asBoolean();
  }

  /** Trades that it has made. */
  public long sent() {
    return playback().path("tradesSent").asLong();
  }

  @Override
  public long total() {
    return playback().path("total").asLong();
  }

  @Override
  public boolean finished() {
    return playback().path("finished").asBoolean();
  }

  /** Orders that neither filled nor ended. */
  public int openOrders() {
    int open = 0;
    for (JsonNode order : ask("/admin/ledger", null).path("orders")) {
      open += OPEN.contains(order.path("status").asText()) ? 1 : 0;
    }
    return open;
  }

  @Override
  public List<String> clientOrderIds() {
    List<String> ids = new ArrayList<>();
    ask("/admin/ledger", null)
        .path("orders")
        .forEach(order -> ids.add(order.path("clientOrderId").asText()));
    return ids;
  }

  private JsonNode ask(String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10));
    if (body != null) {
      request.PUT(BodyPublishers.ofString(body));
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() != OK) {
        throw new UserError("the exchange refuses " + path + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UserError("no simulated exchange answers at " + url);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
  }
}
