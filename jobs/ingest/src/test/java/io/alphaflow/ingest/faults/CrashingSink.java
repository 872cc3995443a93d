package io.alphaflow.ingest.faults;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that writes at least once, and fails when it was ordered to. */
record CrashingSink<T>(Sink<T> sink) implements Sink<T> {

  private static final long serialVersionUID = 1L;

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(sink.createWriter(context));
  }

  private record Writer<T>(SinkWriter<T> writer) implements SinkWriter<T> {

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
      Crashes.pass(Crashes.Place.WRITE);
      writer.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      Crashes.pass(Crashes.Place.FLUSH);
      writer.flush(endOfInput);
    }

    @Override
    public void close() throws Exception {
      writer.close();
    }
  }
}
