package io.alphaflow.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.backtest.BacktestTopology;
import io.alphaflow.cli.UsageError;
import io.alphaflow.cli.UserError;
import io.alphaflow.runtime.Folders;
import io.alphaflow.signals.CatalogSource;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.RemoteStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A session cluster that runs elsewhere, spoken to through its REST interface. It needs nothing of
 * AlphaFlow: each job brings its jars, those of the plugins folder too.
 */
final class RemoteFlink implements FlinkTarget {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI url;
  private final Path work;
  private final List<Path> jars;
  private final int slots;

  /**
   * Looks for it.
   *
   * @param url {@code http://HOST:PORT}
   * @param wanted slots, 0 for all that are free
   * @throws UserError when it is not there, of another version, or has too few slots
   */
  RemoteFlink(String url, int wanted, Path plugins) throws IOException, InterruptedException {
    this.url = parse(url);
    this.slots = slots(overview(), wanted);
    this.work = Files.createTempDirectory("backtest-jars");
    try {
      this.jars = JobJars.of(System.getProperty("java.class.path"), plugins, work);
    } catch (IOException | RuntimeException e) {
      Folders.delete(work);
      throw e;
    }
  }

  private static URI parse(String text) {
    try {
      URI url = URI.create(text);
      if ("http".equals(url.getScheme()) && url.getHost() != null && url.getPort() > 0) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new UsageError(
        "--flink " + text + ": expected http://HOST:PORT, such as that of Flink's web UI");
  }

  private JsonNode overview() throws InterruptedException {
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(url.resolve("/overview")).timeout(PATIENCE).build(),
                  HttpResponse.BodyHandlers.ofString());
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UserError("--flink %s: no Flink answers there (%s)".formatted(url, e));
    }
  }

  private int slots(JsonNode overview, int wanted) {
    String own = EnvironmentInformation.getVersion();
    String version = overview.path("flink-version").asText("unknown");
    if (!minor(version).equals(minor(own))) {
      throw new UserError(
          "--flink %s: Flink is %s there, the job is made for %s".formatted(url, version, own));
    }
    int free = overview.path("slots-available").asInt();
    if (free < Math.max(1, wanted)) {
      throw new UserError(
          "--flink %s: %d of its %d slots are free, %d are wanted (--threads)"
              .formatted(url, free, overview.path("slots-total").asInt(), Math.max(1, wanted)));
    }
    return wanted == 0 ? free : wanted;
  }

  private static String minor(String version) {
    return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public StreamExecutionEnvironment environment() {
    return new RemoteStreamEnvironment(
        url.getHost(),
        url.getPort(),
        BacktestTopology.settings(),
        jars.stream().map(Path::toString).toArray(String[]::new),
        new URL[0]);
  }

  @Override
  public CatalogSource catalog() {
    return CatalogSource.classPath();
  }

  @Override
  public void close() throws IOException {
    Folders.delete(work);
  }
}
