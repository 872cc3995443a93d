package io.alphaflow.ingest;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.exchange.Venues;
import io.alphaflow.ingest.operator.MarketSource;
import io.alphaflow.ingest.operator.SubscribedInstruments;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The ingest job: {@code --config FILE}. Flink's settings come from the cluster. */
public final class IngestJob {

  /** Name of the job. */
  public static final String NAME = "ingest";

  private IngestJob() {}

  /**
   * Submits the job. It never exits: it may run in the JobManager, whose process has all jobs.
   *
   * @throws ConfigException when the configuration cannot be used
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !args[0].equals("--config")) {
      throw new IllegalArgumentException(
          "usage: IngestJob --config FILE, got \"" + String.join(" ", args) + "\"");
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    configure(env, DeskConfig.load(Path.of(args[1])));
    env.execute(NAME);
  }

  /**
   * Adds the job's graph with its Kafka and venue endpoints to the environment; executes nothing.
   *
   * @throws ConfigException when the section {@code ingest} cannot be used
   */
  public static void configure(StreamExecutionEnvironment env, DeskConfig config) {
    VenueOptions venue = config.venue();
    VenueOptions prices = config.marketVenue();
    AccountOptions account = config.accounts().get(0);
    VenueStreams.check(config.source(), prices, config.read(IngestOptions::read).feed());
    configure(env, config, () -> Venues.marketData(venue, prices, account));
  }

  /** As {@link #configure(StreamExecutionEnvironment, DeskConfig)}, with another venue. */
  static void configure(
      StreamExecutionEnvironment env, DeskConfig config, MarketSource.Venue venue) {
    IngestOptions options = config.read(IngestOptions::read);
    KafkaOptions kafka = config.kafka();
    List<String> instruments =
        config.venue().symbols().stream().distinct().map(InstrumentId::toString).toList();
    IngestEndpoints endpoints =
        new IngestEndpoints(
            new MarketSource(
                venue,
                SubscribedInstruments.following(kafka, config.venue().name(), instruments),
                options.startFromTradeId(),
                options.feed()),
            KafkaEndpoints.source(kafka, NAME, Topics.STRATEGIES),
            KafkaEndpoints.tradeSink(kafka),
            KafkaEndpoints.sink(kafka, Topics.QUOTES),
            KafkaEndpoints.sink(kafka, Topics.BARS),
            KafkaEndpoints.sink(kafka, Topics.INSTRUMENTS),
            KafkaEndpoints.journalSink(kafka),
            KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS),
            KafkaEndpoints.sink(kafka, Topics.ALERTS));
    IngestTopology.build(
        env,
        endpoints,
        options,
        config.venue().name(),
        kafka.marketPartitions(),
        kafka.journalPartitions());
  }
}
