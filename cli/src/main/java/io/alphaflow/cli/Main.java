package io.alphaflow.cli;

import io.alphaflow.cli.audit.AuditCommand;
import io.alphaflow.cli.backtest.BacktestCommand;
import io.alphaflow.cli.cluster.ClusterCommand;
import io.alphaflow.cli.db.DbCommand;
import io.alphaflow.cli.demo.DemoCommand;
import io.alphaflow.cli.doctor.DoctorCommand;
import io.alphaflow.cli.drill.DrillCommand;
import io.alphaflow.cli.exchange.ExchangeCommand;
import io.alphaflow.cli.explain.ExplainCommand;
import io.alphaflow.cli.history.BarsCommand;
import io.alphaflow.cli.history.ExportCommand;
import io.alphaflow.cli.history.ImportCommand;
import io.alphaflow.cli.history.RecordCommand;
import io.alphaflow.cli.indicators.IndicatorsCommand;
import io.alphaflow.cli.jobs.CancelCommand;
import io.alphaflow.cli.jobs.ListCommand;
import io.alphaflow.cli.jobs.RollbackCommand;
import io.alphaflow.cli.jobs.SavepointCommand;
import io.alphaflow.cli.jobs.ScaleCommand;
import io.alphaflow.cli.jobs.StopCommand;
import io.alphaflow.cli.jobs.SubmitCommand;
import io.alphaflow.cli.jobs.UpgradeCommand;
import io.alphaflow.cli.keys.KeysCommand;
import io.alphaflow.cli.lookahead.CheckLookaheadCommand;
import io.alphaflow.cli.market.BookCommand;
import io.alphaflow.cli.notebook.NotebookCommand;
import io.alphaflow.cli.parity.ParityCommand;
import io.alphaflow.cli.replay.ReplayCommand;
import io.alphaflow.cli.risk.AccountCommand;
import io.alphaflow.cli.risk.ArmCommand;
import io.alphaflow.cli.risk.CancelAllCommand;
import io.alphaflow.cli.risk.DisarmCommand;
import io.alphaflow.cli.risk.FlattenCommand;
import io.alphaflow.cli.risk.HaltCommand;
import io.alphaflow.cli.risk.LimitsCommand;
import io.alphaflow.cli.risk.OverrideCommand;
import io.alphaflow.cli.risk.ReduceOnlyCommand;
import io.alphaflow.cli.risk.ResumeCommand;
import io.alphaflow.cli.strategy.StrategyCommand;
import io.alphaflow.cli.verify.VerifyCommand;
import io.alphaflow.cli.whatif.WhatIfCommand;
import io.alphaflow.common.config.ConfigException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The {@code alphaflow} command. */
@Command(
    name = "alphaflow",
    mixinStandardHelpOptions = true,
    version = Version.TEXT,
    description = "An algorithmic trading desk that runs as Apache Flink jobs.",
    subcommands = {
      DemoCommand.class,
      BacktestCommand.class,
      VerifyCommand.class,
      WhatIfCommand.class,
      ParityCommand.class,
      ExchangeCommand.class,
      ImportCommand.class,
      BarsCommand.class,
      ExportCommand.class,
      RecordCommand.class,
      ReplayCommand.class,
      BookCommand.class,
      IndicatorsCommand.class,
      CheckLookaheadCommand.class,
      SymbolsCommand.class,
      StrategyCommand.class,
      HaltCommand.class,
      ReduceOnlyCommand.class,
      CancelAllCommand.class,
      FlattenCommand.class,
      ArmCommand.class,
      DisarmCommand.class,
      ResumeCommand.class,
      OverrideCommand.class,
      LimitsCommand.class,
      AccountCommand.class,
      ExplainCommand.class,
      DrillCommand.class,
      NotebookCommand.class,
      AuditCommand.class,
      KeysCommand.class,
      DbCommand.class,
      ClusterCommand.class,
      SubmitCommand.class,
      ListCommand.class,
      SavepointCommand.class,
      StopCommand.class,
      CancelCommand.class,
      UpgradeCommand.class,
      RollbackCommand.class,
      ScaleCommand.class,
      DoctorCommand.class
    },
    footer = {"", "Exit codes: 0 done, 1 failed (the reason is on standard error), 2 wrong usage."})
public final class Main implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    int code = run(args);
    TempFolder.delete();
    System.exit(code);
  }

  static int run(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::failed)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    String name = command.getCommandSpec().qualifiedName();
    LOG.error("{} failed", name, e);
    command.getErr().println(name + ": " + sentence(e));
    String log = System.getProperty("alphaflow.log");
    if (log != null && !(e instanceof ConfigException) && !(e instanceof UserError)) {
      command.getErr().println("The details are in " + log);
    }
    return e instanceof UsageError ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }

  private static String sentence(Throwable e) {
    Optional<String> refusal = KafkaRefusal.of(e);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? Try 'alphaflow --help'.");
  }
}
