package io.alphaflow.risk;

import static io.alphaflow.risk.DeskFixture.SECOND;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.OperatorOptions.Role;
import io.alphaflow.common.config.RunMode;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.control.VolatilityOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import io.alphaflow.risk.limit.Limit;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The journal of a desk, a partition at a time, with everything that can stand in it: prices, what
 * strategies want, what a venue answers, what persons and breakers say, what the gate writes back,
 * and what should not be there. What follows from decisions follows from those of a gate that reads
 * along. The same for the same seed.
 */
public final class RandomDesk implements GateOutput {

  /** Partitions of the journal. */
  public static final int PARTITIONS = 4;

  private static final int ACCOUNTS_OF_EACH = 3;
  private static final String[] INSTRUMENTS = {
    "sim:BTC/USD", "sim:ETH/USD", "sim:SOL/USD", "sim:ETH/BTC"
  };
  private static final String[] STRATEGIES = {"trend", "revert", "squeeze"};
  private static final Map<String, KeyPair> PERSONS =
      Map.of("tess", keys(1), "rita", keys(2), "ruth", keys(3), "mallory", keys(4));

  private record Order(Decision decision, long filled, long reports) {}

  private final int partition;
  private final Random random;
  private final Gate gate;
  private final List<String> accounts;
  private final List<byte[]> written = new ArrayList<>();
  private final List<Order> open = new ArrayList<>();
  private final Deque<Signal> wanted = new ArrayDeque<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final long[] prices = {Fixed8.of(100), Fixed8.of(40), Fixed8.of(7), Fixed8.ONE / 20};
  private long time = 20_000 * 86_400 * SECOND - 300 * SECOND;

  private RandomDesk(long seed, int partition) {
    this.partition = partition;
    this.random = new Random(seed * 31 + partition);
    this.gate = new Gate(options());
    this.accounts = accounts(partition);
  }

  /** The entries of one partition; the last is a signal, whose decision tells that all was read. */
  public static List<byte[]> journal(long seed, int partition, int atLeast) {
    RandomDesk desk = new RandomDesk(seed, partition);
    desk.begin();
    while (desk.written.size() < atLeast - 1) {
      desk.next();
    }
    desk.add(desk.signal());
    return List.copyOf(desk.written);
  }

