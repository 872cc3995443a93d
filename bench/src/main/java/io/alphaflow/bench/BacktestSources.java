package io.alphaflow.bench;

import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.backtest.data.FileEvents;
import io.alphaflow.backtest.data.Symbols;
import io.alphaflow.backtest.data.TopicEvents;
import io.alphaflow.backtest.data.TopicQuery;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.history.export.ExportOptions;
import io.alphaflow.history.export.LogExport;
import io.alphaflow.history.export.Output;
import io.alphaflow.history.format.ReadOptions;
import io.alphaflow.history.kafka.OffsetRange;
import io.alphaflow.history.plan.Plan;
import io.alphaflow.history.plan.PlanOptions;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The same trades in a topic as ingest writes it, and in a Parquet file as export writes it. */
final class BacktestSources implements AutoCloseable {

  private final KafkaBroker broker;
  private final KafkaOptions kafka;
  private final Path parquet;

  BacktestSources(List<Trade> trades) throws IOException {
    Path work = Files.createTempDirectory("backtest-bench");
    broker = KafkaBroker.start(work.resolve("kafka"), 0);
    kafka = new KafkaOptions(broker.bootstrapServers(), "", 1, 1, new Properties());
    broker.createTopics(Map.of(Topics.TRADES.name(), 1));
    RecordCodec<MarketEntry> codec = Topics.TRADES.codec();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "linger.ms", "20",
                "batch.size", "262144",
                "max.in.flight.requests.per.connection", "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Trade trade : trades) {
        byte[] key = trade.instrument().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topics.TRADES.name(), 0, key, codec.encode(trade)));
      }
    }
    parquet = work.resolve("trades.parquet");
    LogExport.run(
        kafka,
        "trades",
        ExportOptions.ALL,
        new Output(Output.Format.PARQUET, Optional.of(parquet), Writer.nullWriter()));
  }

  /** What the topic has; the command looks it through in the same way before it runs. */
  EventSource topic() throws IOException {
    return TopicEvents.open(
        new TopicQuery(
            kafka,
            Topics.TRADES.name(),
            new Symbols(List.of()),
            Optional.empty(),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            OffsetRange.EVERYTHING),
        Rejects.none());
  }

  /** What the file has. */
  EventSource parquet() throws IOException {
    PlanOptions options =
        new PlanOptions(
            ReadOptions.detect(Long.MAX_VALUE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new FileEvents(
        Plan.of(List.of(parquet), options, Rejects.none()),
        Rejects.none(),
        Long.MIN_VALUE,
        Long.MAX_VALUE);
  }

  @Override
  public void close() {
    broker.close();
  }
}
