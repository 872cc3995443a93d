package io.alphaflow.execution.operator;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.AmendResult;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.KeyPermissions;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.NewPair;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.PairResult;
import io.alphaflow.exchange.trading.ReplaceResult;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.TradingVenue;
import io.alphaflow.exchange.trading.UserEvents;
import io.alphaflow.exchange.trading.VenueCapabilities;
import io.alphaflow.exchange.trading.VenueException;
import io.alphaflow.exchange.trading.VenuePause;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A venue whose answers a test scripts; it stays when the operator is restarted. */
final class FakeVenue implements TradingVenue {

  private static final long serialVersionUID = 1L;
  private static final Map<String, Book> BOOKS = new ConcurrentHashMap<>();

  /** What becomes of the next order. */
  enum Next {
    FILL,
    REST,
    REFUSE,
    /** Our clock is wrong: it is not placed and may be sent once more. */
    WRONG_CLOCK,
    /** The venue wants no orders for five seconds. */
    PAUSE,
    /** It is placed and filled, the answer is lost. */
    FILL_AND_DROP,
    /** It never arrives, and neither does an answer. */
    LOSE,
    /** It is placed and works, the answer is lost. */
    REST_AND_DROP,
    /** It never arrives, and the answer never ends. */
    HANG
  }

  /** What becomes of the next cancel. */
  enum NextCancel {
    CANCEL,
    /** It takes effect, the answer is lost. */
    CANCEL_AND_DROP,
    /** It never arrives, and neither does an answer. */
    LOSE,
    REFUSE,
    /** The venue asks to wait for five seconds. */
    THROTTLE,
    /** It never arrives, and the answer never ends. */
    HANG
  }

  /** What becomes of the next request to put an order in the place of another. */
  enum NextReplace {
    REPLACE,
    /** The old one fills whole at the same moment: neither half is done. */
    FILL_OLD,
    /** A part of the old one fills at the same moment: neither half is done. */
    FILL_PART_OF_OLD,
    /** The old one is cancelled, the new one refused. */
    CANCEL_ONLY,
    /** Nothing is done. */
    REFUSE,
    /** The venue wants no orders for five seconds. */
    PAUSE,
    /** Both halves take effect, the answer is lost. */
    REPLACE_AND_DROP,
    /** It never arrives, and neither does an answer. */
    LOSE
  }

  /** What becomes of the next request to make an order smaller. */
  enum NextAmend {
    AMEND,
    /** It takes effect, the answer is lost. */
    AMEND_AND_DROP,
    /** It never arrives, and neither does an answer. */
    LOSE,
    /** The venue does not want it. */
    REFUSE,
    /** The venue asks to wait for five seconds. */
    THROTTLE,
    /** It never arrives, and the answer never ends. */
    HANG
  }

  private final String name;

  FakeVenue(String name) {
    this.name = name;
    BOOKS.put(name, new Book());
  }

  Book book() {
    return BOOKS.get(name);
  }

  @Override
  public TradingSession open(AccountOptions account) {
    return new Session(book());
  }

  /** What the venue has. */
  static final class Book {
    final Deque<Next> script = new ArrayDeque<>();
    final Deque<NextCancel> cancelScript = new ArrayDeque<>();
    final List<String> posts = new ArrayList<>();
    final List<String> cancels = new ArrayList<>();
    final Deque<NextReplace> replaceScript = new ArrayDeque<>();

    /** Requests to replace, {@code old>new}. */
    final List<String> replaces = new ArrayList<>();

    /** What orders were placed for. */
    final Map<String, Long> quantities = new LinkedHashMap<>();

    final Deque<NextAmend> amendScript = new ArrayDeque<>();

    /** Requests to make an order smaller, {@code order=quantity}. */
    final List<String> amends = new ArrayList<>();

    /** Pairs that were sent, {@code resting+stop}. */
    final List<String> pairs = new ArrayList<>();

    /** Orders of which one cancels the other. */
    final Map<String, String> paired = new LinkedHashMap<>();

