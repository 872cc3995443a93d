package io.alphaflow.cli;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.MarketSubscription;
import io.alphaflow.common.topic.Topics;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which instruments ingest takes in while it runs. */
@Command(
    name = "symbols",
    mixinStandardHelpOptions = true,
    description = "List, add or remove the symbols that ingest takes in, while it runs.")
final class SymbolsCommand implements Runnable {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Configuration of the desk (default: the demo that runs here)")
  private Path config;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Which of list, add, remove? Try 'alphaflow symbols --help'.");
  }

  private DeskConfig desk() throws Exception {
    return config == null ? DeskFolder.demo().config() : DeskConfig.load(config);
  }

  @Command(
      name = "list",
      description = "Show the symbols that are wanted, and who wanted them.",
      mixinStandardHelpOptions = true)
  int list() throws Exception {
    DeskConfig desk = desk();
    SortedMap<String, String> wanted = new TreeMap<>();
    desk.venue().symbols().forEach(id -> wanted.put(id.toString(), "in the configuration"));
    RecordCodec<MarketSubscription> codec = Topics.SUBSCRIPTIONS.codec();
    LogReader.readAll(
        desk.kafka(),
        in -> {
          try {
            MarketSubscription wish = codec.decode(in.value());
            wanted.put(
                wish.instrument(),
                (wish.subscribed() ? "added by " : "REMOVED by ") + wish.person());
          } catch (CodecException e) {
            throw new UserError(in.topic() + "@" + in.offset() + ": " + e.getMessage());
          }
        },
        Topics.SUBSCRIPTIONS);
    PrintWriter out = spec.commandLine().getOut();
    wanted.forEach((instrument, why) -> out.printf("%-24s %s%n", instrument, why));
    return 0;
  }

  @Command(
      name = "add",
      description = {
        "Take symbols in from now on, or from where they were removed.",
        "One that the venue does not list is alerted and left out."
      },
      mixinStandardHelpOptions = true)
  int add(
      @Parameters(paramLabel = "BASE/QUOTE", arity = "1..*") List<String> symbols,
      @Option(names = "--person", defaultValue = "demo-operator", description = "Your name")
          String person)
      throws Exception {
    return wish(symbols, true, person);
  }

  @Command(
      name = "remove",
      description = "Take symbols in no more; what is on the logs stays there.",
      mixinStandardHelpOptions = true)
  int remove(
      @Parameters(paramLabel = "BASE/QUOTE", arity = "1..*") List<String> symbols,
      @Option(names = "--person", defaultValue = "demo-operator", description = "Your name")
          String person)
      throws Exception {
    return wish(symbols, false, person);
  }

  private int wish(List<String> symbols, boolean subscribed, String person) throws Exception {
    DeskConfig desk = desk();
    String topic = desk.kafka().topic(Topics.SUBSCRIPTIONS);
    RecordCodec<MarketSubscription> codec = Topics.SUBSCRIPTIONS.codec();
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String symbol : symbols) {
      String instrument = instrument(desk.venue().name(), symbol);
      records.add(
          new ProducerRecord<>(
              topic,
              instrument.getBytes(StandardCharsets.UTF_8),
              codec.encode(new MarketSubscription(instrument, subscribed, person, now))));
    }
    LogSender.send(desk.kafka(), records);
    spec.commandLine()
        .getOut()
        .println(
            String.join(", ", symbols)
                + (subscribed ? ": ingest takes it in" : ": ingest lets it go")
                + " within a few seconds.");
    return 0;
  }

  private static String instrument(String venue, String symbol) {
    try {
      return InstrumentId.parse(venue + ":" + symbol).toString();
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "\"" + symbol + "\" is not a symbol, expected BASE/QUOTE such as BTC/USDT");
    }
  }
}
