package io.alphaflow.ingest.faults;

import io.alphaflow.common.flink.LogWrite;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A sink of the trade log that writes at least once, fails when it was ordered to, and tells the
 * {@link Tape} what it was given. It has no state, but hears of checkpoints as one that has.
 */
record CrashingSink(Sink<LogWrite> sink)
    implements Sink<LogWrite>, SupportsWriterState<LogWrite, byte[]> {

  private static final long serialVersionUID = 1L;

  @Override
  public StatefulSinkWriter<LogWrite, byte[]> createWriter(WriterInitContext context)
      throws IOException {
    return new Writer(sink.createWriter(context), Tape.begin(context.getRestoredCheckpointId()));
  }

  @Override
  public StatefulSinkWriter<LogWrite, byte[]> restoreWriter(
      WriterInitContext context, Collection<byte[]> none) throws IOException {
    return createWriter(context);
  }

  @Override
  public SimpleVersionedSerializer<byte[]> getWriterStateSerializer() {
    return new Bytes();
  }

  private static final class Bytes implements SimpleVersionedSerializer<byte[]> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(byte[] state) {
      return state;
    }

    @Override
    public byte[] deserialize(int version, byte[] state) {
      return state;
    }
  }

  private record Writer(SinkWriter<LogWrite> writer, Tape.Writer tape)
      implements StatefulSinkWriter<LogWrite, byte[]> {

    @Override
    public void write(LogWrite element, Context context) throws IOException, InterruptedException {
      Crashes.pass(Crashes.Place.WRITE);
      tape.write(element);
      writer.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      Crashes.pass(Crashes.Place.FLUSH);
      writer.flush(endOfInput);
    }

    @Override
    public List<byte[]> snapshotState(long checkpoint) {
      tape.checkpoint(checkpoint);
      return List.of();
    }

    @Override
    public void close() throws Exception {
      writer.close();
    }
  }
}
