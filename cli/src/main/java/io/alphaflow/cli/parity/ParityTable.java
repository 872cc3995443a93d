package io.alphaflow.cli.parity;

import io.alphaflow.archive.table.Table;
import io.alphaflow.cli.Period;
import io.alphaflow.common.json.JsonCodec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Scores in the desk's database: table {@code parity_runs}. */
final class ParityTable {

  private record Run(long madeAt, String desk, Parity parity) {}

  private static final Table<Run> TABLE =
      Table.<Run>of("parity_runs")
          .time("made_at", Run::madeAt)
          .text("desk", Run::desk)
          .time("period_start", of(p -> bound(p.period().from(), Period.ALL.from())))
          .time("period_end", of(p -> bound(p.period().to(), Period.ALL.to())))
          .number("score", of(Parity::score))
          .integer("trades", of(Parity::trades))
          .integer("signals", of(p -> p.signals().all()))
          .integer("signals_same", of(p -> p.signals().same()))
          .integer("decisions", of(p -> p.decisions().all()))
          .integer("decisions_same", of(p -> p.decisions().same()))
          .integer("orders", of(p -> p.fills().all()))
          .integer("orders_same", of(p -> p.fills().same()))
          .integer("unexplained", of(Parity::unexplained))
          .json("differences", of(p -> ParityJson.differences(p, JsonCodec.object()).toString()))
          .integer("latency_micros", of(p -> p.rules().entryLatency()))
          .amount("taker_fee", of(p -> p.rules().takerFee()));

  private ParityTable() {}

  private static <V> Function<Run, V> of(Function<Parity, V> value) {
    return run -> value.apply(run.parity());
  }

  private static Long bound(long time, long none) {
    return time == none ? null : time;
  }

  /**
   * Adds a score.
   *
   * @param madeAt wall clock, epoch microseconds UTC
   */
  static void insert(Connection connection, long madeAt, String desk, Parity parity)
      throws SQLException {
    TABLE.insert(connection, List.of(TABLE.row(new Run(madeAt, desk, parity))));
  }
}
