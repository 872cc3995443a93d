package io.alphaflow.pnl;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.ledger.CostMethod;
import io.alphaflow.pnl.book.DayCut;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the P&amp;L job is told, section {@code pnl}.
 *
 * @param markInterval logical time between two snapshots that only marks caused; at least 1 ms
 * @param currencies the currency of each account
 * @param journalPartitions how many partitions the journal has
 * @param costMethod how the cost of closed quantity is chosen
 * @param costMethods by account, where it is another one
 * @param dayCut where trading days end
 */
public record PnlOptions(
    Duration markInterval,
    Map<String, String> currencies,
    int journalPartitions,
    CostMethod costMethod,
    Map<String, CostMethod> costMethods,
    DayCut dayCut)
    implements Serializable {

  /** With average cost and UTC days. */
  public PnlOptions(Duration markInterval, Map<String, String> currencies, int journalPartitions) {
    this(
        markInterval,
        currencies,
        journalPartitions,
        CostMethod.AVERAGE,
        Map.of(),
        DayCut.UTC_MIDNIGHT);
  }

  /**
   * Reads {@code pnl: {markInterval: 60s, costMethod: average, costMethods: {main: fifo}, dayCut:
   * "00:00", dayZone: UTC}}; but for {@code costMethods} that is also the default.
   */
  public static PnlOptions read(DeskConfig config) {
    return config.read(
        root -> {
          ConfigNode pnl = root.section("pnl");
          Duration interval = pnl.duration("markInterval", Duration.ofSeconds(60));
          if (interval.isZero()) {
            pnl.error("markInterval", "0", "a time span above zero such as 60s");
          }
          CostMethod method = pnl.choice("costMethod", CostMethod.class, CostMethod.AVERAGE);
          Map<String, CostMethod> methods =
              methods(pnl.section("costMethods"), config.currencies(), method);
          DayCut cut = cut(pnl);
          pnl.refuseUnknownKeys();
          return new PnlOptions(
              interval,
              config.currencies(),
              config.kafka().journalPartitions(),
              method,
              methods,
              cut);
        });
  }

  private static Map<String, CostMethod> methods(
      ConfigNode node, Map<String, String> accounts, CostMethod otherwise) {
    Map<String, CostMethod> methods = new TreeMap<>();
    for (String account : accounts.keySet()) {
      CostMethod method = node.choice(account, CostMethod.class, otherwise);
      if (method != otherwise) {
        methods.put(account, method);
      }
    }
    node.refuseUnknownKeys();
    return methods;
  }

  private static DayCut cut(ConfigNode pnl) {
    String time = pnl.string("dayCut", "00:00");
    String zone = pnl.string("dayZone", "UTC");
    DayCut cut = DayCut.UTC_MIDNIGHT;
    try {
      cut = new DayCut(LocalTime.parse(time), cut.zone());
    } catch (DateTimeException e) {
      pnl.error("dayCut", time, "a time of day such as 17:00");
    }
    try {
      return new DayCut(cut.time(), ZoneId.of(zone));
    } catch (DateTimeException e) {
      pnl.error("dayZone", zone, "a time zone such as UTC or America/New_York");
      return cut;
    }
  }

  /** How the cost of an account's closed quantity is chosen. */
  public CostMethod costMethod(String account) {
    return costMethods.getOrDefault(account, costMethod);
  }

  /** The mark interval in microseconds. */
  public long markIntervalMicros() {
    return markInterval.toMillis() * 1_000;
  }
}
