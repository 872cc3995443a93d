package io.alphaflow.archive.operator;

import io.alphaflow.archive.audit.Evidence;
import io.alphaflow.archive.audit.EvidenceReader;
import io.alphaflow.common.flink.RawRecord;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Takes out of all logs what belongs into the audit chains. Stateless; keeps the order. */
public final class EvidenceFunction implements FlatMapFunction<RawRecord, Evidence> {

  private static final long serialVersionUID = 1L;

  private transient EvidenceReader reader;

  @Override
  public void flatMap(RawRecord in, Collector<Evidence> out) {
    if (reader == null) {
      reader = new EvidenceReader();
    }
    reader.read(in).ifPresent(out::collect);
  }
}
