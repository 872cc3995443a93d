package io.alphaflow.backtest.report;

import io.alphaflow.backtest.statistics.Text;

/** Text in HTML. */
final class Html {

  private Html() {}

  /** Text as it may stand between tags and within quoted attributes. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(isControl(c) ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }

  /** HTML has none but these, and a browser may stop at another. */
  private static boolean isControl(char c) {
    return c < ' ' && c != '\n' && c != '\t' || c >= 0x7F && c < 0xA0;
  }

  /** A section with a heading that can be linked to. */
  static String section(String id, String title, String body) {
    return Text.of("<section id=\"%s\"><h2>%s</h2>\n%s</section>\n", id, escape(title), body);
  }

  /** A paragraph that explains. */
  static String note(String text) {
    return "<p class=\"note\">" + escape(text) + "</p>\n";
  }

  /** Where a chart is drawn. */
  static String chart(String id, String label) {
    return Text.of(
        """
        <div class="chart" id="%s" role="img" aria-label="%s"></div>
        <noscript><p class="note">%s: the chart needs JavaScript, the tables do not.</p></noscript>
        """,
        id, escape(label), escape(label));
  }
}
