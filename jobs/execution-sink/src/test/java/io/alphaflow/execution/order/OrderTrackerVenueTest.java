package io.alphaflow.execution.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/**
 * The whole life of an order at a venue of the simplest rules: it is placed, in the place of
 * another or not, by its quantity or by an amount; it fills, is made smaller and ends, while what
 * is heard of it comes late, twice or never, requests are lost, and the lane begins anew from what
 * it kept or from nothing. All reports of all runs together are those that follow from what the
 * venue has in the end.
 */
class OrderTrackerVenueTest {

  private static final int STEPS = 60;
  private static final long MOST = 20;
  private static final int MOST_DECISIONS = 4;

  /** Questions until all is told, at most; only chance could need more. */
  private static final int MOST_QUESTIONS = 1_000;

  private static final StateCodec<OrderTracker> STATE = new StateCodec<>(OrderTracker.class);

  /** One life, decided by a seed. */
  private static final class Life {
    private final Random random;
    private final OrderRequest request;
    private final ModelOrder venue;

    /** What the order in whose place it stands filled after the decision. */
    private final long meanwhile;

    private final List<Amendment> decided = new ArrayList<>();
    private final Map<String, ExecutionReport> reports = new LinkedHashMap<>();
    private Orders.Collected out = new Orders.Collected();

    private OrderTracker order;
    private int read;
    private byte[] kept;
    private int readWhenKept;

    /** The request to make it smaller that is on its way. */
    private Optional<Amendment> onItsWay = Optional.empty();

    /** Whether whoever sent it still runs, and hears the answer. */
    private boolean isAwaited;

    /** Whether one may have been done that the lane has not asked about since. */
    private boolean unresolved;

    Life(long seed) {
      random = new Random(seed);
      boolean replaces = random.nextInt(3) == 0;
      meanwhile = replaces ? random.nextInt(4) : 0;
      if (replaces) {
        request = Orders.replacement(5, 4, MOST, 0, 0);
      } else if (random.nextInt(4) == 0) {
        request = Orders.spending("main", 5, MOST, Fixed8.of(1), 0);
      } else {
        request = Orders.request("main", 5, MOST, 0);
      }
      venue = new ModelOrder(request);
      order = new OrderTracker(request);
      keep(order, 0);
      order.sent(1, out);
    }

    private boolean byAmount() {
      return request.order().byAmount();
    }

    private long placed() {
      return MOST - meanwhile;
    }

    void step() {
      switch (random.nextInt(16)) {
        case 0 -> happen();
        case 1, 2 -> decide();
        case 3, 4 -> readDecision();
        case 5, 6 -> makeSmaller();
        case 7, 8 -> arrive();
        case 9, 10 -> hear();
        case 11 -> ask();
        case 12 -> askForFills();
        case 13 -> keepOrBeginAnew();
        case 14 -> order.replacedEnded(meanwhile, out);
        default -> wantCancel();
      }
      collect();
    }

    /** Something happens at the venue. */
    private void happen() {
      if (!venue.isPlaced()) {
        venue.place(byAmount() ? MOST - random.nextInt(3) : placed());
      } else if (venue.isOpen() && random.nextInt(8) == 0) {
        venue.end(random.nextBoolean() ? OrderStatus.CANCELED : OrderStatus.EXPIRED);
      } else if (venue.isOpen()) {
        venue.fill(random.nextInt(4) == 0 ? MOST : 1 + random.nextInt(4));
      }
    }

    private void decide() {
      if (!byAmount() && venue.isPlaced() && decided.size() < MOST_DECISIONS) {
        long decision = 10 + decided.size();
        long quantity = 1 + random.nextInt((int) placed());
        decided.add(new Amendment(decision, Orders.CREATED + decision, quantity));
      }
    }

    private void readDecision() {
      if (read < decided.size()) {
        order.wantSmaller(decided.get(read++), out);
      }
    }

    /** What the lane does about a wish when no request is on its way. */
    private void makeSmaller() {
      Optional<Amendment> wish = order.amendment();
      if (wish.isEmpty() || onItsWay.isPresent() || unresolved) {
        return;
      }
      if (order.canBecome(wish.get())) {
        onItsWay = wish;
        isAwaited = true;
        unresolved = true;
      } else if (order.state().isWorking() && !order.waitsForReplaced()) {
        order.notSmaller(wish.get(), out);
      }
    }

    /** The request arrives, or never will; the answer is heard, or is not. */
    private void arrive() {
      if (onItsWay.isEmpty()) {
        return;
      }
      Amendment wish = onItsWay.get();
      onItsWay = Optional.empty();
      boolean lost = random.nextInt(4) == 0;
      boolean done = !lost && venue.amend(wish.quantity());
      if (isAwaited && !lost && random.nextBoolean()) {
        hearNow();
        if (!done) {
          order.notSmaller(wish, out);
        }
      }
    }

    private void hear() {
      List<OrderView> views = venue.views();
      if (!views.isEmpty()) {
        order.observe(views.get(random.nextInt(views.size())), out);
      }
    }

    /** The answer to a question may be older than the last that happened. */
    private void ask() {
      if (random.nextInt(3) == 0) {
        hear();
      } else {
        hearNow();
      }
    }

    private void hearNow() {
      if (venue.isPlaced()) {
        order.observe(venue.now(), out);
        unresolved = onItsWay.isPresent();
      }
    }

    /** The lane can do that when it knows the venue's id; the answer may have taken long. */
    private void askForFills() {
      if (!order.venueOrderId().isEmpty()) {
        List<Fill> all = venue.fills();
        boolean late = random.nextInt(3) == 0;
        order.observeAllFills(
            late ? all.subList(0, random.nextInt(all.size() + 1)) : all, true, out);
      }
    }