  private static KeyPair keys(int seed) {
    try {
      SecureRandom fixed = SecureRandom.getInstance("SHA1PRNG");
      fixed.setSeed(seed);
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, fixed);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static OperatorOptions operator(String person, Role role) {
    byte[] key = PERSONS.get(person).getPublic().getEncoded();
    return new OperatorOptions(person, role, Base64.getEncoder().encodeToString(key));
  }

  private static List<String> accounts(int partition) {
    List<String> accounts = new ArrayList<>();
    for (int i = 0; accounts.size() < ACCOUNTS_OF_EACH; i++) {
      if (Partitions.of("acct-" + i, PARTITIONS) == partition) {
        accounts.add("acct-" + i);
      }
    }
    return accounts;
  }

  /** All controls are on, and orders reach most of them. */
  public static RiskOptions options() {
    DeskFixture fixture =
        new DeskFixture()
            .withText(Limit.MAX_ORDER_VALUE, "900")
            .withText(Limit.MAX_POSITION, "12")
            .withText(Limit.MAX_POSITION_VALUE, "1500")
            .withText(Limit.MAX_POSITION_SHARE, "30%")
            .withText(Limit.MAX_POSITIONS_PER_SYMBOL, "2")
            .withText(Limit.MAX_GROSS_EXPOSURE, "4000")
            .withText(Limit.MAX_NET_EXPOSURE, "3500")
            .withText(Limit.MAX_OPEN_POSITIONS, "3")
            .withText(Limit.MAX_CONCENTRATION, "40%")
            .withText(Limit.MAX_LEVERAGE, "0.9")
            .withText(Limit.PRICE_COLLAR, "4%")
            .withText(Limit.MAX_MARK_AGE, "60s")
            .withText(Limit.MAX_MARK_JUMP, "5%")
            .withText(Limit.ORDERS_PER_STRATEGY, "6/20s")
            .withText(Limit.ORDERS_PER_ACCOUNT, "10/20s")
            .withText(Limit.ORDER_TO_FILL, "6/10m/20")
            .withText(Limit.DUPLICATE_WINDOW, "5s")
            .withText(Limit.MAX_DAILY_LOSS, "300")
            .withText(Limit.MAX_ROLLING_LOSS, "200/5m")
            .withText(Limit.MAX_STRATEGY_LOSS, "150")
            .withText(Limit.MAX_DRAWDOWN, "500")
            .withText(Limit.MAX_DRAWDOWN_SHARE, "20%")
            .withText(Limit.MARKET_DATA_TIMEOUT, "2m")
            .withText(Limit.EXECUTION_TIMEOUT, "3m")
            .withText(Limit.MIN_CONFIDENCE, "0.1")
            .with(Level.account(accounts(0).get(0)), Limit.MAX_ROLLING_LOSS, "150/77s")
            .with(Level.instrument(INSTRUMENTS[2]), Limit.MAX_POSITION, "40")
            .withVolatility(
                new VolatilityOptions(
                    VolatilityOptions.Method.EWMA, 5, 5, 0.1, Fixed8.of(3), 10 * SECOND));
    RiskOptions options = fixture.options();
    Map<String, String> currencies = new TreeMap<>();
    for (int p = 0; p < PARTITIONS; p++) {
      accounts(p).forEach(account -> currencies.put(account, "USD"));
    }
    return new RiskOptions(
        options.desk(),
        RunMode.PAPER,
        PARTITIONS,
        currencies,
        options.limits(),
        options.permissions(),
        options.tradingHours(),
        options.volatility(),
        options.collar(),
        options.takerFeeRate(),
        BreakerOptions.of(Map.of(), PriceShockRule.BUILT_IN),
        List.of(
            operator("tess", Role.TRADER),
            operator("rita", Role.RISK),
            operator("ruth", Role.ADMIN)));
  }

  private void begin() {
    JournalFixture fixture = new JournalFixture();
    for (String instrument : INSTRUMENTS) {
      add(fixture.instrument(instrument, true));
    }
    add(mark(0));
    add(mark(1));
    add(snapshot(accounts.get(0), 0));
    add(snapshot(accounts.get(1), 0));
    add(mark(2));
    add(mark(3));
  }

  private void next() {
    int choice = random.nextInt(1_000);
    if (choice < 260) {
      add(moved());
    } else if (choice < 300) {
      time += random.nextInt(40) == 0 ? 200 * SECOND : random.nextInt(12) * SECOND;
      add(new ClockTick("sim", count("clock"), time));
    } else if (choice < 560) {
      add(signal());
    } else if (choice < 860) {
      report();
    } else if (choice < 930) {
      wantedArrives();
    } else if (choice < 945) {
      add(snapshot(any(accounts), random.nextInt(3) == 0 ? 1 : 0));
    } else if (choice < 965) {
      add(command());
    } else if (choice < 973) {
      add(trip());
    } else if (choice < 993) {
      again();
    } else {
      fault();
    }
  }

  private void add(JournalEntry entry) {
    add(JournalFixture.bytes(entry));
  }

  private void add(byte[] bytes) {
    gate.read(bytes, partition, written.size(), this);
    written.add(bytes);
  }

  private long count(String producer) {
    return sequences.merge(producer, 1L, Long::sum);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String any(String... of) {
    return of[random.nextInt(of.length)];
  }

  private Mark moved() {
    int i = random.nextInt(INSTRUMENTS.length);
    double most = random.nextInt(60) == 0 ? 0.2 : 0.02;
    long moved = prices[i] + Math.round(prices[i] * most * (random.nextDouble() - 0.5));
    prices[i] = Math.max(Fixed8.ONE / 100, moved / 10_000 * 10_000);
    time += random.nextInt(3) * SECOND / 2;
    return mark(i);
  }

  private Mark mark(int i) {
    long sequence = count("mark/" + INSTRUMENTS[i]);
    return new Mark(INSTRUMENTS[i], sequence, prices[i], sequence, time);
  }

  /** What the venue has, or a little more. */
  private AccountSnapshot snapshot(String account, long more) {
    long cash = Fixed8.of(5_000) + more * Fixed8.of(random.nextInt(9));
    return new AccountSnapshot(
        account,
        count("account/" + account),
        time,
        List.of(
            new AssetBalance("BTC", Fixed8.of(3), 0),
            new AssetBalance("ETH", 0, 0),
            new AssetBalance("USD", cash, 0)));
  }

  private Signal signal() {
    int i = random.nextInt(12) == 0 ? 3 : random.nextInt(3);
    String strategy = any(STRATEGIES);
    String account = any(accounts);
    SizingMode mode = SizingMode.values()[random.nextInt(SizingMode.values().length)];
    boolean limit = random.nextInt(3) == 0;
    long away = Math.round(prices[i] * 0.03 * (random.nextDouble() - 0.5));
    Signal whole =
        new Signal(
            strategy + "-" + account,
            account,
            INSTRUMENTS[i],
            count("signal/" + strategy + "-" + account + "/" + INSTRUMENTS[i]),
            time,
            random.nextInt(5) < 2 ? Side.SELL : Side.BUY,
            mode,
            size(mode, prices[i]),
            limit ? OrderType.LIMIT : OrderType.MARKET,
            limit ? Math.max(1, prices[i] + away) : 0,
            random.nextInt(20) / 20.0,
            "at random",
            written.size(),
            Map.of("value", random.nextDouble()),
            protection(prices[i]),
            SignalOrigin.STRATEGY);
    return worked(whole, prices[i]);
  }

  /** Some in slices, and limit orders as icebergs. */
  private Signal worked(Signal whole, long price) {
    return switch (random.nextInt(6)) {
      case 0 ->
          whole.worked(
              new Execution.Twap((1 + random.nextInt(60)) * SECOND, 1 + random.nextInt(5)));
      case 1 ->
          whole.orderType() == OrderType.LIMIT
              ? whole.worked(
                  new Execution.Iceberg(
                      Fixed8.divide(Fixed8.of(10 + random.nextInt(90)), price, RoundingMode.UP)))
              : whole;
      default -> whole;
    };
  }

  private long size(SizingMode mode, long price) {
    return switch (mode) {
      case BASE_QUANTITY ->
          Fixed8.divide(Fixed8.of(1 + random.nextInt(400)), price, RoundingMode.DOWN);
      case QUOTE_AMOUNT, EXACT_QUOTE_AMOUNT -> Fixed8.of(1 + random.nextInt(600));
      case PERCENT_OF_EQUITY -> Fixed8.of(1 + random.nextInt(8));
      case CLOSE_POSITION -> 0;
    };
  }

  private Protection protection(long price) {
    long near = price / 100 * (1 + random.nextInt(4));
    int which = random.nextInt(16);
    return new Protection(
        which % 3 == 1 ? price - near : 0,
        which % 4 == 1 ? price + near : 0,
        which == 5 ? near : 0);
  }

  /** What the gate wants arrives in its order; now and then something comes in between. */
  private void wantedArrives() {
    if (!wanted.isEmpty()) {
      add(wanted.remove());
    }
  }

  private void report() {
    if (open.isEmpty()) {
      return;
    }
    Order order = open.remove(random.nextInt(open.size()));
    OrderIntent intent = order.decision.order();
    long rest = intent.quantity() - order.filled;
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        add(report(order, ExecutionType.ACCEPTED, 0, false));
        open.add(new Order(order.decision, order.filled, order.reports + 1));
      }
      case 2 -> {
        long part = Math.max(1, rest / 2);
        add(report(order, ExecutionType.FILL, part, false));
        open.add(new Order(order.decision, order.filled + part, order.reports + 1));
      }
      case 3 -> add(report(order, ExecutionType.CANCELED, 0, true));
      case 4 ->
          add(
              report(
                  order,
                  order.filled == 0 ? ExecutionType.REJECTED : ExecutionType.EXPIRED,
                  0,
                  true));
      default -> add(report(order, ExecutionType.FILL, rest, true));
    }
  }

