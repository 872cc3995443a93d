package io.alphaflow.ingest;

import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Trade;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.operator.IngestOutputs;
import io.alphaflow.ingest.operator.InstrumentOperator;
import io.alphaflow.ingest.operator.ValidateFunction;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Ingest's stream graph: market → validate (chained) → by instrument: trades, bars, marks, clock
 * ticks, rules → sinks (chained). One hop over the network, the one that keys by instrument.
 */
public final class IngestTopology {

  private IngestTopology() {}

  /**
   * Adds the graph to the environment, which brings checkpointing, parallelism and buffer timeout.
   *
   * @param venue name of the venue, whose clock ticks
   * @param journalPartitions partitions of the journal
   */
  public static void build(
      StreamExecutionEnvironment env,
      IngestEndpoints endpoints,
      IngestOptions options,
      String venue,
      int journalPartitions) {
    SingleOutputStreamOperator<MarketEvent> valid =
        env.fromSource(
                endpoints.market(),
                WatermarkStrategy.noWatermarks(),
                "market",
                TypeInformation.of(MarketEvent.class))
            .uid("market")
            .process(new ValidateFunction())
            .uid("validate")
            .name("validate");
    SingleOutputStreamOperator<Trade> trades =
        valid
            .keyBy(MarketEvent::instrument, Types.STRING)
            .transform(
                "instrument",
                TypeInformation.of(Trade.class),
                new InstrumentOperator(venue, options, journalPartitions))
            .uid("instrument");
    trades.sinkTo(endpoints.trades()).uid("trades").name("trades");
    trades.getSideOutput(IngestOutputs.BARS).sinkTo(endpoints.bars()).uid("bars").name("bars");
    trades
        .getSideOutput(IngestOutputs.INSTRUMENTS)
        .sinkTo(endpoints.instruments())
        .uid("instruments")
        .name("instruments");
    trades
        .getSideOutput(IngestOutputs.JOURNAL)
        .sinkTo(endpoints.journal())
        .uid("journal")
        .name("journal");
    valid
        .getSideOutput(IngestOutputs.QUOTES)
        .sinkTo(endpoints.quotes())
        .uid("quotes")
        .name("quotes");
    valid
        .getSideOutput(SideOutputs.DEAD_LETTERS)
        .union(trades.getSideOutput(SideOutputs.DEAD_LETTERS))
        .sinkTo(endpoints.deadLetters())
        .uid("dead-letters")
        .name("dead-letters");
  }
}
