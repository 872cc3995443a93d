package io.alphaflow.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.risk.drill.DrillResult;
import io.alphaflow.risk.drill.DrillResult.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DrillCommandTest {

  private static final String DESK =
      """
      desk: test
      kafka: {bootstrapServers: "localhost:9", journalPartitions: 4, marketPartitions: 2}
      venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x",
              symbols: [BTC/USDT]}
      accounts: [{id: main, currency: USDT, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
      risk:
        limits:
          default: {maxOrderValue: 5000, maxOrderQuantity: 5, maxPositionValue: 10000,
                    maxGrossExposure: 30000, maxDailyLoss: off, ordersPerStrategy: 3/60s}
          symbols: {BTC/USDT: {maxPosition: 2}}
        permissions: [{symbols: [BTC/USDT]}]
      """;

  private final StringWriter out = new StringWriter();

  @TempDir private Path folder;

  private int run(String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("desk.yaml"), DESK);
    CommandLine command = new CommandLine(new DrillCommand()).setOut(new PrintWriter(out));
    String[] args = new String[2 + more.length];
    args[0] = "--config";
    args[1] = file.toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return command.execute(args);
  }

  @Test
  void printsEachLimitWithWhereItStandsAndTheOrderAtWhichItFired() throws Exception {
    assertThat(run()).isZero();
    assertThat(out.toString())
        .containsPattern("C1 +MAX_ORDER_VALUE +maxOrderValue 5000 +yes +2 +risk.limits.default\n")
        .containsPattern(
            "C5 +MAX_POSITION +maxPosition 2 \\(instrument sim:BTC/USDT\\) +yes +2"
                + " +risk.limits.symbols.BTC/USDT\n")
        .containsPattern("C8 +STRATEGY_ORDER_RATE +ordersPerStrategy 3/1m +yes +4 ")
        .containsPattern("C12 +MAX_DAILY_LOSS +maxDailyLoss off +off +risk.limits.default\n")
        .containsPattern("C20 +LIMIT_NOT_CONFIGURED +maxPosition +yes +1 +not configured")
        .containsPattern(
            "Knight 2012.* order 4 was the first to be rejected: MAX_POSITION, STRATEGY_ORDER_RATE")
        .contains("0 did not fire.");
  }

  @Test
  void printsTheSameAsJson() throws Exception {
    assertThat(run("--json")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("failed").asBoolean(true)).isFalse();
    assertThat(report.path("incidents")).hasSize(3);
    JsonNode first = null;
    for (JsonNode drill : report.path("drills")) {
      first = drill.path("code").asText().equals("MAX_ORDER_VALUE") ? drill : first;
    }
    assertThat(first).isNotNull();
    assertThat(first.toString())
        .isEqualTo(
            "{\"control\":\"C1\",\"code\":\"MAX_ORDER_VALUE\",\"limit\":\"maxOrderValue 5000\","
                + "\"source\":\"risk.limits.default\",\"status\":\"fired\",\"order\":2,"
                + "\"found\":\"allowed 5000 USDT, found 5000.00000001 USDT\"}");
  }

  @Test
  void controlThatDidNotFireFailsTheDeskAndSaysWhy() {
    DrillResult fired =
        new DrillResult("C1", "A", "", "a 1", "here", Status.FIRED, 2, "as it should");
    DrillResult silent =
        new DrillResult("C2", "B", "", "b 1", "here", Status.NOT_FIRED, 0, "order 2 was approved");
    assertThat(new DrillReport(List.of(fired), List.of()).isFailed()).isFalse();
    DrillReport report = new DrillReport(List.of(fired, silent), List.of());
    assertThat(report.isFailed()).isTrue();
    report.print(new PrintWriter(out, true));
    assertThat(out.toString())
        .contains("1 fired", "1 did not fire", "NOT FIRED: C2 B, b 1: order 2 was approved");
  }
}
