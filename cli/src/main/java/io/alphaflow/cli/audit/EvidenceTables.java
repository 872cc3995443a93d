package io.alphaflow.cli.audit;

import io.alphaflow.archive.audit.AuditResult.ChainResult;
import io.alphaflow.archive.audit.Fault;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.audit.ControlCounts.Count;
import io.alphaflow.cli.audit.ControlCounts.Nearest;
import io.alphaflow.cli.audit.ControlCounts.Place;
import io.alphaflow.cli.audit.DayAlerts.Raised;
import io.alphaflow.cli.audit.LimitPeriods.Period;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AuditHead;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.control.ControlNumber;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.limit.LimitSetting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The evidence of a day as tables, the most asked for first. */
final class EvidenceTables {

  /** Heading of a column with a share of a limit in percent. */
  static final String SHARE = "percent_of_limit";

  private final DayEvidence evidence;

  private EvidenceTables(DayEvidence evidence) {
    this.evidence = evidence;
  }

  static List<EvidenceTable> of(DayEvidence evidence) {
    EvidenceTables tables = new EvidenceTables(evidence);
    return List.of(
        tables.decisions(),
        tables.denials(),
        tables.nearest(),
        tables.controls(),
        tables.limits(),
        tables.versions(),
        tables.overrides(),
        tables.overrideUses(),
        tables.commands(),
        tables.trips(),
        tables.alertDelays(),
        tables.alerts(),
        tables.chains(),
        tables.faults());
  }

  /** What is said where the journal had to be run and could not be. */
  private String replayed(String note) {
    return evidence.gap().isEmpty()
        ? note
        : note + " NOT COMPLETE: " + evidence.gap() + ", so what only it tells is missing here.";
  }

  private static String time(long micros) {
    return micros == 0 ? "" : Micros.iso(micros);
  }

  private EvidenceTable decisions() {
    EvidenceTable table =
        EvidenceTable.of(
            "decisions",
            "Decisions",
            "Signals that were answered, and cancellations; from the audit.",
            "account",
            "strategy",
            "approved",
            "rejected",
            "cancellations",
            "amendments");
    evidence
        .decisions()
        .outcomes()
        .forEach(
            (whose, outcomes) ->
                table.add(
                    whose.account(),
                    whose.strategy(),
                    outcomes.getOrDefault(Outcome.APPROVED, 0L),
                    outcomes.getOrDefault(Outcome.REJECTED, 0L),
                    outcomes.getOrDefault(Outcome.CANCEL, 0L),
                    outcomes.getOrDefault(Outcome.AMEND, 0L)));
    return table;
  }

  private EvidenceTable denials() {
    EvidenceTable table =
        EvidenceTable.of(
            "denials",
            "Denials",
            "Signals that were rejected, by what they broke; one that broke several rules counts for"
                + " each. From the audit.",
            "control",
            "code",
            "account",
            "strategy",
            "instrument",
            "denials",
            "first",
            "last");
    evidence
        .decisions()
        .denied()
        .forEach(
            (denied, times) ->
                table.add(
                    denied.control(),
                    denied.code(),
                    denied.account(),
                    denied.strategy(),
                    denied.instrument(),
                    times.number(),
                    time(times.first()),
                    time(times.last())));
    return table;
  }

  private EvidenceTable nearest() {
    EvidenceTable table =
        EvidenceTable.of(
            "nearest_approach",
            "Nearest approach to each limit",
            replayed(
                "The order of the day that came nearest to each limit, or went farthest beyond it;"
                    + " 100 is at the limit. Rules that have no number, such as stops and"
                    + " permissions, are not here. From the journal, run again."),
            "control",
            "code",
            SHARE,
            "limit",
            "observed",
            "kept",
            "account",
            "decision",
            "time",
            "strategy",
            "instrument");
    List<Map.Entry<Place, Nearest>> nearest =
        new ArrayList<>(evidence.counts().nearest().entrySet());
    nearest.sort((a, b) -> b.getValue().share().compareTo(a.getValue().share()));
    for (Map.Entry<Place, Nearest> each : nearest) {
      Nearest near = each.getValue();
      Decision decision = near.decision();
      table.add(
          each.getKey().code().control(),
          each.getKey().code(),
          percent(near.share()),
          near.check().limit(),
          near.check().observed(),
          near.check().kept() ? "yes" : "no",
          each.getKey().account(),
          decision.id(),
          time(decision.time()),
          decision.strategy(),
          decision.instrument());
    }
    return table;
  }

