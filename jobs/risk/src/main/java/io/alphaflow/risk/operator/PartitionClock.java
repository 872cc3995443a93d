package io.alphaflow.risk.operator;

import io.alphaflow.risk.gate.BreakerEvent;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of the circuit breakers: the clock of one journal partition.
 *
 * <p>One unit of Flink's event time, which Flink calls a millisecond, is a microsecond here. The
 * events of a partition have strictly increasing times, so a watermark follows each of them at once
 * and a pattern is found by the event that completes it, without waiting for a later one.
 */
final class PartitionClock implements WatermarkGenerator<BreakerEvent> {

  /** For a stream of events of one partition only. */
  static WatermarkStrategy<BreakerEvent> strategy() {
    return WatermarkStrategy.<BreakerEvent>forGenerator(context -> new PartitionClock())
        .withTimestampAssigner((event, before) -> event.time());
  }

  /** A span of logical time in units of event time. */
  static Duration units(long micros) {
    return Duration.ofMillis(micros);
  }

  @Override
  public void onEvent(BreakerEvent event, long timestamp, WatermarkOutput output) {
    output.emitWatermark(new Watermark(timestamp));
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    // Every event brings its own.
  }
}
