package io.alphaflow.cli.chaos;

import io.alphaflow.cli.HelpOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What runs on both ends of the cable to a TaskManager elsewhere. Not for persons. */
@Command(
    name = "relay",
    hidden = true,
    description = "Hand connections to ports of one address on to another until this is killed.")
public final class RelayCommand implements Callable<Integer> {

  @Option(names = "--listen", required = true, description = "Address to listen on")
  private String listen;

  @Option(names = "--to", required = true, description = "Address to go on to")
  private String to;

  @Option(names = "--ports", required = true, split = ",", description = "Ports of both")
  private List<Integer> ports;

  @Mixin private HelpOption help;

  @Override
  public Integer call() throws Exception {
    Relay.start(listen, to, ports);
    Thread.sleep(Long.MAX_VALUE);
    return 0;
  }
}
