package io.alphaflow.execution.order;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is known of one order. Every fact about it passes here, from an answer, a user event or
 * a query, late, twice or in any order, and the same facts always give the same reports with the
 * same numbers: ACCEPTED, the fills by the venue's trade id, then the end.
 *
 * <p>A fill is reported only when no fill before it can be missing. That is so when the known fills
 * add up to the highest filled quantity that the venue has stated, because every fill that comes
 * alone comes with the quantity filled up to it, and other fills come all at once. Until then
 * {@link #needsFills()} asks for all fills of the order.
 *
 * <p>An order may become smaller, see {@link #wantSmaller}. When it did among its fills, the venue
 * does not tell, so it is reported in a row of its own, and the other reports say what the order
 * was placed for, but for the last. Whether a fill is the last is only certain when it is known
 * whether the order is smaller: until then a fill that reaches what is wanted waits, and so does
 * the highest while the venue, if it makes orders smaller at all, has not said of the order that so
 * much is filled: after a restart the decision that made it smaller may not have been read yet.
 * Then {@link #awaitsView()} asks for the order.
 *
 * <p>Of an order by an amount of quote nobody but the venue can tell when it is complete, so its
 * last fill is the highest when the venue has it as filled, and until it is known how it ended the
 * highest waits. The report of that fill says that the order was for what it traded. What the venue
 * says of its quantity is what it made of the amount, or nothing, and changes nothing. The quantity
 * that was approved is the most that it should trade; more is alerted and reported all the same.
 *
 * <p>Bounded by the order's fills. Written to state by its fields.
 */
public final class OrderTracker {

  private OrderRequest request;
  private OrderState state = OrderState.PENDING;
  private long signedTime;
  private String venueOrderId = "";
  private long createdTime;
  private long statedQuantity;
  private OrderStatus end;
  private boolean complete;
  private long endTime;
  private String endReason = "";
  private final SortedMap<Long, Fill> fills = new TreeMap<>();
  private long lastReportedTrade = Long.MIN_VALUE;
  private long reportedQuantity;
  private long sequence;
  private boolean cancelWanted;
  private boolean waitsForReplaced;
  private long cut;

  /** The smallest that the venue said it is for, for it never becomes larger; 0 before. */
  private long sizeAtVenue;

  /** Wishes that it be smaller of which it is not known what came of them, by decision. */
  private final SortedMap<Long, Amendment> wanted = new TreeMap<>();

  /** The last that it was reported to be smaller to; 0 before. */
  private long smallestTold;

  /** Used when state is read. */
  OrderTracker() {}

  /** An order that was approved and of which nothing else is known. */
  public OrderTracker(OrderRequest request) {
    this.request = request;
    this.waitsForReplaced = request.order().replaced().isPresent();
  }

  /**
   * The order in whose place it stands has ended: now it is certain how much this one is for.
   *
   * @param meanwhile what that one filled after the decision, base, units of 1e-8; it comes off
   */
  public void replacedEnded(long meanwhile, TrackerOutput out) {
    if (waitsForReplaced) {
      waitsForReplaced = false;
      cut = Math.min(meanwhile, request.order().quantity());
      advance(out);
    }
  }

  /** Whether the order in whose place it stands may still fill. Nothing is reported until then. */
  public boolean waitsForReplaced() {
    return waitsForReplaced;
  }

  /** How much it is for, base, units of 1e-8. */
  public long quantity() {
    return sizeAtVenue == 0 ? placed() : Math.min(placed(), sizeAtVenue);
  }

  /** How much it was placed for, or is to be. */
  private long placed() {
    return request.order().quantity() - cut;
  }

  /** It shall be smaller. Kept until it is, or never will be. */
  public void wantSmaller(Amendment amendment, TrackerOutput out) {
    if (!state.isFinal()) {
      wanted.put(amendment.decision(), amendment);
      advance(out);
    }
  }

  /** The smallest that it shall be, of which it is not known what came; empty for none. */
  public Optional<Amendment> amendment() {
    return wanted.values().stream().min(Comparator.comparingLong(Amendment::quantity));
  }

  /** Whether it is not known yet what came of a wish that it be smaller. */
  public boolean wants(Amendment amendment) {
    return wanted.containsKey(amendment.decision());
  }

  /** Whether the venue has it working for more than that, and not so much of it is filled. */
  public boolean canBecome(Amendment amendment) {
    return (state == OrderState.OPEN || state == OrderState.PARTIALLY_FILLED)
        && !hasEnded()
        && !waitsForReplaced
        && amendment.quantity() < quantity()
        && amendment.quantity() > filled();
  }

  /** It certainly does not become as small as that any more. */
  public void notSmaller(Amendment amendment, TrackerOutput out) {
    if (wanted.remove(amendment.decision()) != null) {
      advance(out);
    }
  }

  /** Whether the venue has it for less than it was placed for, and a decision wanted other. */
  public boolean isSmallerThanDecided() {
    return quantity() < placed() && quantity() != smallestTold;
  }

  /** What has become of the wishes, as far as that is certain. */
  private void learnSize(TrackerOutput out) {
    long filled = filled();
    for (Amendment wish : List.copyOf(wanted.values())) {
      boolean same = wish.quantity() == quantity() && quantity() < placed();
      if (same) {
        smallestTold = wish.quantity();
        reportAmended(wish, out);
      }
      if (same || wish.quantity() > quantity() || filled > wish.quantity() || end != null) {
        wanted.remove(wish.decision());
      }
    }
  }

  /** Whether the venue has it working and nothing of it is filled, as far as we know. */
  public boolean isUntouched() {
    return state == OrderState.OPEN && statedQuantity == 0 && fills.isEmpty() && end == null;
  }

  /**
   * It is being sent.
   *
   * @param time the venue's wall clock that the request is signed with, epoch microseconds UTC
   */
  public void sent(long time, TrackerOutput out) {
    move(OrderState.SENT, out);
    signedTime = time;
  }

  /** Nobody knows whether the venue has it. Nothing changes when that is known. */
  public void unknown(TrackerOutput out) {
    if (state == OrderState.PENDING || state == OrderState.SENT) {
      move(OrderState.UNKNOWN, out);
    }
  }

  /**
   * It was certainly not placed when it was sent, and may be sent once more.
   *
   * @return whether it was still thought to be on its way
   */
  public boolean deferred(TrackerOutput out) {
    return move(OrderState.PENDING, out);
  }

  /** It shall work no longer. Kept until it has ended. */
  public void wantCancel(TrackerOutput out) {
    cancelWanted = true;
    cancelPending(out);
  }

  private void cancelPending(TrackerOutput out) {
    if (cancelWanted && (state == OrderState.OPEN || state == OrderState.PARTIALLY_FILLED)) {
      move(OrderState.CANCEL_PENDING, out);
    }
  }

  /** It cannot have been signed later than at this time of the venue's wall clock. */
  public void notSignedAfter(long time) {
    if (signedTime == 0) {
      signedTime = time;
    }
  }

  /** The venue refused it. */
  public void rejected(String reason, TrackerOutput out) {
    finish(OrderState.REJECTED, ExecutionType.REJECTED, reason, out);
  }

  /** It never reached the venue and will not. */
  public void notPlaced(String reason, TrackerOutput out) {
    finish(OrderState.NOT_PLACED, ExecutionType.NOT_PLACED, reason, out);
  }

  private void finish(OrderState next, ExecutionType type, String reason, TrackerOutput out) {
    if (state == next) {
      return;
    }
    if (move(next, out)) {
      // The venue gives no time for what it does not have; the decision's is the same every time.
      // And the quantity is that of the decision, whether or not it was known how much is left.
      cut = 0;
      wanted.clear();
      report(type, null, true, request.decisionTime(), reason, out);
    }
  }

  /** What the venue says of the order. */
  public void observe(OrderView view, TrackerOutput out) {
    if (view.status() == OrderStatus.REJECTED && venueOrderId.isEmpty()) {
      rejected(view.reason(), out);
      return;
    }
    if (state == OrderState.REJECTED || state == OrderState.NOT_PLACED) {
      problem("ORDER_AFTER_END", "the venue has it as " + view.status(), out);
      return;
    }
    if (venueOrderId.isEmpty() && view.createdTime() != 0) {
      venueOrderId = view.venueOrderId();
      createdTime = view.createdTime();
    } else if (!venueOrderId.isEmpty() && !venueOrderId.equals(view.venueOrderId())) {
      problem("SECOND_ORDER", "two venue orders " + venueOrderId + ", " + view.venueOrderId(), out);
      return;
    }
    view.fills().forEach(fill -> learn(fill, out));
    statedQuantity = Math.max(statedQuantity, view.cumulativeQuantity());
    if (view.quantity() > 0 && !byAmount()) {
      sizeAtVenue = sizeAtVenue == 0 ? view.quantity() : Math.min(sizeAtVenue, view.quantity());
    }
    if (view.status().isFinal() && view.status() != OrderStatus.FILLED) {
      learnEnd(view, out);
    } else if (view.status() == OrderStatus.FILLED && byAmount()) {
      learnComplete(out);
    }
    advance(out);
  }

  /**
   * All fills of the order up to now, as a query gives them.
   *
   * @param maybeSmaller whether the venue makes orders smaller; where it does not, the fills tell
   *     as much as a view of the order, and none waits for one
   */
  public void observeAllFills(List<Fill> all, boolean maybeSmaller, TrackerOutput out) {
    all.forEach(fill -> learn(fill, out));
    if (!maybeSmaller) {
      statedQuantity = filled();
    }
    advance(out);
  }

  private void learn(Fill fill, TrackerOutput out) {
    Fill known = fills.get(fill.tradeId());
    if (known != null) {
      if (known.quantity() != fill.quantity() || known.price() != fill.price()) {
        problem("FILL_CONFLICT", "trade " + fill.tradeId() + " was told in two ways", out);
      }
      return;
    }
    if (fill.tradeId() < lastReportedTrade) {
      problem("FILL_OUT_OF_ORDER", "trade " + fill.tradeId() + " came after later ones", out);
    }
    if (state.isFinal()) {
      problem("FILL_AFTER_END", "trade " + fill.tradeId() + " came after " + state, out);
    }
    fills.put(fill.tradeId(), fill);
  }

  private boolean byAmount() {
    return request.order().byAmount();
  }

  private void learnComplete(TrackerOutput out) {
    if (end != null) {
      problem("ILLEGAL_TRANSITION", "ended as " + end + ", then as " + OrderStatus.FILLED, out);
    } else {
      complete = true;
    }
  }

  private void learnEnd(OrderView view, TrackerOutput out) {
    boolean filled = complete || state == OrderState.FILLED;
    if (end != null && end != view.status()) {
      problem("ILLEGAL_TRANSITION", "ended as " + end + ", then as " + view.status(), out);
    } else if (end == null && !filled) {
      end = view.status();
      endTime = view.updatedTime();
      endReason = view.reason();
    } else if (filled) {
      problem("ILLEGAL_TRANSITION", "filled, then " + view.status(), out);
    }
  }

  /** Reports what is certain now. */
  private void advance(TrackerOutput out) {
    if (venueOrderId.isEmpty() || state.isFinal() || waitsForReplaced) {
      return;
    }
    if (state.isUnresolved()) {
      if (state == OrderState.PENDING) {
        move(OrderState.UNKNOWN, out);
      }
      move(OrderState.OPEN, out);
      report(ExecutionType.ACCEPTED, null, false, createdTime, "", out);
      cancelPending(out);
    }
    learnSize(out);
    if (needsFills()) {
      return;
    }
    long undecided = amendment().map(Amendment::quantity).orElse(Long.MAX_VALUE);
    for (Fill fill : fills.tailMap(lastReportedTrade + 1).values()) {
      if (state == OrderState.FILLED) {
        break;
      } else if (reportedQuantity + fill.quantity() >= undecided || mayComplete(fill)) {
        // It may be the last.
        return;
      }
      reportFill(fill, out);
    }
    if (end == null && !byAmount() && reportedQuantity > 0 && reportedQuantity == quantity()) {
      endAmended(out);
    }
    if (end != null && !state.isFinal()) {
      move(end == OrderStatus.CANCELED ? OrderState.CANCELED : OrderState.EXPIRED, out);
      ExecutionType type =
          end == OrderStatus.CANCELED ? ExecutionType.CANCELED : ExecutionType.EXPIRED;
      report(type, null, true, endTime, endReason, out);
    }
    boolean over = reportedQuantity > quantity() || filledQuantity() > reportedQuantity;
    if (over && !byAmount()) {
      overfilled(filledQuantity(), out);
    }
  }

  private void overfilled(long filled, TrackerOutput out) {
    problem("OVERFILL", Fixed8.format(filled) + " of " + Fixed8.format(quantity()), out);
  }

  /** Whether a fill may be the last, though less than the order is for, as far as is known. */
  private boolean mayComplete(Fill fill) {
    return isHighest(fill) && (byAmount() ? !complete && end == null : maybeAmendedToFilled());
  }

  /**
   * Fills that were asked for come without a word of what the order is for. Whoever ran before may
   * have made it smaller by a decision that was not read again yet.
   */
  private boolean maybeAmendedToFilled() {
    long filled = filledQuantity();
    return !byAmount() && end == null && filled > statedQuantity && filled < quantity();
  }

  private boolean isHighest(Fill fill) {
    return fill.tradeId() == fills.lastKey();
  }

  private boolean completes(Fill fill) {
    return byAmount() ? complete && isHighest(fill) : reportedQuantity >= quantity();
  }

  /** It became as small as what was filled before: no fill is its last one. */
  private void endAmended(TrackerOutput out) {
    if (!state.isFinal()) {
      end = OrderStatus.EXPIRED;
      endTime = fills.get(lastReportedTrade).time();
      endReason = "AMENDED_TO_FILLED";
    }
  }

  private void reportAmended(Amendment amendment, TrackerOutput out) {
    out.report(
        report(
            ExecutionReport.amendment(amendment.decision()),
            ExecutionType.AMENDED,
            null,
            false,
            amendment.quantity(),
            0,
            // The venue's time is not the same in every answer.
            amendment.decisionTime(),
            ""));
  }

  private void reportFill(Fill fill, TrackerOutput out) {
    lastReportedTrade = fill.tradeId();
    reportedQuantity = Math.addExact(reportedQuantity, fill.quantity());
    boolean last = completes(fill);
    if (last) {
      move(OrderState.FILLED, out);
    } else if (state == OrderState.OPEN) {
      move(OrderState.PARTIALLY_FILLED, out);
    }
    report(ExecutionType.FILL, fill, last, fill.time(), "", out);
    boolean within = reportedQuantity - fill.quantity() <= quantity();
    if (byAmount() && within && reportedQuantity > quantity()) {
      overfilled(reportedQuantity, out);
    }
  }

  private void report(
      ExecutionType type, Fill fill, boolean last, long time, String reason, TrackerOutput out) {
    sequence++;
    long size = last ? quantityAtEnd(type) : placed();
    out.report(report(sequence, type, fill, last, size, reportedQuantity, time, reason));
  }

  private long quantityAtEnd(ExecutionType type) {
    return byAmount() && type == ExecutionType.FILL ? reportedQuantity : quantity();
  }

  private ExecutionReport report(
      long number,
      ExecutionType type,
      Fill fill,
      boolean last,
      long size,
      long filled,
      long time,
      String reason) {
    return new ExecutionReport(
        request.account(),
        request.strategy(),
        request.instrument(),
        request.order().clientOrderId(),
        request.decision(),
        number,
        type,
        request.order().side(),
        size,
        venueOrderId,
        fill == null ? 0 : fill.tradeId(),
        fill == null ? 0 : fill.quantity(),
        fill == null ? 0 : fill.price(),
        filled,
        fill == null ? 0 : fill.fee(),
        fill == null ? "" : fill.feeAsset(),
        fill != null && fill.maker(),
        last,
        time,
        reason,
        request.signal());
  }

  private boolean move(OrderState next, TrackerOutput out) {
    if (!state.canBecome(next)) {
      problem("ILLEGAL_TRANSITION", "from " + state + " to " + next, out);
      return false;
    }
    state = next;
    return true;
  }

  private void problem(String code, String message, TrackerOutput out) {
    out.problem(code, request, message);
  }

  /** What all fills that are known add up to, base, units of 1e-8. */
  public long filledQuantity() {
    long sum = 0;
    for (Fill fill : fills.values()) {
      sum = Math.addExact(sum, fill.quantity());
    }
    return sum;
  }

  /**
   * Whether the venue has stated more filled quantity than the fills that we know. False while its
   * id of the order is not known, by which alone they can be asked for.
   */
  public boolean needsFills() {
    return !venueOrderId.isEmpty() && filledQuantity() < statedQuantity;
  }

  /**
   * Whether its highest fill is not reported because nothing that the venue said of the order since
   * tells whether it was the last. Not so of an order by an amount: what its fills wait for is not
   * a view but its end.
   */
  public boolean awaitsView() {
    return !state.isFinal() && maybeAmendedToFilled() && fills.lastKey() > lastReportedTrade;
  }

  /** Whether a trade of the order is known. */
  public boolean knows(long tradeId) {
    return fills.containsKey(tradeId);
  }

  /** Whether it shall work no longer. */
  public boolean isCancelWanted() {
    return cancelWanted;
  }

  /** Whether it is known that it works no longer; what happened before may be unknown still. */
  public boolean hasEnded() {
    // What was cut to nothing may still never have been placed.
    return end != null || complete || state.isFinal() || isFull();
  }

  private boolean isFull() {
    long filled = filled();
    return !byAmount() && filled > 0 && filled >= quantity();
  }

  /** As far as we know, by its fills or because the venue stated it. */
  private long filled() {
    return Math.max(statedQuantity, filledQuantity());
  }

  /** Where the order stands. */
  public OrderState state() {
    return state;
  }

  /** The order. */
  public OrderRequest request() {
    return request;
  }

  /** The venue's id, empty while it is not known. */
  public String venueOrderId() {
    return venueOrderId;
  }

  /** The venue's wall clock that it was signed with at the latest; 0 when that is not known. */
  public long signedTime() {
    return signedTime;
  }
}
