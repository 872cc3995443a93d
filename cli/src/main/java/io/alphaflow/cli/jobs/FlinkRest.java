package io.alphaflow.cli.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Flink's REST API: requests and answers as JSON. */
public final class FlinkRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FIRST_ERROR = 400;
  private static final int POLLS = 3;
  private static final long POLL_AGAIN_MILLIS = 500;
  private static final String BOUNDARY = "alphaflow-6f1d0c2b9e";

  private final String base;
  private final Duration patience;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * That of a cluster.
   *
   * @param url of its REST API and web UI
   */
  public FlinkRest(String url) {
    this(url, PATIENCE);
  }

  /**
   * That of a cluster that may hang.
   *
   * @param patience for each answer
   */
  public FlinkRest(String url, Duration patience) {
    this.patience = patience;
    this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** Its address. */
  public String url() {
    return base;
  }

  /** Whether it answers. */
  public boolean answers() {
    try {
      get("/overview");
      return true;
    } catch (UserError e) {
      return false;
    }
  }

  /** Asks for something. */
  public JsonNode get(String path) {
    return send(path, request(path).GET());
  }

  /**
   * Asks while something is waited for: an answer that fails to come once or twice ends nothing.
   */
  JsonNode poll(String path) {
    for (int asked = 1; ; asked++) {
      try {
        return get(path);
      } catch (UserError e) {
        if (asked == POLLS || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(POLL_AGAIN_MILLIS * 1_000_000);
      }
    }
  }

  JsonNode post(String path, JsonNode body) {
    return send(
        path,
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  JsonNode patch(String path) {
    return send(path, request(path).method("PATCH", BodyPublishers.noBody()));
  }

  /**
   * Uploads a jar, unless one of that name is there.
   *
   * @return its id
   */
  String upload(Path jar) throws IOException {
    String name = jar.getFileName().toString();
    for (JsonNode there : get("/jars").path("files")) {
      if (there.path("name").asText().equals(name)) {
        return there.path("id").asText();
      }
    }
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                .formatted(BOUNDARY, name)
            + "Content-Type: application/java-archive\r\n\r\n";
    String tail = "\r\n--" + BOUNDARY + "--\r\n";
    JsonNode answer =
        send(
            "/jars/upload",
            request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> form(head, jar, tail)),
                        head.length() + Files.size(jar) + tail.length())));
    String path = answer.path("filename").asText();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static InputStream form(String head, Path jar, String tail) {
    try {
      return new SequenceInputStream(
          Collections.enumeration(
              List.of(
                  new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)),
                  Files.newInputStream(jar),
                  new ByteArrayInputStream(tail.getBytes(StandardCharsets.UTF_8)))));
    } catch (IOException e) {
      throw new UserError(jar + " cannot be read: " + e.getMessage());
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(patience);
  }

  private JsonNode send(String path, HttpRequest.Builder request) {
    HttpResponse<String> response;
    try {
      response = http.send(request.build(), BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new UserError(
          "no Flink answers at "
              + base
              + ": alphaflow cluster up starts one, --flink names another");
    } catch (HttpTimeoutException e) {
      throw new UserError(
          "Flink at %s does not answer %s within %d s".formatted(base, path, patience.toSeconds()));
    } catch (IOException e) {
      throw new UserError("Flink at " + base + " cannot be asked: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
    if (response.statusCode() >= FIRST_ERROR) {
      throw new UserError("Flink refuses: " + reason(response.body()));
    }
    return tree(response.body());
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text.isBlank() ? "{}" : text);
    } catch (JsonProcessingException e) {
      throw new UserError("that is not Flink: " + shortened(text));
    }
  }

  /** The innermost cause of a Java stack trace says most. */
  private static String reason(String body) {
    JsonNode errors;
    try {
      errors = JSON.readTree(body).path("errors");
    } catch (JsonProcessingException e) {
      return shortened(body);
    }
    String text = "";
    for (JsonNode error : errors) {
      text = error.asText();
    }
    return cause(text);
  }

  /** The last {@code Caused by} of a stack trace, in one line. */
  static String cause(String trace) {
    String found = trace.lines().findFirst().orElse("");
    for (String line : trace.lines().toList()) {
      String stripped = line.strip();
      if (stripped.startsWith("Caused by: ")) {
        found = stripped.substring("Caused by: ".length());
      }
    }
    return shortened(found);
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 400 ? line : line.substring(0, 400) + " ...";
  }
}
