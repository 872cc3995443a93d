package io.alphaflow.ingest.operator;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.flink.metrics.DeskMetrics;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.ingest.feed.MarketEvent;
import java.util.Arrays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One copy of each change of a strategy for every partition of the trade log: also for those that
 * none of its instruments is in, where the instance may run that shall end now or be paused. What
 * cannot be read, or can have no copy, goes to the dead letters. Whether the person may wish it is
 * for the strategies' host to judge, which reads the trade log.
 *
 * <p>Not keyed, no state, no timers; one task, so that the changes of an instance stay in order.
 * Repeated input gives repeated copies, which their readers drop by version. Deterministic: each
 * change is copied by itself.
 */
public final class StrategyCopies extends ProcessFunction<RawRecord, MarketEvent> {

  private static final long serialVersionUID = 1L;

  /** A record that brokers and producers take with their defaults, which end at 1 MiB. */
  private static final int MAX_BYTES = 1_000_000;

  /** Of a record in a dead letter, where Base64 makes a third more of it. */
  private static final int MAX_RAW_BYTES = 600_000;

  private final int marketPartitions;

  private transient RecordCodec<StrategyChange> codec;
  private transient DeskMetrics metrics;

  /**
   * For a trade log.
   *
   * @param marketPartitions its partitions
   */
  public StrategyCopies(int marketPartitions) {
    this.marketPartitions = marketPartitions;
  }

  @Override
  public void open(OpenContext context) {
    codec = Topics.STRATEGIES.codec();
    metrics =
        new DeskMetrics(getRuntimeContext().getMetricGroup()).declare(DeskMetric.DEAD_LETTERS);
  }

  @Override
  public void processElement(RawRecord in, Context context, Collector<MarketEvent> out) {
    StrategyChange change;
    try {
      change = codec.decode(in.value());
    } catch (CodecException | RuntimeException e) {
      refuse(in, "UNREADABLE", String.valueOf(e.getMessage()), context);
      return;
    }
    String fault = fault(change);
    if (fault != null) {
      refuse(in, "STRATEGY_CHANGE_UNUSABLE", fault, context);
      return;
    }
    byte[] entry = LogWrite.toTrades(0, change).value();
    if (entry.length > MAX_BYTES) {
      String reason =
          "it has %d bytes in the trade log, at most %d can be: give less history"
              .formatted(entry.length, MAX_BYTES);
      refuse(in, "STRATEGY_CHANGE_UNUSABLE", reason, context);
      return;
    }
    for (int partition = 0; partition < marketPartitions; partition++) {
      out.collect(
          MarketEvent.ofStrategy(new MarketEvent.StrategyCopy(partition, change.id(), entry)));
    }
  }

  private static String fault(StrategyChange change) {
    if (change.id() == null || change.id().isEmpty()) {
      return "it has no id";
    }
    return change.instruments().isEmpty() ? "it names no instrument" : null;
  }

  private void refuse(RawRecord in, String code, String reason, Context context) {
    boolean whole = in.value().length <= MAX_RAW_BYTES;
    String text = whole ? reason : reason + "; only its first " + MAX_RAW_BYTES + " bytes are kept";
    RawRecord kept =
        whole
            ? in
            : new RawRecord(
                in.topic(),
                in.partition(),
                in.offset(),
                in.timestamp(),
                in.key(),
                Arrays.copyOf(in.value(), MAX_RAW_BYTES));
    DeadLetter letter = DeadLetters.ofRecord(kept, code, text);
    metrics.deadLetter(letter);
    context.output(SideOutputs.DEAD_LETTERS, letter);
  }
}
