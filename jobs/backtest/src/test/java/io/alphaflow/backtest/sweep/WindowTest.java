package io.alphaflow.backtest.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WindowTest {

  @Test
  void rollsOverTheData() {
    assertThat(Window.of(1_000, 1_100, 40, 25, 0, false))
        .containsExactly(
            new Window(1_000, 1_040, 1_040, 1_065),
            new Window(1_025, 1_065, 1_065, 1_090),
            new Window(1_050, 1_090, 1_090, 1_100));
  }

  @Test
  void anchoredOnesBecomeLonger() {
    assertThat(Window.of(0, 90, 40, 25, 0, true))
        .containsExactly(new Window(0, 40, 40, 65), new Window(0, 65, 65, 90));
  }

  @Test
  void leavesTimeBetweenBoth() {
    assertThat(Window.of(0, 90, 40, 25, 5, false))
        .containsExactly(new Window(0, 40, 45, 70), new Window(25, 65, 70, 90));
  }

  @Test
  void needsDataForOne() {
    assertThat(Window.of(0, 41, 40, 25, 0, false)).containsExactly(new Window(0, 40, 40, 41));
    assertThatIllegalArgumentException().isThrownBy(() -> Window.of(0, 40, 40, 25, 0, false));
  }
}
