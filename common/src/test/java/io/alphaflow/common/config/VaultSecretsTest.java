package io.alphaflow.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as Vault's API documentation of the key/value engine 2 has it. */
class VaultSecretsTest {

  private static final Secret SECRET = new Secret("${vault:secret/alphaflow/binance#apiSecret}");
  private static final String TOKEN = "hvs.token-of-the-test";

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private String value = "first";
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/", this::answer);
    server.start();
    environment.put("VAULT_ADDR", "http://127.0.0.1:" + server.getAddress().getPort());
    environment.put("VAULT_TOKEN", TOKEN);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    int status = 200;
    String body =
        """
        {"request_id": "1", "lease_id": "", "renewable": false, "lease_duration": 0,
         "data": {"data": {"apiKey": "key", "apiSecret": "%s"},
                  "metadata": {"created_time": "2026-01-01T00:00:00Z", "version": 2}},
         "wrap_info": null, "warnings": null, "auth": null}
        """
            .formatted(value);
    if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
      status = 403;
      body = "{\"errors\": [\"permission denied\", \"" + value + "\"]}";
    } else if (!exchange.getRequestURI().getPath().equals("/v1/secret/data/alphaflow/binance")) {
      status = 404;
      body = "{\"errors\": []}";
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void readsTheKeyOfASecretAndItsNewValue() {
    assertThat(SECRET.resolve(environment)).isEqualTo("first");
    value = "second";
    assertThat(SECRET.resolve(environment)).isEqualTo("second");
  }

  @Test
  void takesTheTokenThatAnAgentWrites() throws IOException {
    environment.remove("VAULT_TOKEN");
    Path file = folder.resolve("token");
    environment.put("VAULT_TOKEN_FILE", file.toString());
    assertThatThrownBy(() -> SECRET.resolve(environment))
        .hasMessageContaining("neither VAULT_TOKEN nor the file " + file);
    Files.writeString(file, TOKEN + "\n");
    assertThat(SECRET.resolve(environment)).isEqualTo("first");
  }

  @Test
  void saysWhatIsWrongWithoutTheTokenOrTheAnswer() {
    environment.put("VAULT_TOKEN", "hvs.another");
    assertThatThrownBy(() -> SECRET.resolve(environment))
        .hasMessageContaining(SECRET.reference())
        .hasMessageContaining("403")
        .satisfies(VaultSecretsTest::hasNoSecret);
    environment.put("VAULT_TOKEN", TOKEN);
    assertThatThrownBy(() -> new Secret("${vault:secret/other#apiSecret}").resolve(environment))
        .hasMessageContaining("404");
    assertThatThrownBy(() -> new Secret("${vault:secret/alphaflow/binance#x}").resolve(environment))
        .hasMessageContaining("Vault has no ${vault:secret/alphaflow/binance#x}")
        .satisfies(VaultSecretsTest::hasNoSecret);
    environment.remove("VAULT_ADDR");
    assertThatThrownBy(() -> SECRET.resolve(environment)).hasMessageContaining("VAULT_ADDR");
  }

  @Test
  void saysThatNobodyAnswers() {
    server.stop(0);
    assertThatThrownBy(() -> SECRET.resolve(environment))
        .hasMessageContaining("no answer from " + environment.get("VAULT_ADDR"))
        .satisfies(VaultSecretsTest::hasNoSecret);
  }

  private static void hasNoSecret(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString()).doesNotContain("first", "hvs.");
    }
  }
}
