package io.alphaflow.cli.risk;

import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.Micros;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.OperatorCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * {@code alphaflow override}. What it needs is asked for by itself and not by picocli, which would
 * ask for it when a command below is meant, too.
 */
@Command(
    name = "override",
    description = {
      "Let some controls not hold for a time, at most 24 h. Two persons must want it: with both",
      "keys on this machine say --approver-key; else --out FILE writes the request with your",
      "signature, and the second person runs 'alphaflow override approve FILE'. Give no other",
      "command before that: the gate takes no command that is older than the last one of a person.",
      "Codes are those of rejected decisions, such as MAX_ORDER_VALUE."
    },
    subcommands = ApproveOverride.class,
    sortOptions = false)
public final class OverrideCommand implements Callable<Integer> {

  static final Duration LONGEST = Duration.ofHours(24);

  @Parameters(paramLabel = "CODE", arity = "0..*", description = "What shall not hold")
  private List<String> codes = List.of();

  @Mixin private LevelOptions level;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "Market time at which it ends: 30m, 2h from now, or 2026-01-31T12:00:00Z (required)")
  private String until;

  @Option(names = "--reason", description = "Why, for the record (required)")
  private String reason;

  @Option(names = "--approver", paramLabel = "NAME", description = "The second person (required)")
  private String approver;

  @Option(
      names = "--approver-key",
      paramLabel = "FILE",
      description = "The second person's private key, when it is here")
  private Path approverKey;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the request goes that the second person approves")
  private Path out;

  @Mixin private PersonOptions person;
  @Mixin private DeskOption desk;
  @Mixin private AnswerOptions answering;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    require(!codes.isEmpty(), "Which codes? They are in docs/decision-codes.md.");
    require(until != null, "Missing --until: an override ends by itself, after 24 h at most.");
    require(reason != null, "Missing --reason.");
    require(approver != null, "Missing --approver: an override needs a second person.");
    require(
        (approverKey == null) != (out == null),
        "Say either --approver-key FILE, or --out FILE for a request that the second person"
            + " approves.");
    CommandDesk running = new CommandDesk(desk.running());
    Signer first = person.signer(running.options().operators());
    TwoPersons.check(first.person(), approver, running.options().operators());
    CommandCheck check = running.check();
    long clock = Micros.now();
    OperatorCommand command =
        OperatorCommand.of(
                running.options().desk(),
                first.person(),
                clock,
                check.level(level),
                CommandAction.OVERRIDE,
                reason,
                clock)
            .until(check.until(until, Optional.of(LONGEST)))
            .withCodes(check.codes(codes), approver);
    check.finish();
    OperatorCommand signed = first.sign(command);
    if (out != null) {
      request(signed, check.warnings());
    } else {
      Signer second = Signer.of(approver, approverKey, running.options().operators());
      new Dispatch(running, answering, spec).send(second.countersign(signed), check.warnings());
    }
    return 0;
  }

  private void require(boolean given, String sentence) {
    if (!given) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }

  private void request(OperatorCommand signed, List<String> warnings) throws Exception {
    OverrideRequest.write(signed, out);
    warnings.forEach(w -> spec.commandLine().getErr().println("warning: " + w));
    PrintWriter text = spec.commandLine().getOut();
    if (answering.json) {
      text.println(OverrideRequest.text(signed));
    } else {
      CommandReport.describe(signed).forEach(text::println);
      text.println("Nothing was sent yet. %s approves it with".formatted(approver));
      text.println(
          "  alphaflow override approve %s --person %s --key FILE".formatted(out, approver));
    }
    text.flush();
  }
}
