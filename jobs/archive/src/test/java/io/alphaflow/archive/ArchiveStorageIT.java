package io.alphaflow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.alphaflow.runtime.DatabaseOptions.Preference;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hourly and daily views, retention and compression on each edition. The Community edition is taken
 * from {@code ALPHAFLOW_COMMUNITY_URL}, an empty database that is used up; without it that part is
 * skipped.
 */
@Timeout(150)
class ArchiveStorageIT {

  private static final String COMMUNITY = "ALPHAFLOW_COMMUNITY_URL";

  /** Three days of one-minute bars and P&amp;L, the last ending now. */
  private static final String FILL =
      """
      INSERT INTO bars
      SELECT 'sim', 'BTC/USD', '1m', t, i, t + interval '1 minute', 800 + i % 7, 810 + i % 11, 790 - i % 5,
             801 + i % 3, 1.5, 1200, 3, 0.5, i
      FROM generate_series(1, 3 * 1440) AS i,
           LATERAL (SELECT date_trunc('day', now()) - interval '2 days' + i * interval '1 minute') AS x (t);
      INSERT INTO pnl
      SELECT 'main', i, date_trunc('day', now()) - interval '2 days' + i * interval '10 minutes', 'MARK', 'USD',
             1000, 1000 + i % 13, i, 2, 3, 4, 1100, i % 17
      FROM generate_series(1, 400) AS i;
      INSERT INTO trades
      SELECT 'sim', 'BTC/USD', now() + interval '1 hour' - i * interval '1 day', i, 800, 1, false, now()
      FROM generate_series(0, 99) AS i;
      """;

  private static final StorageOptions RETENTION =
      new StorageOptions(
          true,
          Duration.ofDays(7),
          new TreeMap<>(Map.of("trades", Duration.ofDays(30), "bars", Duration.ofDays(90))));

  @TempDir Path folder;

  @Test
  void prunesRowsOfPlainPostgres() throws Exception {
    try (ArchiveDatabase database = ArchiveDatabase.migrated(folder, Preference.EMBEDDED)) {
      database.run(FILL);
      assertViews(database);
      assertThat(prune(database, Edition.NONE)).isEqualTo(Map.of("bars", 0L, "trades", 69L));
      assertThat(database.count("trades")).isEqualTo(31);
    }
  }

  @Test
  void prunesChunksOfTheApacheEdition() throws Exception {
    try (ArchiveDatabase database = startTimescale()) {
      assertThat(database.migrate()).isEqualTo(Edition.APACHE);
      database.run(FILL);
      assertViews(database);
      // A chunk goes when all of it is too old.
      assertThat(prune(database, Edition.APACHE).get("trades")).isBetween(68L, 69L);
      assertThat(database.count("trades")).isBetween(31L, 32L);
    }
  }

  @Test
  void setsThePoliciesOfTheCommunityEditionAndKeepsTheViewsTheSame() throws Exception {
    String url = System.getenv(COMMUNITY);
    if (url == null) {
      abort("no database of the Community edition: " + COMMUNITY + " is not set");
    }
    try (ArchiveDatabase database = ArchiveDatabase.external(folder, url)) {
      assertThat(database.migrate()).isEqualTo(Edition.TIMESCALE);
      database.run(FILL);
      assertViews(database);
      database.run("CALL refresh_continuous_aggregate('bars_hourly_aggregate', NULL, NULL)");
      database.run("CALL refresh_continuous_aggregate('pnl_daily_aggregate', NULL, NULL)");
      assertViews(database);
      apply(database, RETENTION);
      apply(database, RETENTION);
      assertThat(policies(database))
          .isEqualTo(
              "policy_compression 10 policy_refresh_continuous_aggregate 4 policy_retention 2");
      database.run(
          "DO $$ DECLARE j int; BEGIN FOR j IN SELECT job_id FROM timescaledb_information.jobs"
              + " WHERE proc_name IN ('policy_compression', 'policy_retention') LOOP CALL run_job(j);"
              + " END LOOP; END $$");
      assertThat(database.count("trades")).isBetween(31L, 32L);
      assertThat(database.count("timescaledb_information.chunks WHERE is_compressed")).isPositive();
      // A replay into compressed chunks changes nothing; a row that lacked lands.
      database.run(
          "INSERT INTO trades SELECT venue, symbol, exchange_time, trade_id, 1, 1, true, now()"
              + " FROM trades ON CONFLICT DO NOTHING");
      database.run(
          "INSERT INTO trades SELECT venue, symbol, exchange_time, trade_id + 1000, 1, 1, true, now()"
              + " FROM trades ON CONFLICT DO NOTHING");
      assertThat(database.count("trades WHERE price = 800")).isBetween(31L, 32L);
      assertThat(database.count("trades WHERE price = 1")).isBetween(31L, 32L);
      assertViews(database);
      apply(database, new StorageOptions(false, Duration.ZERO, new TreeMap<>()));
      assertThat(policies(database)).isEmpty();
    }
  }