  private static String percent(BigDecimal share) {
    return share.movePointRight(2).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }

  private EvidenceTable controls() {
    EvidenceTable table =
        EvidenceTable.of(
            "controls",
            "Controls and their checks",
            replayed(
                "Every rule with how often it was looked at, kept and broken, and for how many orders"
                    + " there was nothing to look at (for example because they only reduce a"
                    + " position). denied and overridden: from the audit; the rest: from the"
                    + " journal, run again."),
            "control",
            "name",
            "code",
            "rule",
            "checks",
            "kept",
            "broken",
            "not_asked",
            "denied",
            "overridden");
    for (ControlNumber control : ControlNumber.values()) {
      for (DecisionCode code : control.codes()) {
        Count count = evidence.counts().of(code);
        table.add(
            control,
            control.title(),
            code,
            code.rule(),
            count.asked(),
            count.kept(),
            count.broken(),
            count.notAsked(),
            evidence.decisions().denied(code.name()),
            evidence.decisions().overridden(code.name()));
      }
      if (control.codes().isEmpty()) {
        table.add(control, control.title(), "", control.how(), "", "", "", "", "", "");
      }
    }
    return table;
  }

  private EvidenceTable limits() {
    EvidenceTable table =
        EvidenceTable.of(
            "limits",
            "Limits in force",
            replayed(
                "Every limit with its level, and from when to when it held in market time; nothing"
                    + " in from: from the beginning, nothing in to: still at the end of the day."
                    + " From the configuration that was given, and the journal."),
            "control",
            "limit",
            "value",
            "account",
            "strategy",
            "instrument",
            "source",
            "ends_by_itself",
            "since_version",
            "from",
            "to",
            "partitions");
    SortedMap<String, List<Integer>> partitions = new TreeMap<>();
    Map<String, Period> periods = new TreeMap<>();
    for (DayReplay replay : evidence.replays()) {
      int number = 0;
      for (Period period : replay.periods().periods()) {
        // The same in several partitions is one row.
        String key = "%04d %s".formatted(number++, period);
        periods.put(key, period);
        partitions.computeIfAbsent(key, k -> new ArrayList<>()).add(replay.partition());
      }
    }
    periods.forEach(
        (key, period) -> {
          LimitSetting setting = period.setting();
          table.add(
              setting.limit().control(),
              setting.limit().key(),
              setting.limit().kind().format(setting.value()),
              setting.level().account(),
              setting.level().strategy(),
              setting.level().instrument(),
              setting.source(),
              time(setting.until()),
              period.version(),
              time(period.from()),
              time(period.to()),
              texts(partitions.get(key)));
        });
    return table;
  }

  private static String texts(List<?> values) {
    return String.join(" ", values.stream().map(String::valueOf).toList());
  }

  private EvidenceTable versions() {
    EvidenceTable table =
        EvidenceTable.of(
            "versions",
            "Versions that decided",
            "Which version of the limits, and of the gate's rules, decisions were made with. A version"
                + " is counted in each partition of the journal. From the audit.",
            "partition",
            "limits_version",
            "rules_version",
            "decisions",
            "first",
            "last");
    evidence
        .decisions()
        .versions()
        .forEach(
            (version, times) ->
                table.add(
                    version.partition(),
                    version.version(),
                    version.rules(),
                    times.number(),
                    time(times.first()),
                    time(times.last())));
    return table;
  }

