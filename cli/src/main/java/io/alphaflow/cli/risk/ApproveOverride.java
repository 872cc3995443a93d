package io.alphaflow.cli.risk;

import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.model.OperatorCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code alphaflow override approve}. */
@Command(
    name = "approve",
    description = {
      "Show the request of an override that another person signed, sign it as the second person,",
      "and send it. --show only shows it."
    },
    sortOptions = false)
final class ApproveOverride implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "The request")
  private Path file;

  @Option(names = "--show", description = "Sign and send nothing")
  private boolean show;

  @Mixin private PersonOptions person;
  @Mixin private DeskOption desk;
  @Mixin private AnswerOptions answering;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    OperatorCommand request = OverrideRequest.read(file);
    if (show || answering.json) {
      PrintWriter text = answering.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
      CommandReport.describe(request).forEach(text::println);
      text.flush();
    }
    if (show) {
      return 0;
    }
    CommandDesk running = new CommandDesk(desk.running());
    check(request, running);
    Signer second = person.signer(running.options().operators());
    new Dispatch(running, answering, spec).send(second.countersign(request), List.of());
    return 0;
  }

  private void check(OperatorCommand request, CommandDesk running) {
    List<OperatorOptions> operators = running.options().operators();
    String first = request.person();
    if (!person.person.equals(request.approver())) {
      throw new UserError(
          "nothing was sent: %s asks for the approval of %s, not of %s"
              .formatted(first, request.approver(), person.person));
    }
    TwoPersons.check(first, request.approver(), operators);
    String key = Signer.operator(first, operators).publicKey();
    if (!CommandSignature.verify(request, CommandSignature.publicKey(key))) {
      throw new UserError(
          "nothing was sent: the signature is not %s's, or the request was altered since"
              .formatted(first));
    }
    if (request.until() <= running.now()) {
      throw new UserError(
          "nothing was sent: it would have ended at %s; the market's time is %s"
              .formatted(Micros.iso(request.until()), Micros.iso(running.now())));
    }
  }
}
