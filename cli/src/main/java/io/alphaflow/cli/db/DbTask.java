package io.alphaflow.cli.db;

import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.common.config.DeskConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** What the commands for a desk's database have in common: whose it is, and where to tell. */
abstract class DbTask implements Callable<Integer> {

  @Mixin private DeskOption desk;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /**
   * Does it.
   *
   * @return the exit code
   */
  abstract int run(DeskConfig config, PrintWriter out) throws Exception;

  @Override
  public final Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    int code = run(desk.config(), out);
    out.flush();
    return code;
  }
}
