package io.alphaflow.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RealVenuesTest {

  @Test
  void areTheProductionPresetsAndNoOtherPresets() {
    for (VenueType type : VenueType.values()) {
      type.presets()
          .forEach(
              (name, place) ->
                  assertThat(RealVenues.has(place.restUrl()))
                      .as(type + " " + name)
                      .isEqualTo(name.equals("production")));
    }
  }

  @Test
  void areKnownInWhateverWayTheyAreWritten() {
    assertThat(RealVenues.has("https://API.binance.com:443/")).isTrue();
    assertThat(RealVenues.has("wss://ws-api.binance.com:443/ws-api/v3")).isTrue();
    assertThat(RealVenues.has("http://127.0.0.1:8080")).isFalse();
    assertThat(RealVenues.has("not an address")).isFalse();
    assertThat(RealVenues.has("")).isFalse();
  }
}
