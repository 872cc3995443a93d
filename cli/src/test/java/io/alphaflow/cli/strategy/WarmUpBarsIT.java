package io.alphaflow.cli.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The last bars of a log of bars on a real broker. */
@Timeout(60)
class WarmUpBarsIT {

  private static final long MINUTE = 60_000_000;
  private static final long LAST = 20_000;

  @TempDir Path work;
  private KafkaBroker broker;
  private DeskConfig config;

  @BeforeEach
  void start() throws Exception {
    broker = KafkaBroker.start(work.resolve("kafka"), 0);
    broker.createTopics(Map.of(Topics.BARS.name(), 2));
    config = TestDesk.config(broker.bootstrapServers(), "{bars: [1s, 1m]}");
    List<Bar> bars = new ArrayList<>();
    for (long number = 1; number <= LAST; number++) {
      bars.add(bar("sim:BTC/USD", "1m", number));
      bars.add(bar("sim:BTC/USD", "1s", number));
      bars.add(bar("sim:ETH/USD", "1m", number));
      if (number % 100 == 0) {
        // Written again after a crash.
        bars.add(bar("sim:BTC/USD", "1m", number - 1));
        bars.add(bar("sim:BTC/USD", "1m", number));
      }
    }
    write(bars);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void theLastBarsOfTheIntervalInOrderOnceEach() throws Exception {
    List<Bar> bars = new WarmUpBars(config, "1m").last("sim:BTC/USD", 3_000);
    assertThat(bars)
        .extracting(Bar::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(LAST - 2_999, LAST).boxed().toList());
    assertThat(bars).allMatch(b -> b.interval().equals("1m") && b.instrument().endsWith("BTC/USD"));
  }

  @Test
  void asManyAsThereAre() throws Exception {
    assertThat(new WarmUpBars(config, "1m").last("sim:ETH/USD", 50_000)).hasSize((int) LAST);
    assertThat(new WarmUpBars(config, "1m").last("sim:LTC/USD", 10)).isEmpty();
  }

  @Test
  void anIntervalThatIsNotPublishedIsPutTogetherFromFinerBars() throws Exception {
    List<Bar> bars = new WarmUpBars(config, "10m").last("sim:BTC/USD", 4);
    assertThat(bars).hasSize(4);
    Bar last = bars.get(3);
    assertThat(last.interval()).isEqualTo("10m");
    assertThat(last.openTime()).isEqualTo((LAST - 10) * MINUTE);
    assertThat(last.open()).isEqualTo(LAST - 10);
    assertThat(last.close()).isEqualTo(LAST - 1);
    assertThat(last.trades()).isEqualTo(10);
  }

  private static Bar bar(String instrument, String interval, long number) {
    long open = number * MINUTE;
    return new Bar(
        instrument,
        interval,
        number,
        open,
        open + MINUTE,
        number,
        number,
        number,
        number,
        1,
        1,
        1,
        0,
        0);
  }

  private void write(List<Bar> bars) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "20"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Bar bar : bars) {
        producer.send(
            new ProducerRecord<>(
                Topics.BARS.name(),
                bar.instrument().getBytes(StandardCharsets.UTF_8),
                Topics.BARS.codec().encode(bar)));
      }
    }
  }
}
