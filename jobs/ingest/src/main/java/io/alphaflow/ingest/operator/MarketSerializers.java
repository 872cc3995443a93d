package io.alphaflow.ingest.operator;

import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.ingest.feed.FeedPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The source's state as bytes, version 2. Version 1, which is read too, had no kind of trades, last
 * time or parked splits, and listed the instruments that readers had.
 */
final class MarketSerializers {

  private static final int VERSION = 2;

  private MarketSerializers() {}

  private interface Writer<T> {
    void write(T value, DataOutputStream out) throws IOException;
  }

  private interface Reader<T> {
    T read(int version, DataInputStream in) throws IOException;
  }

  private record Versioned<T>(Writer<T> writer, Reader<T> reader)
      implements SimpleVersionedSerializer<T> {
    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(T value) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writer.write(value, new DataOutputStream(bytes));
      return bytes.toByteArray();
    }

    @Override
    public T deserialize(int version, byte[] bytes) throws IOException {
      if (version < 1 || version > VERSION) {
        throw new IOException(
            "market source state has version " + version + ", this build reads 1 to " + VERSION);
      }
      return reader.read(version, new DataInputStream(new ByteArrayInputStream(bytes)));
    }
  }

  static SimpleVersionedSerializer<MarketSplit> splits() {
    return new Versioned<>(MarketSerializers::write, MarketSerializers::readSplit);
  }

  static SimpleVersionedSerializer<MarketAssignments> assignments() {
    return new Versioned<>(MarketSerializers::write, MarketSerializers::readAssignments);
  }

  private static void write(MarketSplit split, DataOutputStream out) throws IOException {
    FeedPosition position = split.position();
    out.writeUTF(position.instrument());
    out.writeLong(position.next());
    out.writeUTF(position.kind().name());
    out.writeLong(position.lastTime());
    out.writeBoolean(position.required());
    out.writeBoolean(split.parked());
  }

  private static MarketSplit readSplit(int version, DataInputStream in) throws IOException {
    String instrument = in.readUTF();
    long next = in.readLong();
    if (version == 1) {
      return MarketSplit.of(FeedPosition.start(instrument, next, StreamKind.TRADE, false));
    }
    return new MarketSplit(
        new FeedPosition(
            instrument, next, StreamKind.valueOf(in.readUTF()), in.readLong(), in.readBoolean()),
        in.readBoolean());
  }

  private static void write(MarketAssignments state, DataOutputStream out) throws IOException {
    out.writeInt(state.idle().size());
    for (MarketSplit split : state.idle()) {
      write(split, out);
    }
  }

  private static MarketAssignments readAssignments(int version, DataInputStream in)
      throws IOException {
    if (version == 1) {
      for (int n = in.readInt(); n > 0; n--) {
        in.readUTF();
      }
    }
    List<MarketSplit> idle = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      idle.add(readSplit(version, in));
    }
    return new MarketAssignments(idle);
  }
}