  private ExecutionReport report(Order order, ExecutionType type, long quantity, boolean last) {
    Decision decision = order.decision;
    OrderIntent intent = decision.order();
    InstrumentId id = InstrumentId.parse(decision.instrument());
    long market = prices[List.of(INSTRUMENTS).indexOf(decision.instrument())];
    long price = quantity == 0 ? 0 : intent.limitPrice() == 0 ? market : intent.limitPrice();
    boolean inBase = intent.side() == Side.BUY && random.nextInt(3) == 0;
    long paid = inBase ? quantity : Fixed8.multiply(quantity, price, RoundingMode.UP);
    return new ExecutionReport(
        decision.account(),
        decision.strategy(),
        decision.instrument(),
        intent.clientOrderId(),
        decision.sequence(),
        order.reports + 1,
        type,
        intent.side(),
        intent.quantity(),
        "v" + decision.sequence(),
        quantity == 0 ? 0 : order.reports + 1,
        quantity,
        price,
        order.filled + quantity,
        paid / 1_000,
        quantity == 0 ? "" : inBase ? id.base() : id.quote(),
        false,
        last,
        time,
        "");
  }

  private Level level() {
    String strategy = random.nextInt(3) == 0 ? any(STRATEGIES) + "-" + accounts.get(0) : Level.ALL;
    return new Level(
        random.nextInt(3) == 0 ? Level.ALL : any(accounts),
        strategy,
        random.nextInt(3) == 0 ? any(INSTRUMENTS) : Level.ALL);
  }

