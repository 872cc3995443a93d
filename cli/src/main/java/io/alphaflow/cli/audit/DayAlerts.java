package io.alphaflow.cli.audit;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The alerts of a day, each once, and which entry of the journal caused each. */
final class DayAlerts {

  private static final Pattern CAUSE = Pattern.compile("journal[/-](\\d+)[/-](\\d+)(?![0-9])");

  /** An entry of the journal. */
  record Cause(int partition, long offset) {}

  /**
   * An alert.
   *
   * @param written when it stood in its log, by the wall clock, epoch microseconds UTC
   * @param cause the entry of the journal that it follows from; empty when it names none
   */
  record Raised(Alert alert, long written, Optional<Cause> cause) {}

  private final RecordCodec<Alert> codec = Topics.ALERTS.codec();
  private final Day day;
  private final String account;
  private final Set<String> known = new HashSet<>();
  private final List<Raised> raised = new ArrayList<>();

  private DayAlerts(Day day, String account) {
    this.day = day;
    this.account = account;
  }

  static List<Raised> read(KafkaOptions kafka, Day day, String account) {
    DayAlerts alerts = new DayAlerts(day, account);
    LogReader.readAll(kafka, alerts::take, Topics.ALERTS);
    return alerts.raised;
  }

  private void take(RawRecord in) {
    Alert alert;
    try {
      alert = codec.decode(in.value());
    } catch (CodecException e) {
      return;
    }
    long written = in.timestamp() * 1_000;
    boolean wanted =
        day.has(alert.time() == 0 ? written : alert.time())
            && (account.isEmpty() || alert.account().isEmpty() || alert.account().equals(account));
    if (wanted && known.add(alert.source() + "\n" + alert.id() + "\n" + alert.code())) {
      raised.add(new Raised(alert, written, cause(alert)));
    }
  }

  private static Optional<Cause> cause(Alert alert) {
    Matcher matcher = CAUSE.matcher(alert.correlation());
    if (matcher.lookingAt()) {
      return Optional.of(cause(matcher));
    }
    Matcher id = CAUSE.matcher(alert.id());
    return id.lookingAt() ? Optional.of(cause(id)) : Optional.empty();
  }

  private static Cause cause(Matcher matcher) {
    return new Cause(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }
}