    private void wantCancel() {
      if (random.nextInt(8) == 0) {
        order.wantCancel(out);
      }
    }

    /** The lane keeps what it knows, or begins anew from what it kept, or that is lost as well. */
    private void keepOrBeginAnew() {
      switch (random.nextInt(4)) {
        case 0 -> {
          keep(new OrderTracker(request), 0);
          beginAnew();
        }
        case 1 -> beginAnew();
        default -> keep(order, read);
      }
    }

    private void keep(OrderTracker tracker, int alreadyRead) {
      kept = STATE.encode(tracker);
      readWhenKept = alreadyRead;
    }

    private void beginAnew() {
      order = STATE.decode(kept);
      read = readWhenKept;
      order.unknown(out);
      isAwaited = false;
      unresolved = true;
    }

    /** What was written stays, and what is written again is the same. */
    private void collect() {
      for (ExecutionReport report : out.reports) {
        ExecutionReport before =
            reports.putIfAbsent(report.producer() + "/" + report.sequence(), report);
        assertThat(report).isEqualTo(before == null ? report : before);
      }
      assertThat(out.problems).isEmpty();
      out = new Orders.Collected();
    }

    /** All is read, and asked for and answered as far as the lane does that. */
    void rest() {
      if (!venue.isPlaced()) {
        happen();
      }
      order.replacedEnded(meanwhile, out);
      while (read < decided.size()) {
        readDecision();
      }
      collect();
      for (int questions = 0; onItsWay.isPresent() || asks() || order.needsFills(); questions++) {
        assertThat(questions).as("questions").isLessThan(MOST_QUESTIONS);
        arrive();
        if (asks()) {
          ask();
        }
        if (order.needsFills()) {
          order.observeAllFills(venue.fills(), true, out);
        }
        makeSmaller();
        collect();
      }
    }

    private boolean asks() {
      return order.state().isUnresolved()
          || order.amendment().isPresent()
          || order.awaitsView()
          || isOtherAtTheVenue();
    }

    /** What the lane sees from time to time in the list of the venue's open orders. */
    private boolean isOtherAtTheVenue() {
      if (!order.state().isWorking()) {
        return false;
      }
      return venue.isOpen()
          ? venue.filled() > order.filledQuantity()
              || !byAmount() && venue.size() < order.quantity()
          : !order.hasEnded();
    }

    void check() {
      List<ExecutionReport> told =
          reports.values().stream()
              .filter(report -> report.executionType() != ExecutionType.AMENDED)
              .toList();
      assertThat(told).extracting(ExecutionReport::sequence).isSorted();
      assertThat(told.stream().map(this::text).toList()).isEqualTo(expected());
      assertThat(order.state().isFinal()).isEqualTo(!venue.isOpen());
      long smallest =
          reports.values().stream()
              .filter(report -> report.executionType() == ExecutionType.AMENDED)
              .mapToLong(ExecutionReport::orderQuantity)
              .min()
              .orElse(placed());
      if (venue.isOpen() && !byAmount()) {
        assertThat(smallest).as("what it is told to be for").isEqualTo(venue.size());
      }
      assertThat(smallest).isGreaterThanOrEqualTo(byAmount() ? MOST : venue.size());
    }

    /** What became of it, for who counts lives. */
    String became() {
      boolean smaller = !byAmount() && venue.size() < placed();
      String kind = byAmount() ? "by an amount, " : smaller ? "made smaller, " : "";
      return kind + venue.status();
    }

    private String text(ExecutionReport r) {
      return text(
          r.executionType(), r.venueTradeId(), r.cumulativeQuantity(), r.orderQuantity(), r.last());
    }

    private static String text(
        ExecutionType type, long trade, long filled, long size, boolean last) {
      return type + " #" + trade + " " + filled + " of " + size + (last ? ", the last" : "");
    }

    /** What is to be told, as it follows from what the venue has. */
    private List<String> expected() {
      List<String> expected = new ArrayList<>();
      expected.add(text(ExecutionType.ACCEPTED, 0, 0, placed(), false));
      long filled = 0;
      for (Fill fill : venue.fills()) {
        filled += fill.quantity();
        boolean highest = filled == venue.filled();
        if (highest && byAmount() && venue.isOpen()) {
          // It may be the last.
          continue;
        }
        boolean last = highest && venue.status() == OrderStatus.FILLED;
        long size = last ? venue.size() : placed();
        expected.add(text(ExecutionType.FILL, fill.tradeId(), filled, size, last));
      }
      if (venue.status() == OrderStatus.CANCELED || venue.status() == OrderStatus.EXPIRED) {
        ExecutionType type = ExecutionType.valueOf(venue.status().name());
        expected.add(text(type, 0, filled, byAmount() ? MOST : venue.size(), true));
      }
      return expected;
    }
  }

  @Property(tries = 20_000)
  void whatIsToldFollowsFromWhatTheVenueHas(@ForAll long seed) {
    Life life = new Life(seed);
    for (int i = 0; i < STEPS; i++) {
      life.step();
    }
    life.rest();
    life.check();
    Statistics.label("what became of it")
        .collect(life.became())
        .coverage(
            enough -> {
              enough.check("made smaller, FILLED").percentage(share -> share > 2);
              enough.check("made smaller, CANCELED").percentage(share -> share > 0.3);
              enough.check("by an amount, FILLED").percentage(share -> share > 2);
              enough.check("by an amount, EXPIRED").percentage(share -> share > 1);
            });
  }
}