  private EvidenceTable overrides() {
    EvidenceTable table =
        EvidenceTable.of(
            "overrides",
            "Overrides",
            replayed(
                "Rules that two persons agreed not to hold for a time: those of the day, and those of"
                    + " before that had not run out. uses: decisions of the day. From the journal."),
            "market_time",
            "person",
            "approver",
            "codes",
            "account",
            "strategy",
            "instrument",
            "until",
            "reason",
            "answer",
            "uses");
    for (JudgedCommand judged : evidence.overrides()) {
      OperatorCommand command = judged.command();
      table.add(
          time(judged.marketTime()),
          command.person(),
          command.approver(),
          texts(command.codes()),
          command.level().account(),
          command.level().strategy(),
          command.level().instrument(),
          time(command.until()),
          command.reason(),
          judged.answer(),
          uses(judged));
    }
    return table;
  }

  /** Decisions of the day that the override let pass, whatever other one did as well. */
  private long uses(JudgedCommand judged) {
    return evidence.decisions().overridden().stream()
        .filter(
            decision -> decision.overridden().stream().anyMatch(v -> covers(judged, decision, v)))
        .count();
  }

  private static boolean covers(JudgedCommand judged, Decision decision, Violation violation) {
    OperatorCommand command = judged.command();
    return judged.isObeyed()
        && command.codes().contains(violation.code())
        && decision.time() >= judged.marketTime()
        && decision.time() < command.until()
        && command.level().covers(decision.account(), decision.strategy(), decision.instrument());
  }

  private EvidenceTable overrideUses() {
    EvidenceTable table =
        EvidenceTable.of(
            "override_uses",
            "Decisions in which an override waived a rule",
            "From the audit; persons: whose override it can have been, from the journal.",
            "decision",
            "time",
            "strategy",
            "instrument",
            "outcome",
            "control",
            "code",
            "limit",
            "observed",
            "persons");
    for (Decision decision : evidence.decisions().overridden()) {
      for (Violation violation : decision.overridden()) {
        table.add(
            decision.id(),
            time(decision.time()),
            decision.strategy(),
            decision.instrument(),
            decision.outcome(),
            violation.control(),
            violation.code(),
            violation.limit(),
            violation.observed(),
            texts(
                evidence.overrides().stream()
                    .filter(c -> covers(c, decision, violation))
                    .map(c -> c.command().person() + "+" + c.command().approver())
                    .toList()));
      }
    }
    return table;
  }

  private EvidenceTable commands() {
    EvidenceTable table =
        EvidenceTable.of(
            "commands",
            "Commands",
            replayed(
                "What persons ordered, and what the gate answered, in the order of the market's time."
                    + " wall_time is the clock of the person's machine. From the journal, run"
                    + " again."),
            "market_time",
            "wall_time",
            "person",
            "approver",
            "action",
            "account",
            "strategy",
            "instrument",
            "until",
            "what",
            "reason",
            "answer",
            "limits_version",
            "told",
            "places");
    for (JudgedCommand judged : evidence.commands()) {
      OperatorCommand command = judged.command();
      table.add(
          time(judged.marketTime()),
          time(command.time()),
          command.person(),
          command.approver(),
          command.action(),
          command.level().account(),
          command.level().strategy(),
          command.level().instrument(),
          time(command.until()),
          command.limits().isEmpty() ? texts(command.codes()) : command.limits().toString(),
          command.reason(),
          judged.answer(),
          texts(judged.versions()),
          judged.message(),
          texts(judged.places()));
    }
    return table;
  }

  private EvidenceTable trips() {
    EvidenceTable table =
        EvidenceTable.of(
            "breaker_trips",
            "Circuit breakers",
            replayed("What circuit breakers stopped. From the journal."),
            "time",
            "breaker",
            "account",
            "strategy",
            "instrument",
            "stop",
            "cooldown_seconds",
            "evidence");
    for (DayReplay replay : evidence.replays()) {
      for (BreakerTrip trip : replay.trips()) {
        table.add(
            time(trip.time()),
            trip.breaker(),
            trip.level().account(),
            trip.level().strategy(),
            trip.level().instrument(),
            trip.stop(),
            Fixed8.format(Math.multiplyExact(trip.cooldown(), 100)),
            trip.evidence());
      }
    }
    return table;
  }

