package io.alphaflow.risk.gate;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.Stop;
import io.alphaflow.risk.limit.LimitBook;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What persons and circuit breakers want of the gate. */
final class Commands {

  /** What an order is rejected for after a trip of a breaker. */
  private static final Map<String, DecisionCode> CODES =
      Map.of(
          "order-velocity", DecisionCode.ORDER_VELOCITY,
          "repeated-execution", DecisionCode.REPEATED_EXECUTION,
          "losing-streak", DecisionCode.LOSING_STREAK,
          "reject-storm", DecisionCode.REJECT_STORM,
          // As journals of before name it.
          "price-shock", DecisionCode.PRICE_SHOCK,
          "price-shock-up", DecisionCode.PRICE_SHOCK,
          "price-shock-down", DecisionCode.PRICE_SHOCK,
          "execution-feed", DecisionCode.DEAD_MAN);

  private static final Set<CommandAction> LOUD =
      EnumSet.of(CommandAction.OVERRIDE, CommandAction.ARM);

  private final GateContext gate;
  private final CommandVerifier verifier;
  private final Flattening flattening;
  private final Arming arming;
  private final Bookings bookings;

  Commands(GateContext gate, Flattening flattening, Arming arming) {
    this.gate = gate;
    this.arming = arming;
    this.verifier = new CommandVerifier(gate.options().operators());
    this.flattening = flattening;
    this.bookings = new Bookings(gate);
  }

  /** Why a command is not even the person's, in a sentence. */
  Optional<String> forgery(OperatorCommand command) {
    return command.desk().equals(gate.options().desk())
        ? verifier.forgery(command)
        : Optional.of("it is for desk " + command.desk() + ", this is " + gate.options().desk());
  }

  /** Why a command of the person is not obeyed, in a sentence. */
  Optional<String> objection(OperatorCommand command) {
    Optional<String> objection = verifier.objection(command);
    if (objection.isPresent()) {
      return objection;
    }
    return switch (command.action()) {
      case SET_LIMITS -> {
        Optional<String> wrong = LimitBook.objection(command, gate.time());
        yield wrong.isPresent() ? wrong : loosening(command);
      }
      case OVERRIDE -> gate.state().overrides.objection(command, gate.time());
      case ARM, DISARM -> arming.objection(command);
      case BOOK -> bookings.objection(command);
      case RESUME, CANCEL_ALL, FLATTEN, HALT, REDUCE_ONLY ->
          command.until() != 0 && command.until() <= gate.time()
              ? Optional.of("its end has passed")
              : Optional.empty();
    };
  }

  /** Whoever loosens a limit does what an override does. */
  private Optional<String> loosening(OperatorCommand command) {
    Optional<String> limit = gate.limits().loosened(command);
    if (limit.isEmpty() || verifier.isAdmin(command.person())) {
      return Optional.empty();
    }
    return verifier
        .approval(command)
        .map(why -> "it loosens " + limit.get() + ", which needs an admin or two persons: " + why);
  }

  /**
   * Does what a command says.
   *
   * @param late whether the person gave another command after it: it does not loosen that one
   */
  void obey(OperatorCommand command, boolean late, Voice voice) {
    String result =
        switch (command.action()) {
          case HALT -> stop(command, StopKind.HALTED, late) + cancelUnsent(command, voice);
          case REDUCE_ONLY -> stop(command, StopKind.REDUCE_ONLY, late);
          case CANCEL_ALL -> stop(command, StopKind.HALTED, late) + cancel(command, voice);
          case FLATTEN -> flatten(command, late, voice);
          case RESUME -> resume(command.level());
          case ARM -> arming.arm(command);
          case DISARM -> arming.disarm(command) + cancelUnsent(command, voice);
          case SET_LIMITS -> {
            gate.limits().set(command);
            yield "limits " + command.limits() + ", version " + gate.limits().version();
          }
          case BOOK -> bookings.write(command, voice);
          case OVERRIDE -> {
            gate.state().overrides.add(command);
            yield command.codes() + " do not hold, as " + command.approver() + " agrees";
          }
        };
    voice.alert(
        LOUD.contains(command.action()) ? Severity.WARNING : Severity.INFO,
        "COMMAND_OBEYED",
        "COMMAND_OBEYED",
        command.level(),
        "%s for %s by %s: %s; %s; now stopped: %s"
            .formatted(
                command.action(),
                command.level(),
                command.person(),
                command.reason(),
                result + (late ? ", late" : ""),
                gate.state().stops.all()),
        Map.of("limitsVersion", "" + gate.limits().version()));
  }

