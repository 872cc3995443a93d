package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A command of a person, signed with the person's Ed25519 key. The gate checks signature and role
 * and refuses what it cannot verify.
 *
 * @param desk name of the desk that it is for: what is signed for one is nothing to another
 * @param person name in the configuration
 * @param sequence another one for each command of a person, so that none can be replayed; epoch
 *     microseconds of the command. A stop counts whenever it comes, once; any other command only
 *     when it is newer than those that came before, see the gate
 * @param level what it is for
 * @param action what to do
 * @param until logical time at which it ends by itself, epoch microseconds UTC; 0 when it stays
 *     until revoked
 * @param limits of {@code SET_LIMITS}, by name, as the configuration writes them; {@code
 *     configured} for the configured one again
 * @param codes of {@code OVERRIDE}: decision codes that do not hold
 * @param reason why, for the record
 * @param time wall clock of the person's machine, epoch microseconds UTC: data only
 * @param approver a second person who wants the same; empty when none is needed
 * @param signature Base64 of the person's Ed25519 signature over {@link #signedText()}
 * @param approverSignature Base64 of the second person's, over the same text; empty when none
 * @param booking of {@code BOOK}: what goes into the ledger; otherwise null, see {@link #wanted}
 */
public record OperatorCommand(
    String desk,
    String person,
    long sequence,
    Level level,
    CommandAction action,
    long until,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> limits,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> codes,
    String reason,
    long time,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String approver,
    String signature,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String approverSignature,
    @JsonInclude(JsonInclude.Include.NON_NULL) Booking booking)
    implements JournalEntry {

  /** The limit as it is configured. */
  public static final String CONFIGURED = "configured";

  /** Copies the collections; what a record lacks is empty. */
  public OperatorCommand {
    limits = limits == null ? Map.of() : Collections.unmodifiableSortedMap(withoutNull(limits));
    codes = codes == null ? List.of() : List.copyOf(codes);
    approver = approver == null ? "" : approver;
    approverSignature = approverSignature == null ? "" : approverSignature;
  }

  private static SortedMap<String, String> withoutNull(Map<String, String> limits) {
    SortedMap<String, String> values = new TreeMap<>(limits);
    values.replaceAll((name, value) -> value == null ? "" : value);
    return values;
  }

  /** An unsigned command that needs nothing but a level and a reason. */
  public static OperatorCommand of(
      String desk,
      String person,
      long sequence,
      Level level,
      CommandAction action,
      String reason,
      long time) {
    return new OperatorCommand(
        desk, person, sequence, level, action, 0, null, null, reason, time, "", "", "", null);
  }

  /** What goes into the ledger, when the command wants that. */
  public Optional<Booking> wanted() {
    return Optional.ofNullable(booking);
  }

  /** The same with what goes into the ledger. */
  public OperatorCommand booking(Booking wanted) {
    return new OperatorCommand(
        desk,
        person,
        sequence,
        level,
        action,
        until,
        limits,
        codes,
        reason,
        time,
        approver,
        signature,
        approverSignature,
        wanted);
  }

  /** The same until another time. */
  public OperatorCommand until(long end) {
    return copy(end, limits, codes, approver, signature, approverSignature);
  }

  /** The same with limits to set. */
  public OperatorCommand withLimits(Map<String, String> values) {
    return copy(until, values, codes, approver, signature, approverSignature);
  }

  /** The same with codes that shall not hold, and the second person who wants that. */
  public OperatorCommand withCodes(List<String> waived, String secondPerson) {
    return copy(until, limits, waived, secondPerson, signature, approverSignature);
  }

  /** The same with the person's signature. */
  public OperatorCommand signed(String newSignature) {
    return copy(until, limits, codes, approver, newSignature, approverSignature);
  }

  /** The same with the second person's signature. */
  public OperatorCommand countersigned(String newSignature) {
    return copy(until, limits, codes, approver, signature, newSignature);
  }

  private OperatorCommand copy(
      long end,
      Map<String, String> values,
      List<String> waived,
      String secondPerson,
      String first,
      String second) {
    return new OperatorCommand(
        desk,
        person,
        sequence,
        level,
        action,
        end,
        values,
        waived,
        reason,
        time,
        secondPerson,
        first,
        second,
        booking);
  }

  /** The text that is signed: everything but the signatures, so that nothing can be exchanged. */
  public String signedText() {
    StringBuilder text = new StringBuilder("alphaflow-command-2\n");
    add(text, desk);
    add(text, person);
    add(text, sequence);
    add(text, level.key());
    add(text, action);
    add(text, until);
    add(text, limits.size());
    limits.forEach(
        (name, value) -> {
          add(text, name);
          add(text, value);
        });
    add(text, codes.size());
    codes.forEach(code -> add(text, code));
    add(text, reason);
    add(text, time);
    add(text, approver);
    if (booking != null) {
      addBooking(text);
    }
    return text.toString();
  }

  private void addBooking(StringBuilder text) {
    add(text, booking.kind());
    add(text, booking.asset());
    add(text, booking.amount());
    add(text, booking.strategy());
    add(text, booking.instrument());
    add(text, booking.quantity());
    add(text, booking.price());
    add(text, booking.clientOrderId());
    add(text, booking.venueTradeId());
  }

  /** With its length, so that no field can be mistaken for another. */
  private static void add(StringBuilder text, Object value) {
    String plain = String.valueOf(value);
    text.append(plain.length()).append(':').append(plain).append('\n');
  }

  @Override
  public String producer() {
    return "command/" + person;
  }

  @Override
  public boolean contiguous() {
    return false;
  }
}
