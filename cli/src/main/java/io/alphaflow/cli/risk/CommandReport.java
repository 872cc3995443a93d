package io.alphaflow.cli.risk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.Micros;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.control.DecisionCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What became of a command.
 *
 * @param command as it was sent
 * @param offsets where it stands, by partition of the journal
 * @param answers what the gate said, by partition
 */
record CommandReport(
    OperatorCommand command, SortedMap<Integer, Long> offsets, SortedMap<Integer, Alert> answers) {

  /** What ends something, or is done at once, rather than begins something. */
  private static final Set<CommandAction> ENDS =
      EnumSet.of(CommandAction.RESUME, CommandAction.DISARM, CommandAction.BOOK);

  /** What a command says, in lines for a person. */
  static List<String> describe(OperatorCommand command) {
    List<String> lines = new ArrayList<>();
    lines.add(command.action() + " for " + level(command.level()));
    command.codes().forEach(code -> lines.add("  without   " + code + rule(code)));
    command.limits().forEach((name, value) -> lines.add("  limit     " + name + " = " + value));
    command.wanted().ifPresent(booking -> lines.add("  booking   " + text(booking)));
    if (command.until() != 0 || !ENDS.contains(command.action())) {
      lines.add("  until     " + (command.until() == 0 ? "revoked" : Micros.iso(command.until())));
    }
    lines.add(
        "  by        " + command.person() + " at " + Micros.iso(command.time()) + " wall clock");
    if (!command.approver().isEmpty()) {
      lines.add("  approver  " + command.approver());
    }
    lines.add("  reason    " + command.reason());
    return lines;
  }

  private static String text(Booking booking) {
    String fee = Fixed8.format(booking.amount()) + " " + booking.asset();
    return switch (booking.kind()) {
      case DEPOSIT -> "deposit of " + fee;
      case WITHDRAWAL -> "withdrawal of " + fee;
      case FEE -> "fee of %s for %s in %s".formatted(fee, booking.strategy(), booking.instrument());
      case BUST ->
          "fill %d of order %s is void: %s of %s in %s at %s, fee %s"
              .formatted(
                  booking.venueTradeId(),
                  booking.clientOrderId(),
                  Fixed8.format(booking.quantity()),
                  booking.strategy(),
                  booking.instrument(),
                  Fixed8.format(booking.price()),
                  fee);
    };
  }

  private static String rule(String code) {
    return Arrays.stream(DecisionCode.values())
        .filter(c -> c.name().equals(code))
        .map(c -> ": " + c.rule())
        .findFirst()
        .orElse("");
  }

  private static String level(Level level) {
    return level.equals(Level.DESK)
        ? "THE WHOLE DESK: every account, strategy and symbol"
        : level.toString();
  }

  /** The answers, in lines for a person. */
  String text() {
    List<String> lines = new ArrayList<>();
    offsets.forEach(
        (partition, offset) -> {
          Alert answer = answers.get(partition);
          lines.add(
              "  journal-%d@%d  %s"
                  .formatted(
                      partition,
                      offset,
                      answer == null
                          ? "no answer so far"
                          : answer.code() + " at " + Micros.iso(answer.time())));
          if (answer != null) {
            lines.add("    " + answer.message());
          }
        });
    return String.join(System.lineSeparator(), lines);
  }

  /** All of it. */
  ObjectNode json() {
    ObjectNode object = JsonCodec.object();
    object.put("action", command.action().name());
    object
        .putObject("level")
        .put("account", command.level().account())
        .put("strategy", command.level().strategy())
        .put("instrument", command.level().instrument());
    command.codes().forEach(object.putArray("codes")::add);
    ObjectNode limits = object.putObject("limits");
    command.limits().forEach(limits::put);
    command
        .wanted()
        .ifPresent(
            b ->
                object
                    .putObject("booking")
                    .put("kind", b.kind().name())
                    .put("asset", b.asset())
                    .put("amount", Fixed8.format(b.amount())));
    object.put("until", command.until());
    object.put("reason", command.reason());
    object.put("person", command.person());
    object.put("approver", command.approver());
    object.put("sequence", command.sequence());
    object.put("obeyed", isObeyed());
    ArrayNode written = object.putArray("written");
    offsets.forEach(
        (partition, offset) -> {
          ObjectNode node = written.addObject().put("partition", partition).put("offset", offset);
          Alert answer = answers.get(partition);
          if (answer != null) {
            node.put("code", answer.code());
            node.put("time", answer.time());
            node.put("message", answer.message());
          }
        });
    return object;
  }

  private boolean isObeyed() {
    return answers.size() == offsets.size()
        && answers.values().stream().allMatch(a -> a.code().equals(GateAnswers.OBEYED));
  }

  /**
   * Why it is not known to be obeyed, in a sentence.
   *
   * @param waited how long the answer was waited for, seconds
   */
  Optional<String> failure(int waited) {
    if (isObeyed()) {
      return Optional.empty();
    }
    Optional<Alert> refusal =
        answers.values().stream().filter(a -> !a.code().equals(GateAnswers.OBEYED)).findFirst();
    if (refusal.isPresent()) {
      return Optional.of(
          "the gate did not obey, " + refusal.get().code() + ": " + refusal.get().message());
    }
    return Optional.of(
        ("%d of %d partitions of the journal did not answer within %d s. The command stays written:"
                + " the gate obeys it when it reads it. Is the risk job running?")
            .formatted(offsets.size() - answers.size(), offsets.size(), waited));
  }
}
