package io.alphaflow.common.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Secrets in the properties of a Kafka client: the client itself asks for what a reference stands
 * for, when it is made and where it is made, so that neither the configuration nor the graph of a
 * job, which Flink stores, ever holds one. The references are those of {@link Secret}.
 */
public final class KafkaSecrets implements ConfigProvider {

  private static final String PROVIDERS = "config.providers";
  private static final String KIND = "kind";
  private static final List<String> KINDS = List.of("env", "file", "vault");

  private static final Set<String> SECRETS =
      Set.of(
          "ssl.keystore.password",
          "ssl.key.password",
          "ssl.truststore.password",
          "ssl.keystore.key",
          "sasl.oauthbearer.client.credentials.client.secret",
          "sasl.oauthbearer.assertion.private.key.passphrase");

  private static final Pattern OURS = Pattern.compile("\\$\\{(?:" + String.join("|", KINDS) + "):");

  /** A word of a JAAS entry that is a secret and is written out. */
  private static final Pattern WRITTEN_OUT =
      Pattern.compile("(?i)(?:password|secret)\\s*=\\s*[\"']?(?!\\$\\{)[^\"'\\s;]");

  private String kind = "";

  /** For Kafka, which makes one for each kind of reference. */
  public KafkaSecrets() {}

  /** Whether a property holds a secret that should be a reference. */
  static boolean isWrittenOut(String key, String value) {
    return key.equals("sasl.jaas.config")
        ? WRITTEN_OUT.matcher(value).find()
        : SECRETS.contains(key) && !value.contains("${");
  }

  /**
   * Lets a client that has these properties find its secrets.
   *
   * @return false when it has providers of its own, and references that only ours resolve
   */
  static boolean provide(Properties client) {
    if (client.values().stream().noneMatch(value -> OURS.matcher(value.toString()).find())) {
      return true;
    }
    if (client.containsKey(PROVIDERS)) {
      return false;
    }
    client.setProperty(PROVIDERS, String.join(",", KINDS));
    for (String kind : KINDS) {
      client.setProperty(PROVIDERS + "." + kind + ".class", KafkaSecrets.class.getName());
      client.setProperty(PROVIDERS + "." + kind + ".param." + KIND, kind);
    }
    return true;
  }

  @Override
  public void configure(Map<String, ?> settings) {
    kind = settings.get(KIND).toString();
  }

  @Override
  public ConfigData get(String path) {
    return new ConfigData(Map.of());
  }

  @Override
  public ConfigData get(String path, Set<String> names) {
    Map<String, String> values = new HashMap<>();
    for (String name : names) {
      String place = path == null || path.isEmpty() ? name : path + ":" + name;
      values.put(name, new Secret("${" + kind + ":" + place + "}").resolve());
    }
    return new ConfigData(values);
  }

  @Override
  public void close() {}
}
