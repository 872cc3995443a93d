package io.alphaflow.execution.chaos;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink that writes at least once, and fails when it was ordered to.
 *
 * @param sink that writes
 * @param place name of the sink for {@link Failures}
 */
record FailingSink<T>(Sink<T> sink, String place) implements Sink<T> {

  private static final long serialVersionUID = 1L;

  /** Between two records. */
  static final String WRITE = "/write";

  /** While a checkpoint is taken. */
  static final String FLUSH = "/flush";

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(sink.createWriter(context), place);
  }

  private record Writer<T>(SinkWriter<T> writer, String place) implements SinkWriter<T> {

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
      Failures.pass(place + WRITE);
      writer.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      Failures.pass(place + FLUSH);
      writer.flush(endOfInput);
    }

    @Override
    public void close() throws Exception {
      writer.close();
    }
  }
}
