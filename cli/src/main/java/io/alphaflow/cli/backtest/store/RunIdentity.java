package io.alphaflow.cli.backtest.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.backtest.report.Selection;
import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.report.WalkForwardTable;
import io.alphaflow.backtest.result.Assumptions;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.RunDecision;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.common.model.RoundTrip;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The id of a run: the first 64 bits of a SHA-256 over what it was made with and all that came out.
 * The same run has the same id, and what differs anywhere has another, also when the difference is
 * in data of the same name. The command line, where the data lies and the version of the program do
 * not count: a run that a new version repeats to the last digit is the same run. A version that
 * says the assumptions in other words, or has more settings (they are in the hash of the
 * configuration), gives the same run another id.
 */
final class RunIdentity {

  private static final int BYTES = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MessageDigest digest;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  private RunIdentity() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String of(
      BacktestResult result, Statistics statistics, Optional<? extends Selection> selection) {
    RunIdentity identity = new RunIdentity();
    identity.add(assumptions(result.assumptions()));
    identity.add(result.counts().toString());
    identity.add(result.limits().toString());
    identity.add(result.gaps().toString());
    identity.add(result.equity());
    identity.add(result.fills().size());
    for (ExecutedFill fill : result.fills()) {
      identity.add(fill.toString());
    }
    identity.add(result.roundTrips().size());
    for (RoundTrip trip : result.roundTrips()) {
      identity.add(trip.toString());
    }
    identity.add(result.decisions().size());
    for (RunDecision decision : result.decisions()) {
      identity.add(decision.toString());
    }
    identity.add(statistics.values().toString());
    selection.ifPresent(identity::add);
    return HexFormat.of().formatHex(identity.digest.digest(), 0, BYTES);
  }

  private static String assumptions(Assumptions assumptions) {
    ObjectNode fields = JSON.valueToTree(assumptions);
    fields.remove("command");
    fields.remove("codeVersion");
    fields.remove("data");
    return fields.toString();
  }

  private void add(EquityCurve curve) {
    add(curve.size());
    for (long time : curve.times()) {
      add(time);
    }
    add(curve.equity());
    add(curve.gross());
    add(curve.net());
    add(curve.benchmark());
  }

  private void add(Selection selection) {
    if (selection instanceof SweepTable sweep) {
      add(sweep.rankedBy());
      add(sweep.parameters().toString());
      for (SweepTable.Row row : sweep.rows()) {
        add(row.toString());
      }
    } else if (selection instanceof WalkForwardTable walk) {
      add(walk.rankedBy());
      add(walk.parameters().toString());
      for (WalkForwardTable.Row row : walk.rows()) {
        add(row.toString());
      }
    }
  }

  private void add(double[] column) {
    for (double value : column) {
      add(Double.doubleToLongBits(value));
    }
  }

  private void add(long value) {
    digest.update(number.putLong(0, value).array());
  }

  /** With its length before it, so that no two texts add up to the same. */
  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }
}