  private static String policies(ArchiveDatabase database) throws Exception {
    return database.ask(
        "SELECT COALESCE(string_agg(proc_name || ' ' || n, ' ' ORDER BY proc_name), '') FROM"
            + " (SELECT proc_name, count(*) AS n FROM timescaledb_information.jobs"
            + " WHERE proc_name LIKE 'policy_%' AND proc_name <> 'policy_telemetry'"
            + " AND proc_name NOT LIKE 'policy_job%' GROUP BY 1) AS t");
  }

  private static void apply(ArchiveDatabase database, StorageOptions options) throws Exception {
    try (Connection connection = database.connect()) {
      new ArchiveStorage(connection, Edition.TIMESCALE).apply(options);
    }
  }

  private static Map<String, Long> prune(ArchiveDatabase database, Edition edition)
      throws Exception {
    try (Connection connection = database.connect()) {
      return new ArchiveStorage(connection, edition).prune(RETENTION);
    }
  }

  /** The views against the definition, written another way. */
  private static void assertViews(ArchiveDatabase database) throws Exception {
    for (String unit : new String[] {"hour", "day"}) {
      String suffix = unit.equals("hour") ? "hourly" : "daily";
      String bucket = "date_trunc('" + unit + "', open_time, 'UTC')";
      assertThat(
              database.ask(
                  "SELECT count(*) FROM bars_%s v FULL JOIN (SELECT DISTINCT %s AS b FROM bars) t ON t.b = v.open_time WHERE (v.open, v.high, v.low, v.close, v.volume, v.trades, v.minutes) IS DISTINCT FROM ((SELECT open FROM bars WHERE %s = t.b ORDER BY open_time LIMIT 1), (SELECT max(high) FROM bars WHERE %s = t.b), (SELECT min(low) FROM bars WHERE %s = t.b), (SELECT close FROM bars WHERE %s = t.b ORDER BY open_time DESC LIMIT 1), (SELECT sum(volume) FROM bars WHERE %s = t.b), (SELECT sum(trades) FROM bars WHERE %s = t.b), (SELECT count(*) FROM bars WHERE %s = t.b))"
                      .formatted(
                          suffix, bucket, bucket, bucket, bucket, bucket, bucket, bucket, bucket)))
          .as("bars_" + suffix)
          .isEqualTo("0");
      assertThat(
              database.ask(
                  "SELECT count(*) FROM pnl_%s v FULL JOIN (SELECT DISTINCT ON (date_trunc('%s', time, 'UTC')) date_trunc('%s', time, 'UTC') AS b, equity, realized_pnl FROM pnl ORDER BY 1, sequence DESC) t ON t.b = v.time WHERE (v.equity, v.realized_pnl) IS DISTINCT FROM (t.equity, t.realized_pnl)"
                      .formatted(suffix, unit, unit)))
          .as("pnl_" + suffix)
          .isEqualTo("0");
    }
    assertThat(database.count("pnl_daily")).isEqualTo(3);
  }

  private ArchiveDatabase startTimescale() throws Exception {
    try {
      return ArchiveDatabase.start(folder, Preference.TIMESCALEDB, 0);
    } catch (IllegalStateException e) {
      return abort("no TimescaleDB can be installed on this machine: " + e.getMessage());
    }
  }
}
