package io.alphaflow.cli.verify;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.explain.ToldDecision;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.util.Optional;

/**
 * The recorded story behind a difference: that of the decision, or of the decision that answered
 * the signal. There is none when the record is missing.
 */
final class DifferenceStory {

  private final Difference difference;
  private Decision answer;

  private DifferenceStory(Difference difference) {
    this.difference = difference;
  }

  static Optional<ToldDecision> of(DeskConfig config, Difference difference) throws IOException {
    DifferenceStory story = new DifferenceStory(difference);
    LogReader.readAll(config.kafka(), story::take, Topics.DECISIONS);
    if (story.answer == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ToldDecision.read(config, story.answer.account(), story.answer.sequence()));
    } catch (UserError e) {
      // It was there a moment ago: the log may drop what is old.
      return Optional.empty();
    }
  }

  private void take(RawRecord in) {
    try {
      Decision decision = Topics.DECISIONS.codec().decode(in.value());
      if (answer == null && concerns(decision)) {
        answer = decision;
      }
    } catch (CodecException e) {
      // Told as a fault already.
      return;
    }
  }

  private boolean concerns(Decision decision) {
    if (difference.producer().equals(Verifier.DECISION + decision.account())) {
      return difference.sequence() == decision.sequence();
    }
    return decision.signalOrigin() == SignalOrigin.STRATEGY
        && difference.sequence() == decision.signalSequence()
        && difference
            .producer()
            .equals("signal/" + decision.strategy() + "/" + decision.instrument());
  }
}
