package io.alphaflow.cli.verify;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.topic.Topics;
import java.util.List;
import java.util.Optional;

/**
 * {@code alphaflow verify} of a desk that is asked again and again whether what it wrote since the
 * last time is right: strategies and gate go on from where they were, so that each time costs only
 * what is new. The desk must be at rest then. Used by one thread.
 */
public final class StandingVerification implements AutoCloseable {

  private final Verifier decisions;
  private final SignalVerifier signals;
  private final LogReader decisionLog;
  private final LogReader journal;
  private final LogReader journalOfSignals;
  private final LogReader trades;

  /** Of a desk from the beginning of its logs on. */
  public StandingVerification(DeskConfig config) {
    decisions = Verifier.standing(config);
    signals = SignalVerifier.standing(config);
    decisionLog = new LogReader(config.kafka(), List.of(Topics.DECISIONS));
    journal = new LogReader(config.kafka(), List.of(Topics.JOURNAL));
    journalOfSignals = new LogReader(config.kafka(), List.of(Topics.JOURNAL));
    trades = new LogReader(config.kafka(), List.of(Topics.TRADES));
  }

  /** The first difference between what the logs hold and what comes out when it is run again. */
  public Optional<String> firstDifference() {
    return signals
        .more(journalOfSignals, trades)
        .first()
        .or(decisions.more(decisionLog, journal)::first)
        .map(Difference::text);
  }

  @Override
  public void close() {
    decisionLog.close();
    journal.close();
    journalOfSignals.close();
    trades.close();
  }
}
