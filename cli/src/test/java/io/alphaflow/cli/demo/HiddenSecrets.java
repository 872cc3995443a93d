package io.alphaflow.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks for the secrets of a local desk where none may be. */
final class HiddenSecrets {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONG_ENOUGH = 16;

  private final Map<String, String> secrets = new TreeMap<>();
  private final Path home;

  private HiddenSecrets(Path home) {
    this.home = home;
  }

  /** Those of the desk that ran with this home. */
  static HiddenSecrets of(Path home) throws IOException {
    HiddenSecrets hidden = new HiddenSecrets(home);
    for (Path file : files(home)) {
      if (isSecret(file)) {
        String text = Files.readString(file).strip();
        for (String line : text.split("\n")) {
          if (line.length() >= LONG_ENOUGH && !line.startsWith("-----")) {
            hidden.secrets.put(file.getFileName() + " #" + hidden.secrets.size(), line);
          }
        }
      }
    }
    assertThat(hidden.secrets).as("key, secret, password and a private key").hasSizeGreaterThan(3);
    return hidden;
  }

  private static boolean isSecret(Path file) {
    return file.getParent().getFileName().toString().equals("secrets")
        || file.toString().endsWith(".pem");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Looks at every file: logs, topics, checkpoints, tables, what was printed. */
  void areInNoFile() throws IOException {
    int looked = 0;
    for (Path file : files(home)) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (!isSecret(file) && !secrets.containsValue(text.strip())) {
        isHiddenIn(file.toString(), text);
        looked++;
      }
    }
    assertThat(looked).isGreaterThan(20);
  }

  /** Looks at what Flink's web interface shows of cluster and jobs. */
  void areNotInTheUi(String url) throws IOException, InterruptedException {
    List<String> pages =
        new ArrayList<>(
            List.of(
                "/config",
                "/overview",
                "/jobs/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/metrics",
                "/taskmanagers"));
    JsonNode jobs = JSON.readTree(get(url + "/jobs/overview")).get("jobs");
    assertThat(jobs).isNotEmpty();
    for (JsonNode job : jobs) {
      for (String page : List.of("", "/config", "/plan", "/exceptions", "/checkpoints")) {
        pages.add("/jobs/" + job.get("jid").asText() + page);
      }
    }
    for (String page : pages) {
      isHiddenIn(page, get(url + page));
    }
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(url).isEqualTo(200);
    return answer.body();
  }

  private void isHiddenIn(String where, String text) {
    // Not the text: a failure would print the secret.
    secrets.forEach(
        (name, secret) -> assertThat(text.contains(secret)).as(name + " in " + where).isFalse());
  }
}