  /** Most stops are ended again soon, or nothing would be traded in the end. */
  private OperatorCommand command() {
    String person = any("tess", "rita", "ruth", "ruth", "mallory");
    CommandAction[] all = CommandAction.values();
    CommandAction action =
        random.nextInt(3) == 0 ? CommandAction.RESUME : all[random.nextInt(all.length)];
    Level level = action == CommandAction.RESUME ? Level.DESK : level();
    OperatorCommand command =
        OperatorCommand.of(
            "test", person, count("command/" + person), level, action, "at random", time);
    if (random.nextBoolean()) {
      command = command.until(time + random.nextInt(90) * SECOND);
    }
    if (action == CommandAction.SET_LIMITS) {
      command =
          command.withLimits(
              new TreeMap<>(
                  Map.of(any("maxOrderValue", "maxPosition"), any("5", "100", "configured"))));
    }
    if (action == CommandAction.OVERRIDE) {
      command = command.withCodes(List.of(any("MAX_ORDER_VALUE", "DUPLICATE_ORDER")), "rita");
    }
    OperatorCommand signed = CommandSignature.sign(command, PERSONS.get(person).getPrivate());
    return action == CommandAction.OVERRIDE
        ? CommandSignature.countersign(signed, PERSONS.get("rita").getPrivate())
        : signed;
  }

  private BreakerTrip trip() {
    return new BreakerTrip(
        level(),
        any("order-velocity", "losing-streak", "price-shock"),
        count("trips"),
        time,
        random.nextBoolean() ? StopKind.HALTED : StopKind.REDUCE_ONLY,
        (1 + random.nextInt(60)) * SECOND,
        random.nextInt(4) == 0,
        "at random");
  }

  /** A writer that lost its answer writes again. */
  private void again() {
    int from = Math.max(0, written.size() - 1 - random.nextInt(20));
    List.copyOf(written.subList(from, Math.min(written.size(), from + 3))).forEach(this::add);
  }

  /** What should never be there. */
  private void fault() {
    String account = any(accounts);
    switch (random.nextInt(7)) {
      case 0 -> add("{\"type\":\"mark\"".getBytes(StandardCharsets.UTF_8));
      case 1 -> add(new Mark(INSTRUMENTS[0], count("mark/" + INSTRUMENTS[0]), -1, 1, time));
      case 2 -> count("mark/" + any(INSTRUMENTS));
      case 3 -> {
        int i = random.nextInt(3);
        add(new Mark(INSTRUMENTS[i], Math.max(1, count("mark/" + INSTRUMENTS[i]) - 1), 1, 1, time));
      }
      case 4 -> add(snapshot("acct-of-another-partition", 0));
      case 5 -> add(unknown(account));
      default -> {
        // Once in a while an amount that no ledger can hold.
        if (random.nextInt(8) == 0) {
          add(new Mark(INSTRUMENTS[2], count("mark/" + INSTRUMENTS[2]), Long.MAX_VALUE, 1, time));
          add(mark(2));
        }
      }
    }
  }

  private ExecutionReport unknown(String account) {
    return new ExecutionReport(
        account,
        "trend-" + account,
        any(INSTRUMENTS),
        "by-hand-" + random.nextInt(3),
        0,
        1 + random.nextInt(3),
        ExecutionType.ACCEPTED,
        Side.BUY,
        Fixed8.ONE,
        "",
        0,
        0,
        0,
        0,
        0,
        "",
        false,
        random.nextBoolean(),
        time,
        "");
  }

  @Override
  public void decision(Decision decision) {
    decision.approvedOrder().ifPresent(order -> open.add(new Order(decision, 0, 0)));
  }

  @Override
  public void signal(Signal signal) {
    wanted.add(signal);
  }

  @Override
  public void alert(Alert alert) {}

  @Override
  public void breakerEvent(BreakerEvent event) {}

  @Override
  public void refused(String code, String reason) {}
}
