package io.alphaflow.cli.parity;

import io.alphaflow.common.money.Fixed8;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The comparison for a person. */
final class ParityText {

  private static final int SHOWN = 3;

  private ParityText() {}

  static List<String> of(Parity parity) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Desk and backtest on the same %,d trades, %s".formatted(parity.trades(), parity.period()));
    lines.add(
        "The backtest's orders take %s of market time, its fees are %s of a fill"
            .formatted(
                span(parity.rules().entryLatency()), Fixed8.format(parity.rules().takerFee())));
    parity.notes().forEach(note -> lines.add("Note: " + note));
    lines.add("");
    lines.add(line("Signals", parity.signals(), "identical, byte for byte"));
    lines.add(line("Decisions", parity.decisions(), "the same"));
    lines.add(line("Orders", parity.fills(), "filled the same"));
    for (Why why : Why.values()) {
      long count = parity.count(why);
      if (count > 0) {
        lines.add("");
        lines.add("%d %s: %s".formatted(count, why, why.text()));
        parity.unlike().stream()
            .filter(u -> u.why() == why)
            .limit(SHOWN)
            .forEach(u -> lines.add("  " + u));
      }
    }
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "Parity score %.4f; %d of %d differences explained",
            parity.score(),
            parity.unlike().size() - parity.unexplained(),
            parity.unlike().size()));
    return lines;
  }

  private static String line(String what, Parity.Share share, String how) {
    return String.format(
        Locale.ROOT,
        "%-10s %d of %d %s (%.2f %%)",
        what,
        share.same(),
        share.all(),
        how,
        100 * share.value());
  }

  private static String span(long micros) {
    return micros < 1_000_000 ? micros / 1_000 + " ms" : micros / 1_000_000 + " s";
  }
}
