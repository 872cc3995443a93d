package io.alphaflow.ingest.operator;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Quote;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The side outputs of ingest; the trade log is the main output. */
public final class IngestOutputs {

  /** Quotes. */
  public static final OutputTag<Quote> QUOTES =
      new OutputTag<>("quotes", TypeInformation.of(Quote.class));

  /** Closed bars. */
  public static final OutputTag<Bar> BARS = new OutputTag<>("bars", TypeInformation.of(Bar.class));

  /** New versions of trading rules. */
  public static final OutputTag<Instrument> INSTRUMENTS =
      new OutputTag<>("instruments", TypeInformation.of(Instrument.class));

  /** Marks, clock ticks and trading rules, one write for each partition of the journal. */
  public static final OutputTag<LogWrite> JOURNAL =
      new OutputTag<>("journal", TypeInformation.of(LogWrite.class));

  private IngestOutputs() {}
}
