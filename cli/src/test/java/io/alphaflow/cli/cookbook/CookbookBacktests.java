package io.alphaflow.cli.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.backtest.BacktestCommand;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Backtests on the demo's recorded trades, written by the command itself. */
final class CookbookBacktests {

  private static final String RECORDED = "/bitstamp_trades_from_20131125_usd.csv";

  private final Path data;
  private final Path desk;

  private CookbookBacktests(Path folder, LocalDatabase database) throws IOException {
    data = folder.resolve("BTCUSD.csv");
    try (InputStream in = CookbookBacktests.class.getResourceAsStream(RECORDED)) {
      Files.copy(in, data, StandardCopyOption.REPLACE_EXISTING);
    }
    Path password = Files.writeString(folder.resolve("password"), database.password());
    desk =
        Files.writeString(
            folder.resolve("desk.yaml"),
            """
            desk: cookbook
            kafka: {bootstrapServers: "unused:1"}
            venue: {name: sim, restUrl: "http://unused", streamUrl: "ws://unused",
                    wsApiUrl: "ws://unused", symbols: [BTC/USD]}
            accounts: [{id: main, currency: USD, apiKey: "${env:UNUSED}", secret: "${env:UNUSED}"}]
            database: {jdbcUrl: "%s", user: "%s", password: "${file:%s}"}
            """
                .formatted(database.jdbcUrl(), database.user(), password));
  }

  static void write(Path folder, LocalDatabase database) throws IOException {
    CookbookBacktests backtests = new CookbookBacktests(folder, database);
    backtests.run("cross 10/30", "ma-cross(type=ema,fast=10,slow=30)");
    backtests.run("cross 30/90", "ma-cross(type=ema,fast=30,slow=90)");
    backtests.run("reversion", "rsi-reversion(period=14,oversold=35,overbought=65)");
    backtests.run(
        "crosses", "ma-cross(type=ema)", "--param", "fast=10..30/10", "--param", "slow=60..180/60");
  }

  private void run(String name, String strategy, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data",
                data.toString(),
                "--symbol",
                "BTC/USD",
                "--cash",
                "10000",
                "--strategy",
                strategy,
                "--store",
                desk.toString(),
                "--name",
                name,
                "--rank",
                "totalReturn",
                "--report",
                data.resolveSibling("bad-lines.csv").toString(),
                "--quiet"));
    arguments.addAll(Arrays.asList(more));
    CommandRun run = CommandRun.of(new BacktestCommand(), arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.text()).isZero();
  }
}
