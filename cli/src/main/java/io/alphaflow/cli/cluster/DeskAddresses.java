package io.alphaflow.cli.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses in the desk's configuration, when the cluster starts again on other ports. */
final class DeskAddresses {

  private static final Pattern ADDRESS = Pattern.compile("(?<![0-9.])127\\.0\\.0\\.1:(\\d+)");

  private DeskAddresses() {}

  /**
   * The configuration with the ports of now; all else in it, a person may have changed.
   *
   * @param before what the configuration was written for
   */
  static String moved(String yaml, ClusterSettings before, ClusterSettings now) {
    Map<String, Integer> ports = new HashMap<>();
    put(ports, before.kafkaPort(), now.kafkaPort());
    put(ports, before.databasePort(), now.databasePort());
    put(ports, before.exchangePort(), now.exchangePort());
    return ADDRESS
        .matcher(yaml)
        .replaceAll(
            found -> {
              Integer port = ports.get(found.group(1));
              return Matcher.quoteReplacement(port == null ? found.group() : "127.0.0.1:" + port);
            });
  }

  private static void put(Map<String, Integer> ports, int before, int now) {
    if (before != 0 && now != 0) {
      ports.put(Integer.toString(before), now);
    }
  }
}
