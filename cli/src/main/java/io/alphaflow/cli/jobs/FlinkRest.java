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
import java.net.http.HttpConnectTimeoutException;
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

  /** Flink's answer while no JobManager leads. */
  private static final int NO_LEADER = 503;

  /** Longer than the dead one is believed in (flink-conf/cluster-ha) and the new one begins. */
  private static final Duration ELECTION = Duration.ofSeconds(40);

  private static final int POLLS = 3;
  private static final long POLL_AGAIN_MILLIS = 500;
  private static final String BOUNDARY = "alphaflow-6f1d0c2b9e";

  private final Duration patience;
  private final List<String> bases;
  private volatile String base;
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
    this(List.of(url), PATIENCE);
  }

  /**
   * That of a cluster with high availability: each of its JobManagers answers for the one that
   * leads, and while none does they are asked again.
   *
   * @param urls of the REST API of each JobManager
   */
  public FlinkRest(List<String> urls) {
    this(urls, PATIENCE);
  }

  /**
   * That of a cluster that may hang.
   *
   * @param patience for each answer
   */
  public FlinkRest(List<String> urls, Duration patience) {
    this.patience = patience;
    this.bases =
        urls.stream().map(u -> u.endsWith("/") ? u.substring(0, u.length() - 1) : u).toList();
    this.base = bases.get(0);
  }

  /** Those that a person lists with commas between them. */
  public static List<String> addresses(String listed) {
    return List.of(listed.strip().split("\\s*,\\s*"));
  }

  /** The address that answered last. */
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
    return send(path, request().GET());
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
        request()
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  JsonNode patch(String path) {
    return send(path, request().method("PATCH", BodyPublishers.noBody()));
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
            request()
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

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder().timeout(patience);
  }

  private JsonNode send(String path, HttpRequest.Builder request) {
    long end = System.nanoTime() + (bases.size() > 1 ? ELECTION.toNanos() : 0);
    while (true) {
      HttpResponse<String> response = sendToAny(path, request);
      if (response.statusCode() == NO_LEADER && System.nanoTime() < end) {
        LockSupport.parkNanos(POLL_AGAIN_MILLIS * 1_000_000);
      } else if (response.statusCode() >= FIRST_ERROR) {
        throw new UserError("Flink refuses: " + reason(response.body()));
      } else {
        return tree(response.body());
      }
    }
  }

  /** One that cannot be reached has not heard the request, so that another may be asked. */
  private HttpResponse<String> sendToAny(String path, HttpRequest.Builder request) {
    for (int asked = 1; ; asked++) {
      try {
        return sendToOne(path, request.uri(URI.create(base + path)).build());
      } catch (ConnectException e) {
        if (asked == bases.size()) {
          throw new UserError(
              "no Flink answers at "
                  + String.join(" or ", bases)
                  + ": alphaflow cluster up starts one, --flink names another");
        }
        base = bases.get((bases.indexOf(base) + 1) % bases.size());
      }
    }
  }

  private HttpResponse<String> sendToOne(String path, HttpRequest request) throws ConnectException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw e;
    } catch (HttpConnectTimeoutException e) {
      throw new ConnectException(e.getMessage());
    } catch (HttpTimeoutException e) {
      throw new UserError(
          "Flink at %s does not answer %s within %d s".formatted(base, path, patience.toSeconds()));
    } catch (IOException e) {
      throw new UserError("Flink at " + base + " cannot be asked: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
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
