package io.alphaflow.cli.risk;

import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.Micros;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands that one person signs have in common: check, sign, send, tell. */
abstract class SignedCommand implements Callable<Integer> {

  @Option(names = "--reason", required = true, description = "Why, for the record")
  private String reason;

  @Mixin private PersonOptions person;
  @Mixin private DeskOption desk;
  @Mixin private AnswerOptions answering;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  abstract CommandAction action();

  /** What the command is for; what is wrong with it is noted on the check. */
  abstract Level level(CommandCheck check);

  /** Adds what the command says besides; what is wrong with it is noted on the check. */
  OperatorCommand complete(OperatorCommand command, CommandCheck check, CommandDesk running)
      throws Exception {
    return command;
  }

  /** Adds the signature of a second person, where one is wanted. */
  OperatorCommand countersigned(OperatorCommand signed, CommandDesk running) throws Exception {
    return signed;
  }

  @Override
  public final Integer call() throws Exception {
    CommandDesk running = new CommandDesk(desk.running());
    Signer signer = person.signer(running.options().operators());
    CommandCheck check = running.check();
    long clock = Micros.now();
    OperatorCommand command =
        complete(
            OperatorCommand.of(
                running.options().desk(),
                signer.person(),
                clock,
                level(check),
                action(),
                reason,
                clock),
            check,
            running);
    check.finish();
    OperatorCommand signed = countersigned(signer.sign(command), running);
    new Dispatch(running, answering, spec).send(signed, check.warnings());
    return 0;
  }
}
