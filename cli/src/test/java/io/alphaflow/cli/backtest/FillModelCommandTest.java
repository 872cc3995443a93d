package io.alphaflow.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How orders fill, as a person says it. */
class FillModelCommandTest {

  @TempDir Path folder;

  private CommandRun run(String options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data",
                StockFile.write(folder, 300).toString(),
                "--strategy",
                "ma-cross(fast=3,slow=9,type=sma)",
                "--step",
                "1",
                "--quiet"));
    arguments.addAll(List.of(options.split(" ")));
    return CommandRun.of(new BacktestCommand(), arguments.toArray(String[]::new));
  }

  private JsonNode json(String options) throws IOException {
    CommandRun run = run(options + " --json");
    assertThat(run.code()).as(run.text()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  /** A bar of 1,000,000 shares gives 0.001 % of them: 10, and the position is about 900. */
  @Test
  void aShareOfTheVolumeIsStatedAndLimits() throws IOException {
    JsonNode all = json("--fee 0");
    JsonNode some = json("--fee 0 --participation 0.001%");
    assertThat(some.path("assumptions").path("slippage").asText())
        .contains("own fills are at most 0.001 % of the volume of a bar")
        .contains("takers pay 0 x (their share of it)^2");
    assertThat(some.path("statistics").path("turnover").asDouble())
        .isLessThan(all.path("statistics").path("turnover").asDouble());
    assertThat(json("--slippage-volume 0.1").path("assumptions").path("slippage").asText())
        .contains("at most 2.5 % of the volume")
        .contains("0.1 x");
    assertThat(all.path("assumptions").path("slippage").asText()).doesNotContain("volume");
  }

  @Test
  void aLargeImpactCosts() throws IOException {
    JsonNode free = json("--fee 0 --spread 0");
    JsonNode dear = json("--fee 0 --spread 0 --cash 100000000 --slippage-volume 1");
    // The whole account is about 90 % of a bar, of which a fortieth fills in each.
    assertThat(dear.path("statistics").path("totalReturn").asDouble())
        .isLessThan(free.path("statistics").path("totalReturn").asDouble());
  }

  @Test
  void sweepsAndWalkForwardHaveItToo() throws IOException {
    String volume = "--participation 1% --slippage-volume 0.1 --param fast=2..4";
    assertThat(json(volume).path("assumptions").path("slippage").asText()).contains("1 %");
    assertThat(
            json(volume + " --walk-forward rolling --train 60d --test 30d")
                .path("assumptions")
                .path("slippage")
                .asText())
        .contains("1 %");
  }

  @Test
  void beingShortCosts() throws IOException {
    String shorts = "--fee 0 --allow-short --strategy ma-cross(fast=3,slow=9,direction=both)";
    JsonNode free = json(shorts);
    JsonNode paid = json(shorts + " --borrow-rate 36.5%");
    assertThat(free.path("assumptions").path("fees").asText())
        .contains("being short costs 0 % of the value a year");
    assertThat(paid.path("assumptions").path("fees").asText())
        .contains("being short costs 36.5 % of the value a year");
    // About half of 300 days, at a tenth of a percent of twice the position in shares.
    assertThat(free.path("equity").asDouble() - paid.path("equity").asDouble())
        .isGreaterThan(0.05 * 100_000);
  }

  /** The configuration of a desk whose only breaker is that of the order velocity. */
  private Path desk(String breakers, String... accounts) throws IOException {
    String list =
        Stream.of(accounts)
            .map(
                id ->
                    "{id: %s, currency: USD, apiKey: \"${env:K}\", secret: \"${env:S}\"}"
                        .formatted(id))
            .collect(Collectors.joining(", "));
    return Files.writeString(
        folder.resolve("desk.yaml"),
        """
        desk: test
        kafka: {bootstrapServers: "localhost:1"}
        venue: {name: file, restUrl: "http://localhost:1", streamUrl: "ws://localhost:1",
                wsApiUrl: "ws://localhost:1", symbols: [ACME/USD]}
        accounts: [%s]
        risk:
          limits: {default: {maxOrderValue: 1000000, maxOrderQuantity: 100000,
            maxPosition: 1000000, maxPositionValue: 1000000, maxGrossExposure: 1000000,
            maxDailyLoss: 1000000, maxMarkAge: off, maxMarkJump: off}}
          breakers: {%s}
        """
            .formatted(list, breakers));
  }

  @Test
  void circuitBreakersOfADeskTripWhenAPersonWantsThem() throws IOException {
    Path desk =
        desk(
            "default: {orderVelocity: {count: 2, within: 31d}, losingStreak: off,"
                + " repeatedExecution: off, rejectStorm: off}",
            "main");
    String two = "--size 5 --strategy ma-cross(fast=2,slow=5,type=sma) --config " + desk;
    JsonNode without = json(two);
    assertThat(without.path("counts").path("filled").asInt()).isGreaterThan(3);
    assertThat(without.path("assumptions").path("fillModel").asText()).doesNotContain("breakers");
    JsonNode with = json("--breakers " + two);
    assertThat(with.path("counts").path("filled").asInt()).isEqualTo(2);
    assertThat(with.path("counts").path("rejections").path("ORDER_VELOCITY").asInt()).isPositive();
    assertThat(with.path("assumptions").path("fillModel").asText())
        .endsWith("; circuit breakers: order-velocity at 2 within 2678400.0 s; no price shock");
    assertThat(with.path("alerts")).hasSize(1);
    assertThat(with.path("alerts").path(0).path("code").asText()).isEqualTo("BREAKER_TRIPPED");
    assertThat(with.path("alerts").path(0).path("account").asText()).isEqualTo("main");
    assertThat(without.path("alerts")).isEmpty();
    // That of the optimistic twin is not the run's.
    assertThat(run("--breakers " + two).text())
        .doesNotContain("account optimistic")
        .contains("BREAKER_TRIPPED: order-velocity: EXITS_ONLY of account main");
  }

  @Test
  void theBreakersOfTheDesksAccountHoldForAllAccountsOfARun() throws IOException {
    String own =
        "default: {orderVelocity: off, losingStreak: off, repeatedExecution: off,"
            + " rejectStorm: off}, accounts: {trader: {orderVelocity: {count: 2, within: 31d}}}";
    String single = "--breakers --size 5 --strategy ma-cross(fast=2,slow=5,type=sma)";
    for (String options : List.of(single, single + " --param fast=2..3")) {
      JsonNode with = json(options + " --config " + desk(own, "trader"));
      assertThat(with.path("counts").path("filled").asInt()).isEqualTo(2);
      assertThat(with.path("assumptions").path("fillModel").asText())
          .contains("order-velocity at 2 within");
    }
    CommandRun several = run(single + " --config " + desk(own, "trader", "another"));
    assertThat(several.code()).isEqualTo(1);
    assertThat(several.text()).contains("the accounts another, trader of that desk have different");
  }

  @Test
  void whatHasNoMeaningIsRefused() throws IOException {
    for (String wrong :
        List.of(
            "--participation 0",
            "--participation 2",
            "--participation much",
            "--slippage-volume 101",
            "--borrow-rate 3%",
            "--allow-short --borrow-rate 101",
            "--fill-model optimistic --participation 1%")) {
      CommandRun run = run(wrong);
      assertThat(run.code()).as(run.text()).isEqualTo(2);
      assertThat(run.text()).containsAnyOf("participation", "impact", "conservative", "borrow");
    }
  }
}
