package io.alphaflow.backtest.data;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.kafka.LogSlice;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The trades or bars of a Kafka topic, as the desk writes them. What is read is fixed when it is
 * opened: the log may grow meanwhile. Of records that are there twice the first counts; trades that
 * come too late go to the rejects.
 */
public final class TopicEvents implements EventSource {

  private final TopicHistory history;
  private final Map<String, PriceSample> samples;
  private final Rejects rejects;

  private TopicEvents(TopicHistory history, Map<String, PriceSample> samples, Rejects rejects) {
    this.history = history;
    this.samples = samples;
    this.rejects = rejects;
  }

  /**
   * Looks into a log: what is in it, and where.
   *
   * @throws IllegalArgumentException when the log has nothing of what is wanted; the message says
   *     what it has
   * @throws IOException when it cannot be read
   */
  public static TopicEvents open(TopicQuery query, Rejects rejects) throws IOException {
    LogEvents kind = kind(query.topic());
    List<LogSlice> slices =
        LogSlice.from(query.kafka(), query.topic(), query.from(), query.offsets());
    TopicScan scan = new TopicScan(query, kind).read(slices);
    String interval = scan.interval();
    return new TopicEvents(
        new TopicHistory(
            query.kafka(), kind, interval, slices, scan.lanes(), query.from(), query.to()),
        scan.samples(),
        rejects);
  }

  private static LogEvents kind(String topic) {
    if (topic.endsWith("trades")) {
      return LogEvents.TRADES;
    }
    if (topic.endsWith("bars")) {
      return LogEvents.BARS;
    }
    throw new IllegalArgumentException(
        topic
            + ": expected a log of trades or bars, market.trades or market.bars, or a copy of one"
            + " whose name ends with trades or bars");
  }

  @Override
  public TopicHistory history() {
    return history;
  }

  @Override
  public boolean bars() {
    return history.kind() == LogEvents.BARS;
  }

  @Override
  public String interval() {
    return history.interval();
  }

  @Override
  public List<String> descriptions() {
    String what = bars() ? "bars of " + interval() : "trades";
    return history.lanes().stream()
        .map(
            lane ->
                "topic %s, partition %d, offsets %d to %d: %s %s"
                    .formatted(
                        history.slices().get(lane.slice()).topic(),
                        history.slices().get(lane.slice()).partition(),
                        lane.first(),
                        lane.last(),
                        lane.instrument(),
                        what))
        .toList();
  }

  @Override
  public List<InstrumentId> instruments() {
    return samples.keySet().stream().map(InstrumentId::parse).collect(Collectors.toList());
  }

  @Override
  public Map<String, PriceSample> sample() {
    return samples;
  }

  @Override
  public void run(EventSink sink) throws IOException {
    history.read(sink, rejects);
  }
}
