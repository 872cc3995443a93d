package io.alphaflow.cli.keys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.DeskOption;
import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.json.JsonCodec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alphaflow keys list}. */
@Command(
    name = "list",
    description = {
      "Show who may give commands: role, fingerprint of the key (the first 16 hexadecimal digits",
      "of the SHA-256 of the public key), and the private keys that are on this machine, in the",
      "secrets of the demo and in .alphaflow/keys."
    },
    sortOptions = false)
final class ListKeys implements Callable<Integer> {

  @Mixin private DeskOption desk;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    DeskConfig config = desk.config();
    List<OperatorOptions> operators =
        config.read(root -> OperatorOptions.readAll(root.section("risk")));
    KeyFiles files = KeyFiles.in(List.of(DeskFolder.demo().secrets(), DeskFolder.keys()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(operators, files));
    } else {
      print(config, operators, files, out);
    }
    out.flush();
    return 0;
  }

  private static void print(
      DeskConfig config, List<OperatorOptions> operators, KeyFiles files, PrintWriter out) {
    if (operators.isEmpty()) {
      out.println("Nobody may give commands: risk.operators is empty in " + config.source());
    }
    for (OperatorOptions operator : operators) {
      List<Path> keys = files.of(operator.publicKey());
      out.printf(
          "%-20s %-8s %s  %s%n",
          operator.person(),
          role(operator),
          OperatorKeys.fingerprint(operator.publicKey()),
          keys.isEmpty() ? "no private key here" : join(keys));
    }
    files.ofNobody(operators).forEach(key -> out.println(key + " is the key of nobody here"));
  }

  private static String join(List<Path> paths) {
    return String.join(", ", paths.stream().map(Path::toString).toList());
  }

  private static ObjectNode json(List<OperatorOptions> operators, KeyFiles files) {
    ObjectNode object = JsonCodec.object();
    ArrayNode persons = object.putArray("operators");
    for (OperatorOptions operator : operators) {
      ObjectNode node = persons.addObject();
      node.put("person", operator.person());
      node.put("role", role(operator));
      node.put("fingerprint", OperatorKeys.fingerprint(operator.publicKey()));
      ArrayNode keys = node.putArray("privateKeys");
      files.of(operator.publicKey()).forEach(key -> keys.add(key.toString()));
    }
    ArrayNode others = object.putArray("privateKeysOfNobody");
    files.ofNobody(operators).forEach(key -> others.add(key.toString()));
    return object;
  }

  private static String role(OperatorOptions operator) {
    return operator.role().name().toLowerCase(Locale.ROOT);
  }
}
