package io.alphaflow.common.flink;

import io.alphaflow.common.bar.PartitionBars;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.common.topic.Topics;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * The bars of a trade log that is read again: the same as ingest published, closed by the same
 * entries.
 *
 * <p>Key: the partition. State: {@link PartitionBars}, of constant size for each instrument.
 * Timers: none. Late trades are left out, as they were when the log was written; repeated ones
 * count once. Deterministic: a function of each partition in order.
 */
@KeptState(
    type = PartitionBars.class,
    key = "partition of the trade log",
    bound = "constant for each instrument")
public final class TradeLogBars
    extends KeyedStateOperator<Integer, Tuple2<Integer, byte[]>, Bar, PartitionBars> {

  private static final long serialVersionUID = 1L;

  private static final StateCodec<PartitionBars> CODEC = new StateCodec<>(PartitionBars.class);

  private final List<BarSpec> specs;

  private transient RecordCodec<MarketEntry> entries;
  private transient Consumer<Bar> out;

  /** Builds these bars. */
  public TradeLogBars(List<BarSpec> specs) {
    this.specs = List.copyOf(specs);
  }

  @Override
  public void open() throws Exception {
    super.open();
    entries = Topics.TRADES.codec();
    out = this::emit;
  }

  @Override
  protected PartitionBars create(Integer key) {
    return new PartitionBars();
  }

  @Override
  protected byte[] encode(PartitionBars bars) {
    return CODEC.encode(bars);
  }

  @Override
  protected PartitionBars decode(byte[] bytes) {
    return CODEC.decode(bytes);
  }

  @Override
  protected void process(PartitionBars bars, Tuple2<Integer, byte[]> record) {
    try {
      bars.take(entries.decode(record.f1), specs, out);
    } catch (CodecException e) {
      throw new IllegalStateException(
          "partition " + record.f0 + " of the trade log holds what ingest never writes", e);
    }
  }
}
