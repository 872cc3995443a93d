package io.alphaflow.backtest.report;

import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * An HTML table that is made row by row; sorted by a click on a heading where that is wanted. A
 * heading stands on the side of what the first row has below it.
 */
final class Table {

  private final boolean sortable;
  private final List<String> headings;
  private final List<Boolean> numeric = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();
  private int rows;

  Table(boolean sortable, String... headings) {
    this(sortable, List.of(headings));
  }

  Table(boolean sortable, List<String> headings) {
    this.sortable = sortable;
    this.headings = List.copyOf(headings);
  }

  Table row() {
    rows++;
    body.append("<tr>");
    return this;
  }

  Table text(String text) {
    return cell(false, "", Html.escape(text));
  }

  /** Text that is sorted by a number, for example of a time. */
  Table text(String text, long by) {
    return cell(false, " data-v=\"" + by + "\"", Html.escape(text));
  }

  /** A number with its unit. */
  Table number(Unit unit, double value) {
    return number(Html.escape(unit.format(value)), value);
  }

  /** A number as text that is exact; the value is close enough to sort by. */
  Table number(String html, double value) {
    return cell(true, Text.of(" class=\"n%s\"%s", value < 0 ? " loss" : "", sortKey(value)), html);
  }

  /** A bar of a share, cut off at the whole, with its number. */
  Table share(double share, boolean alarming) {
    double width = Double.isFinite(share) ? Math.max(0, Math.min(1, share)) * 100 : 0;
    return cell(
        true,
        " class=\"n\"" + sortKey(share),
        Text.of(
            "<span class=\"meter%s\"><i style=\"width:%.1f%%\"></i></span> %s",
            alarming ? " over" : "", width, Html.escape(Unit.FRACTION.format(share))));
  }

  /** A cell of a heat map. */
  Table heat(Heat heat, double value) {
    return cell(true, heat.attributes(value), Double.isNaN(value) ? "" : heat.text(value));
  }

  /** HTML that has been made already, over as many lines as it needs. */
  Table wide(String html) {
    return cell(false, " class=\"wide\"", html);
  }

  Table end() {
    body.append("</tr>\n");
    return this;
  }

  private static String sortKey(double value) {
    return " data-v=\"" + (Double.isFinite(value) ? value : "") + "\"";
  }

  private Table cell(boolean number, String attributes, String html) {
    if (rows == 1) {
      numeric.add(number);
    }
    body.append("<td").append(attributes).append('>').append(html).append("</td>");
    return this;
  }

  @Override
  public String toString() {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table");
    html.append(sortable ? " class=\"sortable\"" : "").append("><thead><tr>");
    for (int i = 0; i < headings.size(); i++) {
      boolean right = i < numeric.size() && numeric.get(i);
      html.append(right ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
          .append(Html.escape(headings.get(i)))
          .append("</th>");
    }
    return html + "</tr></thead><tbody>\n" + body + "</tbody></table></div>\n";
  }
}
