package io.alphaflow.cli.market;

import io.alphaflow.cli.HelpOption;
import io.alphaflow.cli.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code alphaflow book}. */
@Command(
    name = "book",
    description = {
      "Rebuild the order books of a raw capture from its depth updates and snapshots,",
      "and compare them with the venue's own best bid and ask (bookTicker) wherever",
      "the update numbers are equal. Binance spot and USD-M futures."
    },
    footer = {
      "",
      "A capture has lines of a receive time in nanoseconds, a blank and the message,",
      "plain or compressed with gzip. A snapshot ends somewhere: levels behind its end",
      "are known only when they changed since. 'Without a hole' counts those before.",
      "",
      "Exit codes: 0 the books are equal, 1 a mismatch, a crossed book, or not a",
      "capture, 2 wrong usage."
    },
    sortOptions = false)
public final class BookCommand implements Callable<Integer> {

  @Option(
      names = "--capture",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Captures; those of one symbol in the order of time")
  private List<Path> files;

  @Option(names = "--symbol", paramLabel = "S", description = "Only this one, for example BTCUSDT")
  private String symbol;

  @Option(
      names = "--levels",
      paramLabel = "N",
      description = "Show the N best levels of each final book too")
  private int levels;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Mixin private HelpOption help;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    if (levels < 0) {
      throw new ParameterException(
          spec.commandLine(), "--levels must be at least 0, is " + levels + ".");
    }
    CaptureBooks capture = CaptureBooks.read(files);
    List<BookCheck> books = chosen(capture);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(BookJson.of(capture, books, levels));
    } else {
      new BookReport(capture, books, levels).print(out);
    }
    out.flush();
    return books.stream().allMatch(BookCheck::isSound) ? 0 : 1;
  }

  private List<BookCheck> chosen(CaptureBooks capture) {
    List<BookCheck> books =
        capture.books().stream()
            .filter(book -> symbol == null || book.symbol().equalsIgnoreCase(symbol))
            .toList();
    if (books.isEmpty()) {
      throw new UserError(
          "The capture has no message of %s, only of: %s"
              .formatted(
                  symbol,
                  capture.books().stream()
                      .map(BookCheck::symbol)
                      .collect(Collectors.joining(", "))));
    }
    return books;
  }
}
