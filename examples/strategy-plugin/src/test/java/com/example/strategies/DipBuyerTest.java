package com.example.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.alphaflow.strategy.testing.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DipBuyerTest {

  private static Scenario scenario() {
    return Scenario.of(DipBuyer.DESCRIPTOR, Map.of("falls", "2", "trend", "5"));
  }

  @Test
  void buysTheDipAndSellsTheRise() {
    Scenario scenario = scenario().closes(80, 85, 90, 95, 100, 105, 104, 103, 102, 103);
    assertEquals(List.of("8 BUY dip", "10 SELL rise"), scenario.calls());
  }

  @Test
  void doesNotBuyBelowTheTrend() {
    assertEquals(List.of(), scenario().closes(100, 99, 98, 97, 96, 95, 94, 93).calls());
  }

  @Test
  void goesOnAfterARestartAsIfNothingHadBeen() {
    Scenario scenario = scenario().closes(80, 85, 90, 95, 100, 105, 104).restart().closes(103);
    assertEquals(List.of("8 BUY dip"), scenario.calls());
  }

  @Test
  void saysWhatItAccepts() {
    Exception refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Scenario.of(DipBuyer.DESCRIPTOR, Map.of("falls", "0")));
    assertEquals(
        "falls \"0\" is not accepted; expected a whole number from 1 to 100 (default 3)",
        refused.getMessage());
  }
}
