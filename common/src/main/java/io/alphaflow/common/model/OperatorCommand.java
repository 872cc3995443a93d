package io.alphaflow.common.model;

/**
 * A command of a person, signed with the person's Ed25519 key. The gate checks signature and role
 * and refuses what it cannot verify.
 *
 * @param person name in the configuration
 * @param sequence increases for each person (epoch microseconds of the command will do), so that a
 *     command cannot be replayed
 * @param account the account it is for, or {@code *} for all
 * @param action what to do
 * @param reason why, for the record
 * @param time wall clock of the person's machine, epoch microseconds UTC: data only
 * @param signature Base64 of the Ed25519 signature over {@link #signedText()}
 */
public record OperatorCommand(
    String person,
    long sequence,
    String account,
    CommandAction action,
    String reason,
    long time,
    String signature)
    implements JournalEntry {

  /** Every account. */
  public static final String ALL_ACCOUNTS = "*";

  /** The text that is signed: all fields but the signature, one a line. */
  public String signedText() {
    return String.join(
        "\n",
        "alphaflow-command-1",
        person,
        Long.toString(sequence),
        account,
        action.name(),
        reason.replace('\n', ' '),
        Long.toString(time));
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
