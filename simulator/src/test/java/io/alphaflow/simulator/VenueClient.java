package io.alphaflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A customer over HTTP, with a signer of its own. */
public final class VenueClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An answer. */
  public record Answer(int status, JsonNode body, java.net.http.HttpHeaders headers) {

    public int code() {
      return body.path("code").asInt();
    }

    public String message() {
      return body.path("msg").asText();
    }

    public String text(String field) {
      return body.path(field).asText();
    }
  }

  /**
   * The default would first try an upgrade to HTTP/2, and now and then wait for its end for ever.
   */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;
  private final String apiKey;
  private final UnaryOperator<String> signer;

  private VenueClient(String base, String apiKey, UnaryOperator<String> signer) {
    this.base = base;
    this.apiKey = apiKey;
    this.signer = signer;
  }

  public static VenueClient hmac(String base, String apiKey, String secret) {
    return new VenueClient(base, apiKey, payload -> hmac(secret, payload));
  }

  public static VenueClient ed25519(String base, String apiKey, PrivateKey key) {
    return new VenueClient(base, apiKey, payload -> ed25519(key, payload));
  }

  public static String hmac(String secret, String payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String ed25519(PrivateKey key, String payload) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(payload.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs with this machine's time. */
  public Answer signed(String method, String path, String query) {
    return signedAt(method, path, query, System.currentTimeMillis());
  }

  public Answer signedAt(String method, String path, String query, long timestamp) {
    String payload = (query.isEmpty() ? "" : query + "&") + "timestamp=" + timestamp;
    String signature = URLEncoder.encode(signer.apply(payload), StandardCharsets.UTF_8);
    return send(method, path, payload + "&signature=" + signature, "");
  }

  /** Sends as it is. */
  public Answer send(String method, String path, String query, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path + (query.isEmpty() ? "" : "?" + query)))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!apiKey.isEmpty()) {
      request.header("X-MBX-APIKEY", apiKey);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()), response.headers());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public Answer get(String path, String query) {
    return send("GET", path, query, "");
  }
}
