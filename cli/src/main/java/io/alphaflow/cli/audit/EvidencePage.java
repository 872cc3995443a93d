package io.alphaflow.cli.audit;

import io.alphaflow.common.model.Outcome;
import io.alphaflow.risk.control.DecisionCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The evidence of a day as one HTML page that needs nothing else. */
final class EvidencePage {

  /** The rest of a table is in its file only. */
  private static final int MOST_ROWS = 200;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?");

  private static final String STYLE =
      """
      :root { color-scheme: light; --ink: #1c2430; --soft: #5b6675; --line: #d9dee5; --good: #17653a;
        --bad: #a4161a; --bar: #b9cdea; --over: #f0b8b8; }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 1280px; padding: 1.5rem; color: var(--ink); background: #fff;
        font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
      h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
      h2 { font-size: 1.15rem; margin: 2.2rem 0 .25rem; }
      p { margin: .25rem 0 .75rem; max-width: 75ch; }
      .soft, .note { color: var(--soft); }
      .note { font-size: .9rem; }
      .verdict { border-left: 5px solid var(--good); padding: .5rem .9rem; background: #eef7f1; margin: 1rem 0; }
      .verdict.bad { border-color: var(--bad); background: #fdf0f0; }
      .verdict ul { margin: .3rem 0 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
      .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem;
        margin: 1rem 0; padding: 0; }
      .figures div { border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; }
      .figures dt { color: var(--soft); font-size: .85rem; }
      .figures dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
      nav { margin: 1rem 0; line-height: 1.9; }
      nav a { margin-right: 1rem; white-space: nowrap; }
      a { color: #1d4f91; }
      .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
      table { border-collapse: collapse; width: 100%; font-size: .85rem; }
      th, td { padding: .35rem .6rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
      thead th { border-top: 0; background: #f4f6f9; font-weight: 600; white-space: nowrap; }
      td { max-width: 26rem; overflow-wrap: break-word; }
      td.short { white-space: nowrap; }
      td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      td.share { min-width: 8.5rem; text-align: right; font-variant-numeric: tabular-nums; }
      td.hash { font-family: ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; min-width: 17rem; }
      tbody tr:nth-child(even) { background: #fafbfc; }
      @media print { .scroll { overflow: visible; } body { max-width: none; } }
      """;

  private final StringBuilder html = new StringBuilder();

  private EvidencePage() {}

  static String of(DayEvidence evidence, List<EvidenceTable> tables, String written) {
    EvidencePage page = new EvidencePage();
    page.begin(evidence, written);
    page.verdict(evidence);
    page.figures(evidence);
    page.html.append("<nav>");
    tables.forEach(
        t -> page.html.append("<a href=\"#%s\">%s</a> ".formatted(t.name(), text(t.title()))));
    page.html.append("</nav>\n");
    tables.forEach(page::table);
    page.html.append("</body>\n</html>\n");
    return page.html.toString();
  }

  private void begin(DayEvidence evidence, String written) {
    String title = "Evidence of %s, desk %s".formatted(evidence.day().date(), evidence.desk());
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>")
        .append(text(title))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(text(title))
        .append("</h1>\n<p class=\"soft\">")
        .append(
            text(
                "%s. Days and times are UTC, and the market's unless a column says otherwise. Written %s."
                    .formatted(
                        evidence.account().isEmpty()
                            ? "All accounts"
                            : "Account " + evidence.account(),
                        written)))
        .append("</p>\n");
  }

  private void verdict(DayEvidence evidence) {
    boolean whole = evidence.check().isWhole();
    open(whole).append(text(AuditText.verdict(evidence.check())));
    if (!whole) {
      html.append("<ul>");
      evidence
          .check()
          .result()
          .faults()
          .forEach(f -> html.append("<li>").append(text(f.toString())).append("</li>"));
      html.append("</ul>");
    }
    html.append("</div>\n");
    open(evidence.isReplayed()).append(text(replay(evidence))).append("</div>\n");
  }

  private StringBuilder open(boolean good) {
    return html.append("<div class=\"verdict%s\">".formatted(good ? "" : " bad"));
  }

