package io.alphaflow.cli.savepoint;

import io.alphaflow.cli.LogSender;
import io.alphaflow.cli.TwoPeople;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.simulator.MarketTrade;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Half a day at the desk: strategies trade, persons stop, limit, override and book, strategies are
 * changed at once and for later, and at its end orders of every kind work at the exchange.
 */
final class SavedDay {

  private static final String BTC = "sim:BTC/USD";
  private static final String ETH = "sim:ETH/USD";
  private static final int TRADES_BEFORE_THE_PAUSE = 3_000;
  private static final long PATIENCE_NANOS = 180_000_000_000L;
  private static final long HOUR = 3_600_000_000L;

  private final SavedDesk desk;
  private final TwoPeople people;
  private long commands;
  private long signals;

  SavedDay(SavedDesk desk, TwoPeople people) {
    this.desk = desk;
    this.people = people;
  }

  /** Most of it: what strategies do by themselves, and what persons order meanwhile. */
  void trade() throws Exception {
    until("the accounts are open", () -> count(AccountSnapshot.class) >= 2);
    desk.exchange().play();
    until("there are trades", () -> now() > 0 && desk.exchange().progress().tradesSent() > 200);
    command();
    change(change("quick", "ma-cross", List.of(BTC), Map.of("fast", "3", "slow", "9"), 0));
    change(change("couple", "pairs", List.of(ETH, BTC), Map.of("lookback", "10"), 0));
    until(
        "most is played", () -> desk.exchange().progress().tradesSent() > TRADES_BEFORE_THE_PAUSE);
    change(change("later", "ma-cross", List.of(BTC), Map.of("fast", "4"), now() + 99 * HOUR));
    change(change("couple", "pairs", List.of(ETH, BTC), Map.of(), now() + 99 * HOUR));
    until(
        "those changes are read",
        () -> desk.exchange().progress().tradesSent() > TRADES_BEFORE_THE_PAUSE + 200);
  }

  /** Its end: orders of every kind at an exchange that has almost stopped. */
  void order() throws Exception {
    desk.exchange().pause();
    int before = desk.exchange().ledger().orders().size();
    orders();
    until(
        "most of them are at the exchange",
        () -> desk.exchange().ledger().orders().size() >= before + 5);
    send(
        command(Level.account("swing"), CommandAction.BOOK)
            .booking(Booking.fee("grid", ETH, "USD", Fixed8.parse("0.35"))),
        false);
    // What was answered is booked, and time goes on a little.
    for (int i = 0; i < 20; i++) {
      desk.exchange().step();
      Thread.sleep(50);
    }
    Thread.sleep(2_000);
    desk.jobs().check();
  }

  private void command() throws Exception {
    long until = now() + 99 * HOUR;
    send(
        command(Level.strategy("main", "price"), CommandAction.SET_LIMITS)
            .withLimits(Map.of("maxOrderValue", "300"))
            .until(until),
        false);
    send(command(Level.strategy("main", "momentum"), CommandAction.REDUCE_ONLY), false);
    send(command(Level.strategy("swing", "savings"), CommandAction.HALT).until(until), false);
    send(
        command(Level.strategy("swing", "reversion"), CommandAction.OVERRIDE)
            .withCodes(List.of("DUPLICATE_ORDER"), "bob")
            .until(until),
        true);
  }

  private OperatorCommand command(Level level, CommandAction action) {
    long time = now() + commands++;
    return OperatorCommand.of("saved", "ann", time, level, action, "for the savepoints", time);
  }

  private void send(OperatorCommand command, boolean both) throws Exception {
    OperatorCommand signed = both ? people.byBoth(command) : people.byAnn(command);
    journal(signed.level().account(), signed);
  }

  private StrategyChange change(
      String id, String type, List<String> legs, Map<String, String> parameters, long from) {
    return new StrategyChange(
        id,
        from == 0 ? 1 : 2,
        StrategyChange.Action.RUN,
        type,
        "main",
        legs,
        "1m",
        new TreeMap<>(parameters),
        from,
        "ann",
        now(),
        List.of(),
        "");
  }

