package io.alphaflow.cli.keys;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.common.config.OperatorOptions.Role;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow keys new}. */
@Command(
    name = "new",
    description = {
      "Make an Ed25519 key for a person, in a file that only its owner can read, and print the",
      "line for the desk's configuration. The jobs must be started again to know the person."
    },
    sortOptions = false)
final class NewKey implements Callable<Integer> {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,47}");

  @Option(
      names = "--person",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Whose key (default: ${DEFAULT-VALUE})")
  private String person;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "trader",
      description = "What the person may do: viewer, trader, risk, admin (default: trader)")
  private Role role;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to; a file that exists stays (default: .alphaflow/keys/NAME.pem)")
  private Path out;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!NAME.matcher(person).matches()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--person \"%s\": expected letters, digits, _ . -, beginning with a letter or digit,"
                  .formatted(person)
              + " at most 48");
    }
    Path file = out == null ? DeskFolder.keys().resolve(person + ".pem") : out;
    String publicKey = OperatorKeys.createNew(file);
    PrintWriter text = spec.commandLine().getOut();
    text.println(
        "The private key is in %s; keep it there, and keep a copy in a safe place."
            .formatted(file.toAbsolutePath()));
    text.println("Its fingerprint is " + OperatorKeys.fingerprint(publicKey) + ".");
    text.println("In the configuration of the desk, below risk.operators:");
    text.println(
        "    - {person: \"%s\", role: %s, publicKey: \"%s\"}"
            .formatted(person, role.name().toLowerCase(Locale.ROOT), publicKey));
    text.flush();
    return 0;
  }
}