    /** Amounts of orders that were placed for one. */
    final Map<String, Long> amounts = new LinkedHashMap<>();

    /** Whether the venue replaces in one request, makes orders smaller, and has pairs. */
    boolean canReplace = true;

    final List<String> queries = new ArrayList<>();
    final Map<String, OrderView> orders = new LinkedHashMap<>();
    final Map<String, List<Fill>> fills = new LinkedHashMap<>();
    final List<CompletableFuture<SubmitResult>> hanging = new ArrayList<>();
    UserEvents events;
    boolean silent;
    VenuePause pause = VenuePause.NONE;

    /** Questions get no answer at all. */
    boolean mute;

    /** What the next queries are answered, and when; after that with what the venue has. */
    final Deque<CompletableFuture<ResolveResult>> answers = new ArrayDeque<>();

    int hiddenQueries;
    int accountFailures;
    int accountQuestions;
    long millis;
    private long nextTrade = 1;

    /** How much of an order fills at once: of one by an amount what that buys at 100. */
    private static long filling(NewOrder order) {
      return order.byAmount()
          ? Fixed8.divide(order.quoteAmount(), Fixed8.of(100), RoundingMode.DOWN)
          : order.quantity();
    }

    void place(NewOrder order) {
      String id = order.clientOrderId();
      orders.put(
          id,
          new OrderView(
              order.instrument(),
              id,
              "v-" + id,
              OrderStatus.NEW,
              0,
              1_000,
              1_000,
              List.of(),
              "",
              order.byAmount() ? 0 : order.quantity()));
      if (order.byAmount()) {
        amounts.put(id, order.quoteAmount());
      }
      fills.put(id, new ArrayList<>());
      if (quantities.put(id, order.quantity()) != null) {
        throw new IllegalStateException(id + " is placed twice");
      }
    }

    /** Cancels an order if it works; the answer to that does not say when it was created. */
    CancelResult cancel(String id) {
      OrderView before = orders.get(id);
      if (before == null || before.status().isFinal()) {
        return new CancelResult.NotOpen();
      }
      orders.put(id, canceled(before, before.createdTime()));
      end(paired.getOrDefault(id, ""), OrderStatus.CANCELED, "");
      return new CancelResult.Canceled(canceled(before, 0));
    }

    void place(NewPair pair) {
      place(pair.resting());
      place(pair.stop());
      paired.put(pair.resting().clientOrderId(), pair.stop().clientOrderId());
      paired.put(pair.stop().clientOrderId(), pair.resting().clientOrderId());
    }

    /** The other of a pair ends: it is what the user stream would tell. */
    Optional<OrderView> end(String id, OrderStatus status, String reason) {
      OrderView before = orders.get(id);
      if (before == null || before.status().isFinal()) {
        return Optional.empty();
      }
      OrderView after =
          new OrderView(
              before.instrument(),
              id,
              before.venueOrderId(),
              status,
              before.cumulativeQuantity(),
              before.createdTime(),
              9_000,
              List.of(),
              reason,
              before.quantity());
      orders.put(id, after);
      return Optional.of(after);
    }

    /** Makes an order smaller if it can be. */
    AmendResult amend(String id, long quantity) {
      OrderView before = orders.get(id);
      if (before == null
          || before.status().isFinal()
          || quantity <= before.cumulativeQuantity()
          || quantity >= before.quantity()) {
        return new AmendResult.Refused(-2038, "Order amend rejected.", 0);
      }
      OrderView after =
          new OrderView(
              before.instrument(),
              id,
              before.venueOrderId(),
              before.status(),
              before.cumulativeQuantity(),
              before.createdTime(),
              2_000,
              List.of(),
              "",
              quantity);
      orders.put(id, after);
      return new AmendResult.Amended(after);
    }

    private OrderView canceled(OrderView before, long created) {
      return new OrderView(
          before.instrument(),
          before.clientOrderId(),
          before.venueOrderId(),
          OrderStatus.CANCELED,
          before.cumulativeQuantity(),
          created,
          9_000,
          List.of(),
          "",
          before.quantity());
    }