  private void change(StrategyChange change) throws Exception {
    LogSender.send(
        desk.config().kafka(),
        List.of(
            new ProducerRecord<>(
                Topics.STRATEGIES.name(),
                change.id().getBytes(StandardCharsets.UTF_8),
                Topics.STRATEGIES.codec().encode(people.byAnn(change)))));
  }

  /** Orders that work, wait for a price, are a pair, or are worked in parts. */
  private void orders() throws Exception {
    long price = Math.round(Fixed8.toDouble(desk.exchange().marketTrades("BTCUSD").get(0).price()));
    signal(OrderType.LIMIT, price * 8 / 10, 0, null, null);
    signal(OrderType.LIMIT_MAKER, price * 9 / 10, 0, null, new StopLeg(Fixed8.of(price * 2), 0));
    signal(OrderType.STOP_LOSS_LIMIT, price * 3, price * 2, null, null);
    signal(OrderType.LIMIT, price * 7 / 10, 0, new Execution.Iceberg(Fixed8.parse("0.02")), null);
    signal(OrderType.LIMIT, price * 6 / 10, 0, new Execution.Twap(HOUR, 6), null);
    signal(OrderType.MARKET, 0, 0, new Execution.Twap(HOUR, 4), null);
    signal(OrderType.MARKET, 0, 0, null, null);
  }

  private void signal(OrderType type, long limit, long trigger, Execution how, StopLeg stop)
      throws Exception {
    Signal signal =
        new Signal(
            // Each of its own, or the second would be one order too many of the same.
            "hand-" + ++signals,
            "main",
            BTC,
            1,
            now(),
            Side.BUY,
            SizingMode.BASE_QUANTITY,
            Fixed8.parse("0.1"),
            type,
            Fixed8.of(limit),
            1,
            type.name(),
            1,
            Map.of("reason", 0.5),
            new Protection(Fixed8.of(1), Fixed8.of(9_000), Fixed8.of(500)),
            SignalOrigin.STRATEGY,
            null,
            Fixed8.of(trigger),
            how,
            null,
            stop);
    journal("main", signal);
  }

  private void journal(String account, JournalEntry entry) throws Exception {
    LogWrite write = LogWrite.toAccount(account, entry, desk.config().kafka().journalPartitions());
    LogSender.send(
        desk.config().kafka(),
        List.of(
            new ProducerRecord<>(
                Topics.JOURNAL.name(),
                write.partition(),
                write.key().getBytes(StandardCharsets.UTF_8),
                write.value())));
  }

  /** Time of the last trade, epoch microseconds UTC; 0 before the first. */
  private long now() {
    List<MarketTrade> trades = desk.exchange().marketTrades("BTCUSD");
    return trades.isEmpty() ? 0 : trades.get(trades.size() - 1).timeMicros();
  }

  private long count(Class<? extends JournalEntry> kind) {
    List<RawRecord> raw = new ArrayList<>();
    LogReader.readAll(desk.config().kafka(), raw::add, Topics.JOURNAL);
    return raw.stream().filter(in -> kind.isInstance(entry(in))).count();
  }

  private static JournalEntry entry(RawRecord in) {
    try {
      return Topics.JOURNAL.codec().decode(in.value());
    } catch (CodecException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Integer> refusals() {
    Map<String, Integer> refusals = new TreeMap<>();
    LogReader.readAll(
        desk.config().kafka(),
        in -> {
          try {
            Decision decision = Topics.DECISIONS.codec().decode(in.value());
            decision
                .violations()
                .forEach(
                    v -> refusals.merge(decision.strategy() + " " + v.code(), 1, Integer::sum));
          } catch (CodecException e) {
            throw new IllegalStateException(e);
          }
        },
        Topics.DECISIONS);
    return refusals;
  }

  private void until(String what, BooleanSupplier reached) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!reached.getAsBoolean()) {
      desk.jobs().check();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "not within three minutes: %s; refused so far: %s".formatted(what, refusals()));
      }
      Thread.sleep(50);
    }
  }
}
