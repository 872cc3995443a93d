package io.alphaflow.risk;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionReadings;
import io.alphaflow.risk.operator.Breakers;
import io.alphaflow.risk.operator.GateOperator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The stream graph of the risk job: journal → gate → decisions; circuit breakers and what the gate
 * wants go back.
 */
public final class RiskTopology {

  /** Bound of the parallelism for ever; more than a journal has partitions is of no use. */
  public static final int MAX_PARALLELISM = 128;

  private RiskTopology() {}

  /**
   * Where the job reads and writes.
   *
   * @param journal each partition in order; its place is in the records
   * @param decisions the gate's answers
   * @param readings what the controls measured for them
   * @param back trips of circuit breakers and signals of the gate, for the journal: the gate must
   *     read them there
   * @param alerts what a person should know
   * @param deadLetters entries that could not be used
   */
  public record Endpoints(
      Source<RawRecord, ?, ?> journal,
      Sink<Decision> decisions,
      Sink<DecisionReadings> readings,
      Sink<LogWrite> back,
      Sink<Alert> alerts,
      Sink<DeadLetter> deadLetters) {}

  /** Adds the job to the environment. */
  public static void build(
      StreamExecutionEnvironment env, Endpoints endpoints, RiskOptions options) {
    SingleOutputStreamOperator<Decision> decisions =
        env.fromSource(
                endpoints.journal(),
                WatermarkStrategy.noWatermarks(),
                "journal",
                TypeInformation.of(RawRecord.class))
            .uid("journal")
            .name("journal")
            .setMaxParallelism(MAX_PARALLELISM)
            .keyBy(RawRecord::partition, Types.INT)
            .transform("gate", TypeInformation.of(Decision.class), new GateOperator(options))
            .uid("gate")
            .name("gate")
            .setMaxParallelism(MAX_PARALLELISM);
    decisions.sinkTo(endpoints.decisions()).uid("decisions").name("decisions");

    decisions
        .getSideOutput(GateOperator.READINGS)
        .sinkTo(endpoints.readings())
        .uid("decision-readings")
        .name("decision readings");

    // As many writers as there are gates: the signals of one must not overtake each other.
    decisions
        .getSideOutput(GateOperator.SIGNALS)
        .sinkTo(endpoints.back())
        .uid("gate-signals")
        .name("gate signals")
        .setParallelism(decisions.getParallelism());

    Breakers breakers =
        Breakers.watch(decisions.getSideOutput(GateOperator.BREAKER_EVENTS), options);
    // One writer: the trips of a breaker must not overtake each other.
    breakers
        .trips()
        .sinkTo(endpoints.back())
        .uid("breaker-trips")
        .name("breaker trips")
        .setParallelism(1);

    decisions
        .getSideOutput(SideOutputs.ALERTS)
        .union(breakers.alerts())
        .sinkTo(endpoints.alerts())
        .uid("alerts")
        .name("alerts");
    decisions
        .getSideOutput(SideOutputs.DEAD_LETTERS)
        .sinkTo(endpoints.deadLetters())
        .uid("dead-letters")
        .name("dead letters");
  }
}
