package io.alphaflow.cli.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConfigCheckTest {

  private static String demo() throws Exception {
    try (InputStream in = ConfigCheckTest.class.getResourceAsStream("/demo-desk.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@SYMBOL@", "BTC/USD")
          .replace("@CURRENCY@", "USD")
          .replace(
              "@OPERATOR_KEY@", "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
    }
  }

  @Test
  void theDemosConfigurationIsSound() throws Exception {
    DeskConfig config = DeskConfig.parse("demo-desk.yaml", demo());
    assertThatCode(() -> ConfigCheck.check(config)).doesNotThrowAnyException();
  }

  @Test
  void mistakesInSeveralSectionsAreToldAtOnce() throws Exception {
    String broken =
        demo()
            .replace("type: ma-cross", "type: ma-crosss")
            .replace("maxOrderValue: 5000", "maxOrderValue: lots")
            .replace("markInterval: 60s", "markInterval: soon");
    DeskConfig config = DeskConfig.parse("my-desk.yaml", broken);
    assertThatThrownBy(() -> ConfigCheck.check(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("my-desk.yaml")
        .hasMessageContaining("ma-crosss")
        .hasMessageContaining("risk.limits.default.maxOrderValue: \"lots\"")
        .hasMessageContaining("pnl.markInterval: \"soon\"");
  }
}