  /** Who may resume may also let what is halted be closed. */
  private String flatten(OperatorCommand command, boolean late, Voice voice) {
    int relaxed = late ? 0 : gate.state().stops.relax(command.level()).size();
    String result = stop(command, StopKind.EXITS_ONLY, late) + cancel(command, voice);
    flattening.begin(command.level(), command.person() + ", " + command.reason());
    List<Stop> above =
        gate.state().stops.all().stream()
            .filter(s -> s.kind() == StopKind.HALTED && s.level().covers(command.level()))
            .toList();
    return result
        + (relaxed == 0 ? "" : "; " + relaxed + " halts let exits pass")
        + "; positions are being closed"
        + (above.isEmpty() ? "" : " when these end: " + above);
  }

  private String stop(OperatorCommand command, StopKind kind, boolean late) {
    DecisionCode code = kind == StopKind.HALTED ? DecisionCode.HALTED : DecisionCode.REDUCE_ONLY;
    Stop stop =
        new Stop(
            command.level(),
            kind,
            code,
            command.person(),
            command.reason(),
            gate.time(),
            command.until());
    String cause = Stops.person(command.person(), kind);
    if (late) {
      gate.state().stops.lengthen(cause, stop);
    } else {
      gate.state().stops.add(cause, stop);
    }
    return kind.toString();
  }

  private String cancel(OperatorCommand command, Voice voice) {
    int cancelled =
        new Cancellations(gate, voice.partition(), voice.offset())
            .cancel(
                command.level(),
                DecisionCode.HALTED,
                command.action() + " by " + command.person() + ": " + command.reason(),
                voice.output());
    return "; " + cancelled + " orders are cancelled";
  }

  private String cancelUnsent(OperatorCommand command, Voice voice) {
    int cancelled =
        new Cancellations(gate, voice.partition(), voice.offset())
            .cancelUnsent(
                command.level(),
                DecisionCode.HALTED,
                command.action() + " by " + command.person() + ": " + command.reason(),
                voice.output());
    return cancelled == 0 ? "" : "; " + cancelled + " orders that may not be sent are cancelled";
  }

  /** What a person ordered to book has been booked. */
  void booked(LedgerEntry entry, Voice voice) {
    bookings.booked(entry, voice);
  }

  /** To resume a level resumes everything below it; differences that were found are accepted. */
  private String resume(Level level) {
    int ended = gate.state().stops.resume(level).size();
    int revoked = gate.state().overrides.revoke(level);
    int flattens = flattening.end(level);
    gate.state()
        .accounts()
        .forEach(
            (account, state) -> {
              if (level.covers(Level.account(account))) {
                state.reconciliation().accept();
              }
            });
    return "%d stops, %d overrides and %d wishes to close positions ended"
        .formatted(ended, revoked, flattens);
  }

  /** A circuit breaker has found its pattern. */
  void trip(BreakerTrip trip, Voice voice) {
    DecisionCode code = CODES.getOrDefault(trip.breaker(), DecisionCode.HALTED);
    long until = trip.cooldown() == 0 ? 0 : Math.addExact(gate.time(), trip.cooldown());
    Stop stop =
        new Stop(
            trip.level(), trip.stop(), code, trip.breaker(), trip.evidence(), gate.time(), until);
    gate.state().stops.add("breaker " + trip.breaker(), stop);
    Cancellations cancellations = new Cancellations(gate, voice.partition(), voice.offset());
    int number =
        trip.cancelOrders()
            ? cancellations.cancel(trip.level(), code, trip.evidence(), voice.output())
            : cancellations.cancelUnsent(trip.level(), code, trip.evidence(), voice.output());
    String cancelled = number == 0 ? "" : "; " + number + " orders are cancelled";
    voice.alert(
        Severity.CRITICAL,
        "BREAKER_TRIPPED",
        "BREAKER_TRIPPED",
        trip.level(),
        "%s: %s of %s until %s%s: %s"
            .formatted(
                trip.breaker(),
                trip.stop(),
                trip.level(),
                until == 0 ? "somebody resumes it" : "the cool-down is over",
                cancelled,
                trip.evidence()),
        Map.of("breaker", trip.breaker(), "cooldownMicros", "" + trip.cooldown()));
  }
}
