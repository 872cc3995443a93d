package io.alphaflow.cli.risk;

import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow arm}. */
@Command(
    name = "arm",
    description = {
      "Let an account of a desk in live mode trade with money, for a time.",
      "Looked at first: limits and permissions are configured, every drill fires, the key may",
      "trade and may not withdraw, the clock is the venue's. Then the account's name must be",
      "typed. When the time is over, orders only reduce what the account holds."
    },
    footer = {"", "Exit codes: 0 armed, 1 not armed, 2 wrong usage."},
    sortOptions = false)
public final class ArmCommand implements Callable<Integer> {

  private static final Duration LONGEST = Duration.ofDays(7);

  @Option(names = "--account", paramLabel = "ACCOUNT", required = true, description = "Which")
  private String name;

  @Option(
      names = "--for",
      paramLabel = "SPAN",
      required = true,
      description = "How long: 30m, 8h, 5d; or until when, 2026-01-31T12:00:00Z; 7 days at most")
  private String span;

  @Option(names = "--reason", required = true, description = "Why, for the record")
  private String reason;

  @Mixin private PersonOptions person;
  @Mixin private DeskOption desk;
  @Mixin private AnswerOptions answering;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CommandDesk running = new CommandDesk(desk.running());
    Signer signer = person.signer(running.options().operators());
    CommandCheck check = running.check();
    check.account(name);
    long end = check.until(span, Optional.of(LONGEST));
    check.finish();
    look(running.config());
    confirm(running.config(), end);
    long clock = Micros.now();
    OperatorCommand command =
        OperatorCommand.of(
                running.options().desk(),
                signer.person(),
                clock,
                Level.account(name),
                CommandAction.ARM,
                reason,
                clock)
            .until(end);
    new Dispatch(running, answering, spec).send(signer.sign(command), check.warnings());
    return 0;
  }

  /** On standard error, so that an answer as JSON stays one. */
  private void look(DeskConfig config) {
    PrintWriter err = spec.commandLine().getErr();
    List<Finding> findings = ArmingCheck.of(config, name);
    for (Finding finding : findings) {
      err.printf(
          "  %-12s %-4s %s%n", finding.what(), finding.good() ? "ok" : "NO", finding.found());
    }
    err.flush();
    List<String> wrong = findings.stream().filter(f -> !f.good()).map(Finding::what).toList();
    if (!wrong.isEmpty()) {
      throw new UserError("not armed: " + String.join(", ", wrong));
    }
  }

  /** Whoever types the name has read it. */
  private void confirm(DeskConfig config, long end) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "Orders of account %s of desk %s will be worth money at %s until %s.%n"
            + "Type the account's name to arm it: ",
        name, config.desk(), config.venue().restUrl(), Micros.iso(end));
    err.flush();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    String typed = in.readLine();
    if (typed == null || !typed.strip().equals(name)) {
      throw new UserError("not armed: the name was not typed");
    }
  }
}