    /** Fills a part of an order; the event is what the user stream would tell. */
    OrderView fill(String id, long quantity, boolean full) {
      OrderView before = orders.get(id);
      long all = before.cumulativeQuantity() + quantity;
      Fill fill =
          new Fill(nextTrade++, quantity, Fixed8.of(100), 1, "BTC", false, 1_000 + nextTrade);
      fills.get(id).add(fill);
      OrderView after =
          new OrderView(
              before.instrument(),
              id,
              before.venueOrderId(),
              full ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED,
              all,
              before.createdTime(),
              fill.time(),
              List.of(),
              "",
              amounts.containsKey(id) ? all : before.quantity());
      orders.put(id, after);
      end(paired.getOrDefault(id, ""), OrderStatus.EXPIRED, "OCO_TRIGGER");
      return with(after, List.of(fill));
    }

    OrderView with(OrderView view, List<Fill> some) {
      return new OrderView(
          view.instrument(),
          view.clientOrderId(),
          view.venueOrderId(),
          view.status(),
          view.cumulativeQuantity(),
          view.createdTime(),
          view.updatedTime(),
          some,
          view.reason(),
          view.quantity());
    }
  }

  private record Session(Book book) implements TradingSession {

    @Override
    public VenueCapabilities capabilities() {
      return book.canReplace
          ? new VenueCapabilities(false, false, true)
          : new VenueCapabilities(
              false,
              false,
              true,
              true,
              true,
              true,
              36,
              EnumSet.allOf(OrderType.class),
              EnumSet.allOf(TimeInForce.class));
    }

    @Override
    public CompletableFuture<Void> warmUp() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public Submission submit(NewOrder order) {
      String id = order.clientOrderId();
      book.posts.add(id);
      return new Submission(book.millis * 1_000, result(order, id));
    }

    @Override
    public PairSubmission submit(NewPair pair) {
      if (!book.canReplace) {
        return TradingSession.super.submit(pair);
      }
      String id = pair.resting().clientOrderId();
      book.pairs.add(id + "+" + pair.stop().clientOrderId());
      return new PairSubmission(book.millis * 1_000, result(pair));
    }

    private CompletableFuture<PairResult> result(NewPair pair) {
      Next next = book.script.isEmpty() ? Next.REST : book.script.poll();
      String first = pair.resting().clientOrderId();
      String second = pair.stop().clientOrderId();
      return switch (next) {
        case REST, FILL -> {
          book.place(pair);
          yield CompletableFuture.completedFuture(
              new PairResult(
                  new SubmitResult.Accepted(book.orders.get(first)),
                  new SubmitResult.Accepted(book.orders.get(second))));
        }
        case REST_AND_DROP -> {
          book.place(pair);
          yield both(new SubmitResult.Unknown("connection reset"));
        }
        case FILL_AND_DROP -> {
          book.place(pair);
          book.fill(first, pair.resting().quantity(), true);
          yield both(new SubmitResult.Unknown("connection reset"));
        }
        case REFUSE -> both(new SubmitResult.Rejected(-2010, "would match"));
        case WRONG_CLOCK -> both(new SubmitResult.Deferred(-1021, "Timestamp", 0));
        case PAUSE -> both(new SubmitResult.Deferred(-1015, "Too many new orders", 5_000));
        case LOSE -> both(new SubmitResult.Unknown("timed out"));
        case HANG -> new CompletableFuture<>();
      };
    }

    private static CompletableFuture<PairResult> both(SubmitResult result) {
      return CompletableFuture.completedFuture(PairResult.of(result));
    }

