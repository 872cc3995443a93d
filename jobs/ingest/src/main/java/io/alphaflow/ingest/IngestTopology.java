package io.alphaflow.ingest;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.PartitionKeys;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.operator.DeadLetterRate;
import io.alphaflow.ingest.operator.IngestOutputs;
import io.alphaflow.ingest.operator.MarketLogOperator;
import io.alphaflow.ingest.operator.StrategyCopies;
import io.alphaflow.ingest.operator.ValidateFunction;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Ingest's stream graph: market → validate (chained), and strategies → copies (chained) → by
 * partition of the trade log: trades, gaps and heartbeats, bars, marks, clock ticks, rules, changes
 * of strategies → sinks (chained). One hop over the network, the one that keys by partition.
 */
public final class IngestTopology {

  /** Of the operator that is keyed; fixed for the life of its state. */
  private static final int MAX_PARALLELISM = 128;

  private IngestTopology() {}

  /**
   * Adds the graph to the environment, which brings checkpointing, parallelism and buffer timeout.
   *
   * @param venue name of the venue, whose clock ticks
   * @param marketPartitions partitions of the trade log; fixed for the life of a desk
   * @param journalPartitions partitions of the journal
   */
  public static void build(
      StreamExecutionEnvironment env,
      IngestEndpoints endpoints,
      IngestOptions options,
      String venue,
      int marketPartitions,
      int journalPartitions) {
    SingleOutputStreamOperator<MarketEvent> valid =
        env.fromSource(
                endpoints.market(),
                WatermarkStrategy.noWatermarks(),
                "market",
                TypeInformation.of(MarketEvent.class))
            .uid("market")
            .process(new ValidateFunction(options.quotesInTradeLog()))
            .uid("validate")
            .name("validate");
    PartitionKeys partitions = new PartitionKeys(marketPartitions, MAX_PARALLELISM);
    SingleOutputStreamOperator<MarketEvent> strategies =
        env.fromSource(
                endpoints.strategies(),
                WatermarkStrategy.noWatermarks(),
                "strategies",
                TypeInformation.of(RawRecord.class))
            .uid("strategies")
            .setParallelism(1)
            .process(new StrategyCopies(marketPartitions))
            .uid("strategy-copies")
            .name("strategy-copies")
            .setParallelism(1);
    SingleOutputStreamOperator<LogWrite> log =
        valid
            .union(strategies)
            .keyBy(event -> key(event, partitions), Types.INT)
            .transform(
                "market-log",
                TypeInformation.of(LogWrite.class),
                new MarketLogOperator(venue, options, partitions, journalPartitions))
            .uid("market-log")
            .setMaxParallelism(MAX_PARALLELISM);
    log.sinkTo(endpoints.trades()).uid("trades").name("trades");
    log.getSideOutput(IngestOutputs.BARS).sinkTo(endpoints.bars()).uid("bars").name("bars");
    log.getSideOutput(IngestOutputs.INSTRUMENTS)
        .sinkTo(endpoints.instruments())
        .uid("instruments")
        .name("instruments");
    log.getSideOutput(IngestOutputs.JOURNAL)
        .sinkTo(endpoints.journal())
        .uid("journal")
        .name("journal");
    valid
        .getSideOutput(IngestOutputs.QUOTES)
        .sinkTo(endpoints.quotes())
        .uid("quotes")
        .name("quotes");
    SingleOutputStreamOperator<DeadLetter> deadLetters =
        valid
            .getSideOutput(SideOutputs.DEAD_LETTERS)
            .union(log.getSideOutput(SideOutputs.DEAD_LETTERS))
            .union(strategies.getSideOutput(SideOutputs.DEAD_LETTERS))
            .process(new DeadLetterRate(options.deadLettersPerMinute()))
            .uid("dead-letter-rate")
            .name("dead-letter-rate")
            .setParallelism(1);
    deadLetters.sinkTo(endpoints.deadLetters()).uid("dead-letters").name("dead-letters");
    valid
        .getSideOutput(SideOutputs.ALERTS)
        .union(log.getSideOutput(SideOutputs.ALERTS))
        .union(deadLetters.getSideOutput(SideOutputs.ALERTS))
        .sinkTo(endpoints.alerts())
        .uid("alerts")
        .name("alerts");
  }

  private static Integer key(MarketEvent event, PartitionKeys partitions) {
    return event.strategy() == null
        ? partitions.of(event.instrument())
        : partitions.ofPartition(event.strategy().partition());
  }
}
