package io.alphaflow.execution;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.exchange.trading.TradingVenue;
import io.alphaflow.execution.operator.ExchangeLaneOperator;
import io.alphaflow.execution.operator.LaneInput;
import io.alphaflow.execution.operator.OrderRouter;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The stream graph: decisions → router → (side output) → lanes → journal. */
public final class ExecutionTopology {

  /** Bound of the parallelism for ever; more than there are accounts is of no use. */
  public static final int MAX_PARALLELISM = 128;

  private ExecutionTopology() {}

  /**
   * Where the job reads and writes.
   *
   * @param decisions the gate's decisions, keyed by account, those of an account in order
   * @param journal execution reports, account snapshots, trips of the dead man
   * @param alerts what a person should know
   * @param deadLetters decisions and user events that could not be used
   */
  public record Endpoints(
      Source<RawRecord, ?, ?> decisions,
      Sink<LogWrite> journal,
      Sink<Alert> alerts,
      Sink<DeadLetter> deadLetters) {}

  /** Adds the job to the environment. */
  public static void build(
      StreamExecutionEnvironment env,
      Endpoints endpoints,
      TradingVenue venue,
      ExecutionOptions options) {
    SingleOutputStreamOperator<LaneInput> router =
        env.fromSource(
                endpoints.decisions(),
                WatermarkStrategy.noWatermarks(),
                "decisions",
                TypeInformation.of(RawRecord.class))
            .uid("decisions")
            .setMaxParallelism(MAX_PARALLELISM)
            .setBufferTimeout(0)
            .keyBy(RawRecord::key, Types.STRING)
            .transform(
                "order router",
                TypeInformation.of(LaneInput.class),
                new OrderRouter(
                    options.accounts().stream()
                        .map(AccountOptions::id)
                        .collect(Collectors.toSet())))
            .uid("order-router")
            .setMaxParallelism(MAX_PARALLELISM)
            .setBufferTimeout(0);
    SingleOutputStreamOperator<LogWrite> lanes =
        router
            .getSideOutput(OrderRouter.REQUESTS)
            .keyBy(LaneInput::account, Types.STRING)
            .transform(
                "exchange lanes",
                TypeInformation.of(LogWrite.class),
                new ExchangeLaneOperator(venue, options))
            .uid("exchange-lanes")
            .setMaxParallelism(MAX_PARALLELISM)
            .setBufferTimeout(0);
    lanes.sinkTo(endpoints.journal()).uid("journal").name("journal");
    router
        .getSideOutput(SideOutputs.ALERTS)
        .union(lanes.getSideOutput(SideOutputs.ALERTS))
        .sinkTo(endpoints.alerts())
        .uid("alerts")
        .name("alerts");
    router
        .getSideOutput(SideOutputs.DEAD_LETTERS)
        .union(lanes.getSideOutput(SideOutputs.DEAD_LETTERS))
        .sinkTo(endpoints.deadLetters())
        .uid("dead-letters")
        .name("dead letters");
  }
}