    private CompletableFuture<SubmitResult> result(NewOrder order, String id) {
      Next next = book.script.isEmpty() ? Next.FILL : book.script.poll();
      SubmitResult result;
      switch (next) {
        case FILL -> {
          book.place(order);
          book.fill(id, Book.filling(order), true);
          result = new SubmitResult.Accepted(book.with(book.orders.get(id), book.fills.get(id)));
        }
        case REST -> {
          book.place(order);
          result = new SubmitResult.Accepted(book.orders.get(id));
        }
        case REFUSE -> result = new SubmitResult.Rejected(-2010, "insufficient balance");
        case WRONG_CLOCK -> result = new SubmitResult.Deferred(-1021, "Timestamp", 0);
        case PAUSE -> result = new SubmitResult.Deferred(-1015, "Too many new orders", 5_000);
        case FILL_AND_DROP -> {
          book.place(order);
          book.fill(id, Book.filling(order), true);
          result = new SubmitResult.Unknown("connection reset");
        }
        case REST_AND_DROP -> {
          book.place(order);
          result = new SubmitResult.Unknown("connection reset");
        }
        case LOSE -> result = new SubmitResult.Unknown("timed out");
        default -> {
          CompletableFuture<SubmitResult> never = new CompletableFuture<>();
          book.hanging.add(never);
          return never;
        }
      }
      return CompletableFuture.completedFuture(result);
    }

    @Override
    public CompletableFuture<ResolveResult> resolve(InstrumentId instrument, String id) {
      book.queries.add(id);
      if (!book.answers.isEmpty()) {
        return book.answers.poll();
      }
      if (book.hiddenQueries > 0) {
        book.hiddenQueries--;
        return CompletableFuture.completedFuture(new ResolveResult.Absent());
      }
      OrderView view = book.orders.get(id);
      return CompletableFuture.completedFuture(
          view == null ? new ResolveResult.Absent() : new ResolveResult.Found(view));
    }

    @Override
    public CompletableFuture<CancelResult> cancel(InstrumentId instrument, String id) {
      book.cancels.add(id);
      NextCancel next = book.cancelScript.isEmpty() ? NextCancel.CANCEL : book.cancelScript.poll();
      return switch (next) {
        case CANCEL -> CompletableFuture.completedFuture(book.cancel(id));
        case CANCEL_AND_DROP -> {
          book.cancel(id);
          yield CompletableFuture.completedFuture(new CancelResult.Unknown("connection reset"));
        }
        case LOSE -> CompletableFuture.completedFuture(new CancelResult.Unknown("timed out"));
        case REFUSE ->
            CompletableFuture.completedFuture(
                new CancelResult.Refused(-2011, "This account may not cancel.", 0));
        case THROTTLE ->
            CompletableFuture.completedFuture(
                new CancelResult.Refused(-1003, "Too many requests.", 5_000));
        case HANG -> new CompletableFuture<>();
      };
    }

    @Override
    public Amendment amend(InstrumentId instrument, String id, long quantity) {
      book.amends.add(id + "=" + quantity);
      return new Amendment(book.millis * 1_000, amended(id, quantity));
    }

    private CompletableFuture<AmendResult> amended(String id, long quantity) {
      NextAmend next = book.amendScript.isEmpty() ? NextAmend.AMEND : book.amendScript.poll();
      return switch (next) {
        case AMEND -> CompletableFuture.completedFuture(book.amend(id, quantity));
        case AMEND_AND_DROP -> {
          book.amend(id, quantity);
          yield CompletableFuture.completedFuture(new AmendResult.Unknown("connection reset"));
        }
        case LOSE -> CompletableFuture.completedFuture(new AmendResult.Unknown("timed out"));
        case REFUSE ->
            CompletableFuture.completedFuture(
                new AmendResult.Refused(-1013, "Filter failure: NOTIONAL", 0));
        case THROTTLE ->
            CompletableFuture.completedFuture(
                new AmendResult.Refused(-1003, "Too many requests.", 5_000));
        case HANG -> new CompletableFuture<>();
      };
    }

    @Override
    public Replacement replace(String old, NewOrder order) {
      book.replaces.add(old + ">" + order.clientOrderId());
      return new Replacement(
          book.millis * 1_000, CompletableFuture.completedFuture(replaced(old, order)));
    }

