package io.alphaflow.cli.market;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.book.BookSide;
import io.alphaflow.common.book.BookSync;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.money.Fixed8;
import java.util.List;

/** What {@code alphaflow book} shows to programs: one object. Amounts are decimal strings. */
final class BookJson {

  private BookJson() {}

  /**
   * The result as JSON.
   *
   * @param books those that are shown
   * @param levels how many of the best levels of each final book are shown
   */
  static ObjectNode of(CaptureBooks capture, List<BookCheck> books, int levels) {
    ObjectNode all = JsonCodec.object();
    all.put("lines", capture.lines());
    all.put("damaged", capture.damaged());
    ArrayNode damages = all.putArray("damages");
    for (CaptureBooks.Damage damage : capture.damages()) {
      place(damages.addObject(), damage.place()).put("reason", damage.reason());
    }
    ArrayNode array = all.putArray("books");
    books.forEach(book -> book(array.addObject(), book, levels));
    return all;
  }

  private static void book(ObjectNode out, BookCheck book, int levels) {
    BookSync sync = book.sync();
    out.put("symbol", book.symbol());
    out.put("market", book.market() == null ? null : book.market().toString());
    out.put("lines", book.lines());
    out.put("depthUpdates", book.depthUpdates());
    out.put("snapshotLastUpdateId", book.snapshotId() < 0 ? null : book.snapshotId());
    out.put("applied", sync.applied());
    out.put("stale", sync.stale());
    out.put("sequenceBreaks", sync.breaks());
    out.put("crossed", sync.crossedBooks());
    out.put("malformed", sync.malformed());
    out.put("compared", book.compared());
    out.put("matched", book.compared() - book.mismatched());
    out.put("mismatched", book.mismatched());
    ArrayNode mismatches = out.putArray("mismatches");
    for (BookCheck.Mismatch mismatch : book.mismatches()) {
      ObjectNode one = place(mismatches.addObject(), mismatch.place());
      one.put("updateId", mismatch.updateId());
      top(one.putObject("venue"), mismatch.venue());
      top(one.putObject("book"), mismatch.book());
    }
    ArrayNode remarks = out.putArray("remarks");
    book.remarks().forEach(remarks::add);
    out.put("synced", sync.isSynced());
    out.put("lastUpdateId", sync.isSynced() ? sync.lastUpdateId() : null);
    top(out.putObject("best"), BookTop.of(sync.book()));
    side(out.putObject("bids"), sync.book().bids(), levels);
    side(out.putObject("asks"), sync.book().asks(), levels);
  }

  private static ObjectNode place(ObjectNode out, CapturePlace place) {
    return out.put("file", place.file().toString()).put("line", place.line());
  }

  private static void top(ObjectNode out, BookTop top) {
    out.put("bid", Fixed8.format(top.bid()));
    out.put("bidQuantity", Fixed8.format(top.bidQuantity()));
    out.put("ask", Fixed8.format(top.ask()));
    out.put("askQuantity", Fixed8.format(top.askQuantity()));
  }

  private static void side(ObjectNode out, BookSide side, int levels) {
    out.put("levels", side.size());
    out.put("levelsWithoutHole", side.knownLevels());
    if (levels > 0) {
      ArrayNode best = out.putArray("best");
      for (int i = 0; i < Math.min(levels, side.size()); i++) {
        best.addArray().add(Fixed8.format(side.price(i))).add(Fixed8.format(side.quantity(i)));
      }
    }
  }
}
