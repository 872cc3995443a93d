package io.alphaflow.ingest.operator;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Keeps what a reader puts out. */
final class RecordingReaderOutput<T> implements ReaderOutput<T> {

  final List<T> records = new ArrayList<>();

  @Override
  public void collect(T element) {
    records.add(element);
  }

  @Override
  public void collect(T element, long timestamp) {
    records.add(element);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    throw new UnsupportedOperationException("no watermarks here");
  }

  @Override
  public void markIdle() {}

  @Override
  public void markActive() {}

  @Override
  public SourceOutput<T> createOutputForSplit(String splitId) {
    throw new UnsupportedOperationException("one output for all splits");
  }

  @Override
  public void releaseOutputForSplit(String splitId) {}
}
