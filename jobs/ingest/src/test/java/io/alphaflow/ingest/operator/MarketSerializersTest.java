package io.alphaflow.ingest.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.ingest.feed.FeedPosition;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MarketSerializersTest {

  @Test
  void readsSplitsOfVersionOne() throws IOException {
    assertThat(MarketSerializers.splits().deserialize(1, versionOne("sim:A/USD", 42)))
        .isEqualTo(MarketSplit.of(FeedPosition.start("sim:A/USD", 42, StreamKind.TRADE, false)));
  }

  @Test
  void readsAssignmentsOfVersionOne() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(2);
    out.writeUTF("sim:A/USD");
    out.writeUTF("sim:B/USD");
    out.writeInt(1);
    out.write(versionOne("sim:B/USD", 7));
    assertThat(MarketSerializers.assignments().deserialize(1, bytes.toByteArray()).idle())
        .containsExactly(
            MarketSplit.of(FeedPosition.start("sim:B/USD", 7, StreamKind.TRADE, false)));
  }

  @Test
  void refusesAVersionOfTheFuture() {
    assertThatThrownBy(() -> MarketSerializers.splits().deserialize(3, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 3");
  }

  private static byte[] versionOne(String instrument, long next) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(instrument);
    out.writeLong(next);
    return bytes.toByteArray();
  }
}
