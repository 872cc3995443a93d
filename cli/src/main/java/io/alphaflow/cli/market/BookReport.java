package io.alphaflow.cli.market;

import io.alphaflow.cli.view.TextTable;
import io.alphaflow.common.book.BookSide;
import io.alphaflow.common.book.BookSync;
import io.alphaflow.common.money.Fixed8;
import java.io.PrintWriter;
import java.util.List;

/** What {@code alphaflow book} shows to people. */
final class BookReport {

  private final CaptureBooks capture;
  private final List<BookCheck> books;
  private final int levels;

  /**
   * A report.
   *
   * @param books those that are shown
   * @param levels how many of the best levels of each final book are shown
   */
  BookReport(CaptureBooks capture, List<BookCheck> books, int levels) {
    this.capture = capture;
    this.books = books;
    this.levels = levels;
  }

  void print(PrintWriter out) {
    counts().lines().forEach(out::println);
    out.println();
    finalBooks().lines().forEach(out::println);
    for (BookCheck book : books) {
      if (levels > 0 && book.sync().isSynced()) {
        out.println();
        out.println(book.symbol() + ", best levels");
        ladder(book).lines().forEach(out::println);
      }
    }
    out.println();
    for (BookCheck book : books) {
      book.remarks().forEach(remark -> out.println(book.symbol() + ": " + remark));
      holes(book, "bids", book.sync().book().bids(), out);
      holes(book, "asks", book.sync().book().asks(), out);
    }
    books.forEach(book -> printMismatches(book, out));
    printDamages(out);
    out.println(verdict());
  }

  private TextTable counts() {
    TextTable table =
        new TextTable(
            "symbol",
            "lines",
            "applied",
            "stale",
            "breaks",
            "crossed",
            "compared",
            "match",
            "mismatch");
    for (BookCheck book : books) {
      BookSync sync = book.sync();
      table.row(
          book.symbol(),
          book.lines(),
          sync.applied(),
          sync.stale(),
          sync.breaks(),
          sync.crossedBooks(),
          book.compared(),
          book.compared() - book.mismatched(),
          book.mismatched());
    }
    return table;
  }

  private TextTable finalBooks() {
    TextTable table =
        new TextTable(
            "symbol", "market", "last update", "best bid", "best ask", "levels", "without a hole");
    for (BookCheck book : books) {
      BookSync sync = book.sync();
      BookSide bids = sync.book().bids();
      BookSide asks = sync.book().asks();
      BookTop top = BookTop.of(sync.book());
      table.row(
          book.symbol(),
          book.market() == null ? "no depth" : book.market(),
          sync.isSynced() ? Long.toString(sync.lastUpdateId()) : "no book",
          top.bidText(),
          top.askText(),
          bids.size() + " / " + asks.size(),
          bids.knownLevels() + " / " + asks.knownLevels());
    }
    return table;
  }

  private TextTable ladder(BookCheck book) {
    BookSide bids = book.sync().book().bids();
    BookSide asks = book.sync().book().asks();
    TextTable table = new TextTable("level", "bid quantity", "bid", "ask", "ask quantity");
    for (int i = 0; i < Math.min(levels, Math.max(bids.size(), asks.size())); i++) {
      table.row(
          Integer.toString(i + 1),
          i < bids.size() ? Fixed8.format(bids.quantity(i)) : "",
          i < bids.size() ? Fixed8.format(bids.price(i)) : "",
          i < asks.size() ? Fixed8.format(asks.price(i)) : "",
          i < asks.size() ? Fixed8.format(asks.quantity(i)) : "");
    }
    return table;
  }

  private static void holes(BookCheck book, String name, BookSide side, PrintWriter out) {
    if (side.isTruncated() && side.knownLevels() == 0) {
      out.println(
          ("%s: the price has left the levels of the snapshot: %s that did not change since then are"
                  + " missing")
              .formatted(book.symbol(), name));
    }
  }

  private static void printMismatches(BookCheck book, PrintWriter out) {
    for (BookCheck.Mismatch mismatch : book.mismatches()) {
      out.println(
          "%s: %s differs at update %d"
              .formatted(mismatch.place(), book.symbol(), mismatch.updateId()));
      out.println("  venue: " + mismatch.venue());
      out.println("  book:  " + mismatch.book());
    }
    long more = book.mismatched() - book.mismatches().size();
    if (more > 0) {
      out.println("and %d more mismatches of %s".formatted(more, book.symbol()));
    }
  }

  private void printDamages(PrintWriter out) {
    if (capture.damaged() == 0) {
      return;
    }
    out.println("Damaged lines, left out: " + capture.damaged());
    for (CaptureBooks.Damage damage : capture.damages()) {
      out.println("  " + damage.place() + ": " + damage.reason());
    }
    long more = capture.damaged() - capture.damages().size();
    if (more > 0) {
      out.println("  and " + more + " more");
    }
  }

  private String verdict() {
    long compared = books.stream().mapToLong(BookCheck::compared).sum();
    long mismatched = books.stream().mapToLong(BookCheck::mismatched).sum();
    List<String> lost =
        books.stream().filter(book -> !book.sync().isSynced()).map(BookCheck::symbol).toList();
    String equal =
        mismatched > 0
            ? "%d of %d quotes of the venue differ from the rebuilt book."
                .formatted(mismatched, compared)
            : compared == 0
                ? "Nothing was compared: no quote has the update number of a rebuilt book."
                : "The rebuilt book equals the venue's own best bid and ask at all "
                    + compared
                    + " comparable updates.";
    return lost.isEmpty()
        ? equal
        : equal + " At the end there is no book of " + String.join(", ", lost) + ".";
  }
}
