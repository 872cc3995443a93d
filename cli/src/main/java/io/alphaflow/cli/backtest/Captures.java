package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.data.RecordedMarket;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.plan.FileName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out which files are captures, and whose. */
final class Captures {

  private static final List<String> OTHERS = List.of(".csv", ".tsv", ".zip", ".parquet");

  private Captures() {}

  /**
   * The markets of captures; none when the files are something else.
   *
   * @param symbol {@code BASE/QUOTE}, null when it is to be told from the messages
   * @throws UserError when only some are captures, or it is not clear whose they are
   */
  static List<RecordedMarket> of(List<Path> files, String venue, String symbol) throws IOException {
    List<CaptureHead> heads = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (OTHERS.stream().noneMatch(name::endsWith)) {
        CaptureHead.of(file).ifPresent(heads::add);
      }
    }
    if (heads.isEmpty()) {
      return List.of();
    }
    if (heads.size() < files.size()) {
      throw new UserError(
          "%d of the %d files are captures: take either captures or bars or trades"
              .formatted(heads.size(), files.size()));
    }
    Map<String, List<Path>> bySymbol = new TreeMap<>();
    heads.stream()
        .sorted(Comparator.comparingLong(CaptureHead::firstNanos))
        .forEach(
            head ->
                bySymbol.computeIfAbsent(head.symbol(), s -> new ArrayList<>()).add(head.file()));
    if (symbol != null && bySymbol.size() > 1) {
      throw new UserError(
          "--symbol %s: the captures are of %s"
              .formatted(symbol, String.join(", ", bySymbol.keySet())));
    }
    List<RecordedMarket> markets = new ArrayList<>();
    bySymbol.forEach(
        (of, in) -> markets.add(new CapturedMarket(instrument(venue, of, symbol), of, in)));
    return markets;
  }

  private static InstrumentId instrument(String venue, String spelling, String said) {
    Optional<String> pair = Optional.ofNullable(said).or(() -> FileName.pair(spelling));
    try {
      return InstrumentId.parse(venue + ":" + pair.orElseThrow(() -> unknown(spelling)));
    } catch (IllegalArgumentException e) {
      throw new UserError("--symbol " + said + ": " + e.getMessage());
    }
  }

  private static UserError unknown(String spelling) {
    return new UserError("the capture is of " + spelling + ": say --symbol BASE/QUOTE");
  }
}