  private static String replay(DayEvidence evidence) {
    if (!evidence.gap().isEmpty()) {
      return "The journal could not be run again: " + evidence.gap() + ".";
    }
    return evidence.isReplayed()
        ? "The journal, run again with this configuration, gives the same %,d decisions."
            .formatted(evidence.decisions().number())
        : ("The journal, run again with this configuration, gives %,d decisions, of which %,d are among"
                + " the %,d recorded ones: the configuration is not the one of that day, and counts of"
                + " checks, nearest approaches and limits are those of the given one.")
            .formatted(evidence.replayed(), evidence.same(), evidence.decisions().number());
  }

  private void figures(DayEvidence evidence) {
    DayDecisions decisions = evidence.decisions();
    long checks = 0;
    for (DecisionCode code : DecisionCode.values()) {
      checks += evidence.counts().of(code).asked();
    }
    html.append("<dl class=\"figures\">");
    figure("decisions", decisions.number());
    figure("approved", decisions.number(Outcome.APPROVED));
    figure("rejected", decisions.number(Outcome.REJECTED));
    figure("checks", checks);
    figure("by override", decisions.overridden().size());
    figure("commands", evidence.commands().size());
    figure("alerts", evidence.alerts().size());
    Optional<Long> longest =
        evidence.alerts().stream()
            .map(evidence::delay)
            .flatMap(Optional::stream)
            .max(Long::compare);
    html.append("<div><dt>longest alert delay</dt><dd>")
        .append(longest.map(l -> String.format(Locale.ROOT, "%,d ms", l / 1_000)).orElse("none"))
        .append("</dd></div></dl>\n");
  }

  private void figure(String name, long number) {
    html.append("<div><dt>")
        .append(name)
        .append("</dt><dd>")
        .append(String.format(Locale.ROOT, "%,d", number))
        .append("</dd></div>");
  }

  private void table(EvidenceTable table) {
    html.append("<h2 id=\"%s\">%s</h2>\n".formatted(table.name(), text(table.title())));
    html.append("<p class=\"note\">").append(text(table.note()));
    html.append(" <a href=\"%1$s.csv\">%1$s.csv</a></p>\n".formatted(table.name()));
    if (table.rows().isEmpty()) {
      html.append("<p>None.</p>\n");
      return;
    }
    boolean[] numbers = new boolean[table.head().size()];
    for (int c = 0; c < numbers.length; c++) {
      numbers[c] = isNumber(table, c);
    }
    html.append("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
    for (int c = 0; c < numbers.length; c++) {
      html.append(numbers[c] ? "<th class=\"number\">" : "<th>")
          .append(text(table.head().get(c).replace('_', ' ')))
          .append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    table.rows().stream().limit(MOST_ROWS).forEach(row -> row(table, row, numbers));
    html.append("</tbody></table></div>\n");
    if (table.rows().size() > MOST_ROWS) {
      html.append(
          "<p class=\"note\">%d more rows are in %s.csv.</p>\n"
              .formatted(table.rows().size() - MOST_ROWS, table.name()));
    }
  }

  private static boolean isNumber(EvidenceTable table, int column) {
    return table.rows().stream()
            .allMatch(r -> r.get(column).isEmpty() || NUMBER.matcher(r.get(column)).matches())
        && table.rows().stream().anyMatch(r -> !r.get(column).isEmpty());
  }

  private void row(EvidenceTable table, List<String> row, boolean[] numbers) {
    html.append("<tr>");
    for (int c = 0; c < row.size(); c++) {
      String cell = row.get(c);
      if (table.head().get(c).equals(EvidenceTables.SHARE)) {
        html.append(share(cell));
      } else if (numbers[c]) {
        html.append("<td class=\"number\">").append(text(cell)).append("</td>");
      } else if (table.head().get(c).equals("head")) {
        html.append("<td class=\"hash\">").append(text(cell)).append("</td>");
      } else {
        html.append(cell.length() <= 28 ? "<td class=\"short\">" : "<td>")
            .append(text(cell))
            .append("</td>");
      }
    }
    html.append("</tr>\n");
  }

  /** A number with a bar behind it, as long as the share. */
  private static String share(String percent) {
    BigDecimal value = new BigDecimal(percent);
    boolean beyond = value.compareTo(BigDecimal.valueOf(100)) > 0;
    return "<td class=\"share\" style=\"background: linear-gradient(to right, var(--%s) %s%%, transparent 0)\">%s</td>"
        .formatted(
            beyond ? "over" : "bar", value.min(BigDecimal.valueOf(100)).toPlainString(), percent);
  }

  private static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