  private EvidenceTable alertDelays() {
    EvidenceTable table =
        EvidenceTable.of(
            "alert_delays",
            "Alert delays",
            replayed(
                "From the entry of the journal that caused an alert to the alert in its log, by the"
                    + " clocks that wrote them; C23 allows 5,000 ms. not_measured: alerts that name"
                    + " no entry of the journal."),
            "source",
            "code",
            "severity",
            "alerts",
            "not_measured",
            "median_ms",
            "longest_ms",
            "above_5000_ms");
    SortedMap<String, List<Raised>> byCode = new TreeMap<>();
    for (Raised raised : evidence.alerts()) {
      Alert alert = raised.alert();
      byCode
          .computeIfAbsent(
              alert.source() + "\n" + alert.code() + "\n" + alert.severity(),
              k -> new ArrayList<>())
          .add(raised);
    }
    byCode.forEach(
        (key, alerts) -> {
          String[] parts = key.split("\n", -1);
          List<Long> delays =
              alerts.stream().map(evidence::delay).flatMap(Optional::stream).sorted().toList();
          table.add(
              parts[0],
              parts[1],
              parts[2],
              alerts.size(),
              alerts.size() - delays.size(),
              delays.isEmpty() ? "" : millis(delays.get(delays.size() / 2)),
              delays.isEmpty() ? "" : millis(delays.get(delays.size() - 1)),
              delays.stream().filter(d -> d > 5_000_000).count());
        });
    return table;
  }

  private static String millis(long micros) {
    return Long.toString(Math.floorDiv(micros, 1_000L));
  }

  private EvidenceTable alerts() {
    EvidenceTable table =
        EvidenceTable.of(
            "alerts",
            "Alerts",
            "From their log, each once, in the order in which they were written. market_time is that"
                + " of the cause, written and delay are of the wall clock.",
            "market_time",
            "written",
            "delay_ms",
            "severity",
            "source",
            "code",
            "account",
            "instrument",
            "message",
            "id");
    for (Raised raised : evidence.alerts()) {
      Alert alert = raised.alert();
      table.add(
          time(alert.time()),
          time(raised.written()),
          evidence.delay(raised).map(EvidenceTables::millis).orElse(""),
          alert.severity(),
          alert.source(),
          alert.code(),
          alert.account(),
          alert.instrument(),
          alert.message(),
          alert.id());
    }
    return table;
  }

  private EvidenceTable chains() {
    EvidenceTable table =
        EvidenceTable.of(
            "chains",
            "Audit chains",
            "All rows of each chain from its beginning to now, not of the day only. The head is the"
                + " hash of the last row: keep it (heads.jsonl), and a chain that is made anew later is"
                + " found by it.",
            "account",
            "log",
            "partition",
            "rows",
            "first_position",
            "last_position",
            "last_offset",
            "heads_agree_up_to",
            "head");
    for (ChainResult chain : evidence.check().result().chains()) {
      table.add(
          chain.chain().account(),
          chain.chain().log(),
          chain.chain().partition(),
          chain.rows(),
          chain.first(),
          chain.head().map(AuditHead::position).orElse(0L),
          chain.head().map(AuditHead::offset).orElse(0L),
          chain.told(),
          chain.head().map(AuditHead::hash).orElse(""));
    }
    return table;
  }

  private EvidenceTable faults() {
    EvidenceTable table =
        EvidenceTable.of(
            "faults",
            "Faults of the audit",
            "The first of each chain and table; none is good.",
            "kind",
            "where",
            "position",
            "what");
    for (Fault fault : evidence.check().result().faults()) {
      table.add(fault.kind(), fault.where(), fault.position(), fault.sentence());
    }
    return table;
  }
}
