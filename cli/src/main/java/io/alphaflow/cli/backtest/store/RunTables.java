package io.alphaflow.cli.backtest.store;

import io.alphaflow.archive.table.Table;
import io.alphaflow.archive.table.Tables;
import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.report.WalkForwardTable;
import io.alphaflow.backtest.result.Assumptions;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.RunDecision;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.StatisticsJson;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.RoundTrip;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The tables of a run; their columns are created by the archive's migrations. */
final class RunTables {

  /** Units of 1e-8 in a whole one. */
  private static final double UNITS = 1e8;

  /** Beyond it a long has no room. */
  private static final double MOST = 9e10;

  /** A part of a run and its place among those of its kind. */
  record Part<T>(StoredRun run, int number, T value) {}

  /** How many decisions had an outcome. */
  record Count(String outcome, String code, long decisions) {}

  static final Table<StoredRun> RUNS =
      Table.<StoredRun>of("backtest_runs")
          .text("run", StoredRun::id)
          .text("name", StoredRun::name)
          .time("made_at", StoredRun::madeAt)
          .text("version", of(Assumptions::codeVersion))
          .text("command", of(Assumptions::command))
          .time("start_time", of(Assumptions::from))
          .time("end_time", of(Assumptions::to))
          .integer("events", of(Assumptions::events))
          .text("currency", of(Assumptions::currency))
          .amount("cash", of(a -> units(a.cash())))
          .json("strategies", of(a -> StatisticsJson.write(a.strategies())))
          .json("data", of(a -> StatisticsJson.write(a.data())))
          .json("assumptions", of(a -> StatisticsJson.write(rules(a))))
          .json("conventions", r -> StatisticsJson.write(r.statistics().conventions()))
          .json("counts", r -> StatisticsJson.write(r.result().counts()))
          .json("limits", r -> StatisticsJson.write(r.result().limits()))
          .json("gaps", r -> StatisticsJson.write(r.result().gaps()))
          .integer("variants", of(a -> (long) a.variants()))
          .json("parameters", r -> StatisticsJson.write(r.parameters()))
          .optionalText("ranked_by", r -> r.rankedBy().orElse(null));

  static final Table<Part<Metric>> METRICS =
      RunTables.<Metric>part("backtest_metrics")
          .text("metric", p -> p.value().key())
          .text("label", p -> p.value().label())
          .constant("unit", p -> p.value().unit())
          .number("value", p -> finite(p.value().of(p.run().statistics())));

  /** Of each number of the curve a point. */
  static final Table<Part<EquityCurve>> EQUITY =
      RunTables.<EquityCurve>part("backtest_equity")
          .integer("point", p -> (long) p.number())
          .time("time", p -> p.value().times()[p.number()])
          .amount("equity", p -> units(p.value().equity()[p.number()]))
          .amount("gross", p -> units(p.value().gross()[p.number()]))
          .amount("net", p -> units(p.value().net()[p.number()]))
          .amount("benchmark", p -> benchmark(p.value(), p.number()));

  static final Table<Part<RoundTrip>> TRIPS =
      RunTables.<RoundTrip>part("backtest_trips")
          .text("strategy", p -> p.value().strategy())
          .instrument(p -> p.value().instrument())
          // Not as the ledger counts them: the windows of a walk-forward analysis each begin with
          // 1.
          .integer("number", p -> (long) p.number() + 1)
          .constant("side", p -> p.value().side())
          .time("opened_at", amount(RoundTrip::openedAt))
          .time("closed_at", amount(RoundTrip::closedAt))
          .amount("quantity", amount(RoundTrip::quantity))
          .amount("entry_price", amount(RoundTrip::entryPrice))
          .amount("exit_price", amount(RoundTrip::exitPrice))
          .amount("pnl", amount(RoundTrip::pnl))
          .amount("fees", amount(RoundTrip::fees))
          .amount("adverse", amount(RoundTrip::adverse))
          .amount("favourable", amount(RoundTrip::favourable))
          .integer("fills", amount(RoundTrip::fills));

