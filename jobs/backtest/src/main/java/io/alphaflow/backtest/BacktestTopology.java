package io.alphaflow.backtest;

import io.alphaflow.backtest.data.History;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.operator.BacktestOperator;
import io.alphaflow.backtest.operator.EventBatch;
import io.alphaflow.backtest.operator.HistoryReader;
import io.alphaflow.backtest.operator.JobPiece;
import io.alphaflow.backtest.operator.WholeBacktest;
import io.alphaflow.signals.CatalogSource;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One pass over the history for all variants: a reader, broadcast to as many tasks as the
 * environment's parallelism says; a single task reads itself. What comes out does not depend on how
 * many those are; it may come out again after a failure, with the same bytes.
 */
public final class BacktestTopology {

  /** Until a machine that is lost is known to be: heartbeats may be missed for 50 s. */
  private static final int ATTEMPTS = 20;

  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private BacktestTopology() {}

  /**
   * What a job needs whose outcomes are collected where it was submitted. A job without checkpoints
   * ends its collecting when it restarts; with these, none of which is ever due, it collects again
   * what comes out again.
   */
  public static Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(100));
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.AT_LEAST_ONCE);
    settings.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, false);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, ATTEMPTS);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, BETWEEN);
    return settings;
  }

  /**
   * What becomes of the variants.
   *
   * @param bars whether the history consists of bars
   */
  public static DataStream<JobPiece> of(
      StreamExecutionEnvironment environment,
      History history,
      BacktestOptions options,
      CatalogSource catalog,
      boolean bars) {
    SingleOutputStreamOperator<Integer> start =
        environment.fromData(1).uid("start").name("start").setParallelism(1);
    if (environment.getParallelism() == 1) {
      return start
          .flatMap(new WholeBacktest(history, options, catalog, bars))
          .returns(JobPiece.class)
          .uid("backtest")
          .name("backtest");
    }
    SingleOutputStreamOperator<EventBatch> events =
        start
            .process(new HistoryReader(history))
            .returns(EventBatch.class)
            .uid("history")
            .name("history")
            .setParallelism(1);
    return events
        .broadcast()
        .transform(
            "backtest",
            TypeInformation.of(JobPiece.class),
            new BacktestOperator(options, catalog, bars))
        .uid("backtest")
        .union(events.getSideOutput(HistoryReader.REJECTS));
  }
}
