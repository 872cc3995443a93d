package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeFileTest {

  private static Recording read(byte[] bytes) throws IOException {
    return TradeFile.read(new ByteArrayInputStream(bytes), "t.csv", "BTCUSD");
  }

  private static Recording read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  @Test
  void readsColumnsInAnyOrder() throws IOException {
    Recording r = read("amount,timestamp,price\r\n0.5,1385337600,800.01\r\n");
    assertThat(r.size()).isEqualTo(1);
    assertThat(r.timeMicros(1)).isEqualTo(1_385_337_600_000_000L);
    assertThat(r.price(1)).isEqualTo(amount("800.01"));
    assertThat(r.quantity(1)).isEqualTo(amount("0.5"));
    assertThat(r.symbol()).isEqualTo("BTCUSD");
  }

  @Test
  void readsFilesWithoutHeader() throws IOException {
    Recording r = read("1385337600,800,1.500000000000\n1385337600,801,2");
    assertThat(r.size()).isEqualTo(2);
    assertThat(r.quantity(1)).isEqualTo(amount("1.5"));
  }

  @Test
  void tellsSecondsMillisecondsAndMicrosecondsByTheirDigits() throws IOException {
    Recording r = read("1385337600,1,1\n1385337600001,1,1\n1385337600001002,1,1\n");
    assertThat(r.timeMicros(2)).isEqualTo(1_385_337_600_001_000L);
    assertThat(r.timeMicros(3)).isEqualTo(1_385_337_600_001_002L);
  }

  @Test
  void knowsGzipByItsFirstBytes() throws IOException {
    assertThat(read(gzip("timestamp,price,amount\n1385337600,800,1\n")).size()).isEqualTo(1);
  }

  @Test
  void keepsZeroAmountsAndEqualNeighbours() throws IOException {
    Recording r = read("1385337600,800,0\n1385337600,800,0\n");
    assertThat(r.size()).isEqualTo(2);
    assertThat(r.quantity(2)).isZero();
  }

  @Test
  void followsTheTickRuleForTheMakerSide() {
    Recording r = TestMarket.recording("10@1", "9@1", "9@1", "11@1", "11@1");
    assertThat(java.util.stream.IntStream.rangeClosed(1, 5).mapToObj(r::buyerIsMaker))
        .containsExactly(false, true, true, false, false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1385337600,800 | expected 3 columns, found 2: \"1385337600,800\"",
        "1385337600,800,1,2 | expected 3 columns, found 4: \"1385337600,800,1,2\"",
        "`` | expected 3 columns, found 1: \"\"",
        "x,800,1 | the timestamp is not a whole number: \"x\"",
        "138533760,800,1 | the timestamp must have 10 digits (seconds), 13 (milliseconds) or 16"
            + " (microseconds), has 9: \"138533760\"",
        "1385337600,8oo,1 | the price is not a number: \"8oo\" (unexpected character 'o')",
        "1385337600,800,1.000000001 | the amount is not a number: \"1.000000001\" (more than 8"
            + " decimals)",
        "1385337600,-800,1 | the price is negative: \"-800\"",
        "1385337600,800,-1 | the amount is negative: \"-1\"",
        "1385337599,800,1 | time goes backwards, from 1385337600000000 µs to 1385337599000000"
            + " µs: \"1385337599,800,1\"",
      })
  void namesFileLineAndReasonOfADamagedLine(String line, String reason) {
    assertThatThrownBy(
            () -> read("timestamp,price,amount\n1385337600,800,1\n" + line + "\n1385337600,1,1\n"))
        .isInstanceOf(TradeFileException.class)
        .hasMessage("t.csv: line 3: " + reason);
  }

  @Test
  void refusesAHeaderWithoutTheColumns() {
    assertThatThrownBy(() -> read("time,price,amount\n"))
        .hasMessage(
            "t.csv: line 1: the header must name timestamp, price and amount, found"
                + " \"time,price,amount\"");
  }

  @Test
  void refusesAFileWithoutTrades() {
    assertThatThrownBy(() -> read("")).hasMessage("t.csv: line 1: the file has no trades");
    assertThatThrownBy(() -> read("timestamp,price,amount\n"))
        .hasMessage("t.csv: line 1: the file has no trades");
  }

  @Test
  void namesTheLineWhereGzipBreaks() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("1385337600,800.").append(i % 97).append(",1.").append(i).append('\n');
    }
    byte[] whole = gzip(text.toString());
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> read(cut))
        .isInstanceOf(TradeFileException.class)
        .hasMessageMatching(
            "t\\.csv: line \\d{4,5}: cannot be read on: the gzip data ends in the middle");
    byte[] broken = whole.clone();
    Arrays.fill(broken, whole.length / 2, whole.length / 2 + 40, (byte) 0xff);
    assertThatThrownBy(() -> read(broken))
        .isInstanceOf(TradeFileException.class)
        .hasMessageMatching("t\\.csv: line \\d+: .*");
  }

  @Test
  void saysWhenThereIsNoSuchFile() {
    assertThatThrownBy(() -> TradeFile.read(Path.of("target", "none.csv"), "BTCUSD"))
        .isInstanceOf(IOException.class)
        .hasMessage(Path.of("target", "none.csv") + ": no such file");
  }

  @Test
  void readsTheRealRecording() throws IOException {
    Path file =
        CapturedData.dataFolder()
            .resolve("trades")
            .resolve("bitstamp_BTCUSD_trades_20131125-20131201.csv.gz");
    assumeThat(file).as("recorded trades (set ALPHAFLOW_DATA to their folder)").exists();
    Recording r = TradeFile.read(file, "BTCUSD");
    int zero = 0;
    int equal = 0;
    for (int id = 1; id <= r.size(); id++) {
      zero += r.quantity(id) == 0 ? 1 : 0;
      boolean same =
          id > 1
              && r.timeMicros(id) == r.timeMicros(id - 1)
              && r.price(id) == r.price(id - 1)
              && r.quantity(id) == r.quantity(id - 1);
      equal += same ? 1 : 0;
    }
    assertThat(r.size()).isEqualTo(100_000);
    assertThat(zero).isEqualTo(18);
    assertThat(equal).isEqualTo(1_973);
    assertThat(r.timeMicros(1)).isEqualTo(1_385_337_600_000_000L);
  }
}
