package io.alphaflow.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.cli.HelpOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands on jobs have in common. */
abstract class JobsCommand implements Callable<Integer> {

  @Mixin private ClusterOption cluster;

  @Option(names = "--json", description = "JSON on standard output, one object in a line")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  ClusterOption cluster() {
    return cluster;
  }

  /** Prints a result: a sentence for a person, or the object. */
  void tell(JsonNode object, String sentence) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? object : sentence);
    out.flush();
  }

  /** Prints what goes on, for a person. */
  void note(String sentence) {
    if (!json) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(sentence);
      out.flush();
    }
  }

  boolean json() {
    return json;
  }

  /** Prints lines for a person. */
  void lines(Iterable<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }
}
