package io.alphaflow.cli.audit;

import io.alphaflow.common.model.OperatorCommand;
import java.util.ArrayList;
import java.util.List;

/**
 * A command and what the gate made of it.
 *
 * @param marketTime at which it took effect, epoch microseconds UTC
 * @param answer code of the gate's answer, such as {@code COMMAND_OBEYED}
 * @param message the answer in a sentence
 * @param places where it stands in the journal
 * @param versions version of the limits behind it, by partition as {@code 1: 2}
 */
record JudgedCommand(
    OperatorCommand command,
    long marketTime,
    String answer,
    String message,
    List<String> places,
    List<String> versions) {

  /** Equal for the copies of a command in several partitions. */
  String identity() {
    return command.person() + "/" + command.sequence();
  }

  /** The same that stands in another partition as well. */
  JudgedCommand and(JudgedCommand copy) {
    List<String> both = new ArrayList<>(places);
    both.addAll(copy.places);
    List<String> all = new ArrayList<>(versions);
    all.addAll(copy.versions);
    return new JudgedCommand(command, marketTime, answer, message, both, all);
  }
}
