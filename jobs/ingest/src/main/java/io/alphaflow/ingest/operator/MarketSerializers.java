package io.alphaflow.ingest.operator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The source's state as bytes, version 1. */
final class MarketSerializers {

  private static final int VERSION = 1;

  private MarketSerializers() {}

  private interface Writer<T> {
    void write(T value, DataOutputStream out) throws IOException;
  }

  private interface Reader<T> {
    T read(DataInputStream in) throws IOException;
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
      if (version != VERSION) {
        throw new IOException(
            "market source state has version " + version + ", this build reads " + VERSION);
      }
      return reader.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
  }

  static SimpleVersionedSerializer<MarketSplit> splits() {
    return new Versioned<>(MarketSerializers::write, MarketSerializers::readSplit);
  }

  static SimpleVersionedSerializer<MarketAssignments> assignments() {
    return new Versioned<>(MarketSerializers::write, MarketSerializers::readAssignments);
  }

  private static void write(MarketSplit split, DataOutputStream out) throws IOException {
    out.writeUTF(split.instrument());
    out.writeLong(split.next());
  }

  private static MarketSplit readSplit(DataInputStream in) throws IOException {
    return new MarketSplit(in.readUTF(), in.readLong());
  }

  private static void write(MarketAssignments state, DataOutputStream out) throws IOException {
    out.writeInt(state.known().size());
    for (String instrument : state.known()) {
      out.writeUTF(instrument);
    }
    out.writeInt(state.unassigned().size());
    for (MarketSplit split : state.unassigned()) {
      write(split, out);
    }
  }

  private static MarketAssignments readAssignments(DataInputStream in) throws IOException {
    List<String> known = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      known.add(in.readUTF());
    }
    List<MarketSplit> unassigned = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      unassigned.add(readSplit(in));
    }
    return new MarketAssignments(known, unassigned);
  }
}