  static final Table<Part<ExecutedFill>> FILLS =
      RunTables.<ExecutedFill>part("backtest_fills")
          .integer("number", p -> (long) p.number())
          .time("time", amount(ExecutedFill::time))
          .text("strategy", p -> p.value().strategy())
          .instrument(p -> p.value().instrument())
          .text("client_order_id", p -> p.value().orderId())
          .constant("side", p -> p.value().side())
          .amount("quantity", amount(ExecutedFill::quantity))
          .amount("price", amount(ExecutedFill::price))
          .amount("fee", amount(ExecutedFill::fee))
          .flag("maker", p -> p.value().maker())
          .amount("arrival_price", amount(ExecutedFill::arrivalPrice))
          .time("decided_at", amount(ExecutedFill::decidedAt))
          .time("accepted_at", p -> p.value().acceptedAt() == 0 ? null : p.value().acceptedAt())
          .optionalText("tag", p -> p.value().tag());

  static final Table<Part<RunDecision>> DECISIONS =
      RunTables.<RunDecision>part("backtest_decisions")
          .integer("number", p -> (long) p.number())
          .optionalText("code", p -> firstCode(p.value().decision()))
          .optionalText(
              "signal_side",
              p -> p.value().signalSide() == null ? null : p.value().signalSide().name())
          .optionalText("tag", p -> p.value().tag())
          .amount("arrival_price", amount(RunDecision::arrivalPrice))
          .columns(Tables.DECISIONS, p -> p.value().decision());

  static final Table<Part<Count>> COUNTS =
      RunTables.<Count>part("backtest_decision_counts")
          .text("outcome", p -> p.value().outcome())
          .text("code", p -> p.value().code())
          .integer("decisions", amount(Count::decisions));

  static final Table<Part<SweepTable.Row>> SWEEP =
      RunTables.<SweepTable.Row>part("backtest_sweep")
          .integer("rank", p -> (long) p.value().rank())
          .json("parameters", p -> parameters(p.run(), p.value().values()))
          .json("metrics", p -> StatisticsJson.write(p.value().statistics()));

  static final Table<Part<WalkForwardTable.Row>> WINDOWS =
      RunTables.<WalkForwardTable.Row>part("backtest_windows")
          .integer("number", p -> (long) p.number() + 1)
          .time("train_from", amount(WalkForwardTable.Row::trainFrom))
          .time("train_to", amount(WalkForwardTable.Row::trainTo))
          .time("test_from", amount(WalkForwardTable.Row::testFrom))
          .time("test_to", amount(WalkForwardTable.Row::testTo))
          .json("parameters", p -> parameters(p.run(), p.value().values()))
          .json("trained", p -> StatisticsJson.write(p.value().trained()))
          .json("tested", p -> StatisticsJson.write(p.value().tested()));

  private RunTables() {}

  private static String firstCode(Decision decision) {
    return decision.violations().isEmpty() ? null : decision.violations().get(0).code();
  }

  private static <T> Table<Part<T>> part(String table) {
    return Table.<Part<T>>of(table).text("run", p -> p.run().id());
  }

  private static <V> Function<StoredRun, V> of(Function<Assumptions, V> value) {
    return run -> value.apply(run.result().assumptions());
  }

  private static <T> Function<Part<T>, Long> amount(ToLongFunction<T> value) {
    return part -> value.applyAsLong(part.value());
  }

  private static Map<String, String> rules(Assumptions assumptions) {
    Map<String, String> rules = new LinkedHashMap<>();
    rules.put("fillModel", assumptions.fillModel());
    rules.put("fees", assumptions.fees());
    rules.put("latency", assumptions.latency());
    rules.put("slippage", assumptions.slippage());
    rules.put("configHash", assumptions.configHash());
    return rules;
  }

  private static String parameters(StoredRun run, List<String> values) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      parameters.put(run.parameters().get(i), values.get(i));
    }
    return StatisticsJson.write(parameters);
  }

  private static Long benchmark(EquityCurve curve, int point) {
    double price = curve.benchmark().length == 0 ? Double.NaN : curve.benchmark()[point];
    return Double.isFinite(price) ? units(price) : null;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** A series holds doubles; to eight decimals they are exact up to ninety million. */
  private static long units(double value) {
    if (!(Math.abs(value) < MOST)) {
      throw new IllegalArgumentException(value + " is no amount that the database has room for");
    }
    return Math.round(value * UNITS);
  }
}