    private ReplaceResult replaced(String old, NewOrder order) {
      NextReplace next =
          book.replaceScript.isEmpty() ? NextReplace.REPLACE : book.replaceScript.poll();
      CancelResult not =
          new CancelResult.Refused(-2011, "Order was not canceled due to cancel restrictions.", 0);
      SubmitResult notBegun = new SubmitResult.Deferred(-2011, "not canceled", 0);
      OrderView before = book.orders.get(old);
      long rest = before.quantity() - before.cumulativeQuantity();
      boolean arrives = next != NextReplace.LOSE && next != NextReplace.PAUSE;
      if (arrives && (before.status().isFinal() || before.cumulativeQuantity() > 0)) {
        return next == NextReplace.REPLACE_AND_DROP
            ? ReplaceResult.unknown("connection reset")
            : new ReplaceResult(
                before.status().isFinal() ? new CancelResult.NotOpen() : not, notBegun);
      }
      return switch (next) {
        case REPLACE -> {
          CancelResult canceled = book.cancel(old);
          book.place(order);
          yield new ReplaceResult(
              canceled, new SubmitResult.Accepted(book.orders.get(order.clientOrderId())));
        }
        case FILL_OLD -> {
          book.fill(old, rest, true);
          yield new ReplaceResult(new CancelResult.NotOpen(), notBegun);
        }
        case FILL_PART_OF_OLD -> {
          book.fill(old, Math.min(4, rest), rest <= 4);
          yield new ReplaceResult(not, notBegun);
        }
        case CANCEL_ONLY ->
            new ReplaceResult(
                book.cancel(old), new SubmitResult.Rejected(-2010, "insufficient balance"));
        case REFUSE ->
            new ReplaceResult(
                new CancelResult.Refused(-1013, "Filter failure", 0),
                new SubmitResult.Rejected(-1013, "Filter failure"));
        case PAUSE ->
            new ReplaceResult(
                new CancelResult.Refused(-1015, "Too many new orders", 5_000),
                new SubmitResult.Deferred(-1015, "Too many new orders", 5_000));
        case REPLACE_AND_DROP -> {
          book.cancel(old);
          book.place(order);
          yield ReplaceResult.unknown("connection reset");
        }
        case LOSE -> ReplaceResult.unknown("timed out");
      };
    }

    @Override
    public CompletableFuture<List<OrderView>> openOrders(InstrumentId instrument) {
      return CompletableFuture.completedFuture(
          book.orders.values().stream().filter(o -> !o.status().isFinal()).toList());
    }

    @Override
    public CompletableFuture<List<OrderFill>> tradesFrom(InstrumentId instrument, long tradeId) {
      List<OrderFill> all = new ArrayList<>();
      book.fills.forEach(
          (id, fills) ->
              fills.stream()
                  .filter(f -> f.tradeId() >= tradeId)
                  .forEach(f -> all.add(new OrderFill(book.orders.get(id).venueOrderId(), f))));
      return CompletableFuture.completedFuture(all);
    }

    @Override
    public CompletableFuture<List<Fill>> tradesOf(InstrumentId instrument, String venueOrderId) {
      return CompletableFuture.completedFuture(
          List.copyOf(book.fills.get(venueOrderId.substring(2))));
    }

    @Override
    public CompletableFuture<AccountView> account() {
      book.accountQuestions++;
      if (book.accountFailures > 0) {
        book.accountFailures--;
        return CompletableFuture.failedFuture(new VenueException(0, "connection refused"));
      }
      return CompletableFuture.completedFuture(
          new AccountView(
              book.posts.size(), List.of(new AssetBalance("USD", Fixed8.of(1_000), 0))));
    }

    @Override
    public CompletableFuture<KeyPermissions> keyPermissions() {
      return CompletableFuture.completedFuture(new KeyPermissions(true, false, false));
    }

    @Override
    public CompletableFuture<Long> serverTime() {
      if (book.mute) {
        return new CompletableFuture<>();
      }
      return CompletableFuture.completedFuture(book.millis * 1_000);
    }

    @Override
    public VenuePause pause() {
      return book.pause;
    }

    @Override
    public void listen(UserEvents events) {
      book.events = events;
      if (!book.silent) {
        events.subscribed();
      }
    }

    @Override
    public void close() {
      book.events = null;
    }
  }
}
