package io.alphaflow.ingest.operator;

import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.flink.metrics.DeskMetrics;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Severity;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets dead letters through and alerts, at most once a minute for each code, when one code comes
 * more often than is usual. Not keyed, one task. Minutes are those of the wall clock: how often
 * something goes wrong is a question of the edge, no decision hangs on it. State: none that
 * outlives a restart, which only starts the minute anew; one counter for each code of ingest.
 */
public final class DeadLetterRate extends ProcessFunction<DeadLetter, DeadLetter> {

  private static final long serialVersionUID = 1L;

  private final long perMinute;

  private transient Map<String, Long> counts;
  private transient long minute;
  private transient DeskMetrics metrics;

  /**
   * With a limit.
   *
   * @param perMinute dead letters of one code in a minute that raise no alert
   */
  public DeadLetterRate(long perMinute) {
    this.perMinute = perMinute;
  }

  @Override
  public void open(OpenContext context) {
    metrics = new DeskMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(DeadLetter letter, Context context, Collector<DeadLetter> out) {
    out.collect(letter);
    long now = context.timerService().currentProcessingTime();
    long current = TimeUnit.MILLISECONDS.toMinutes(now);
    if (counts == null || current != minute) {
      counts = new TreeMap<>();
      minute = current;
    }
    if (counts.merge(letter.code(), 1L, Long::sum) == perMinute + 1) {
      Alert alert = alert(letter, now);
      metrics.alert(alert);
      context.output(SideOutputs.ALERTS, alert);
    }
  }

  private Alert alert(DeadLetter letter, long now) {
    return new Alert(
        DeadLetters.SOURCE,
        "DEAD_LETTER_RATE/" + letter.code() + "/" + minute,
        Severity.WARNING,
        "DEAD_LETTER_RATE",
        "",
        "",
        TimeUnit.MILLISECONDS.toMicros(now),
        "more than %d dead letters with the code %s in one minute; the last says of %s: %s"
            .formatted(perMinute, letter.code(), letter.topic(), letter.reason()));
  }
}
