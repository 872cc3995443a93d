package io.alphaflow.execution.chaos;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.model.TargetAction;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.math.RoundingMode;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Whoever else writes to the journal: the market's marks and clock, two strategies for each
 * account, and a person who stops them now and then and lets them go on. A thread of its own, which
 * goes on while jobs and broker are down.
 */
final class OrderFlow implements AutoCloseable {

  static final String PERSON = "alice";
  private static final long STEP_MILLIS = 20;
  private static final long TICK_MICROS = 1_000_000;
  private static final int STEPS_TO_RESUME = 45;
  private static final int STEPS_OF_A_SIDE = 40;
  private static final List<CommandAction> STOPS =
      List.of(
          CommandAction.CANCEL_ALL,
          CommandAction.CANCEL_ALL,
          CommandAction.HALT,
          CommandAction.FLATTEN);

  private final ChaosCase which;
  private final SimulatedExchange exchange;
  private final DeskConfig config;
  private final PrivateKey key;
  private final Random random;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, MarketTrade> last = new HashMap<>();
  private final Thread thread = new Thread(this::run, "order-flow");
  private long lastTick;
  private long steps;
  private boolean trading;
  private boolean isSlow;
  private volatile boolean closed;

  OrderFlow(ChaosCase which, SimulatedExchange exchange, DeskConfig config, PrivateKey key) {
    this.which = which;
    this.exchange = exchange;
    this.config = config;
    this.key = key;
    this.random = new Random(which.seed() * 31 + 5);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                config.kafka().bootstrapServers(),
                "linger.ms",
                "0",
                "max.in.flight.requests.per.connection",
                "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    thread.setDaemon(true);
  }

  /** Instruments, marks and time from now on. */
  void start() {
    ChaosCase.symbols().forEach(this::rules);
    thread.start();
  }

  /** The rules of a symbol are now these. */
  synchronized void rules(SymbolSpec spec) {
    Instrument instrument =
        new Instrument(
                instrument(spec),
                next("instrument " + spec.symbol()),
                spec.symbol(),
                spec.base(),
                spec.quote(),
                spec.tickSize(),
                0,
                0,
                spec.stepSize(),
                spec.minQuantity(),
                spec.maxQuantity(),
                spec.minNotional(),
                true,
                0)
            .withQuoteStep(1);
    everywhere(instrument);
  }

  /** Strategies begin. */
  synchronized void trade() {
    trading = true;
  }

  /** Strategies want little, or as much as before: what comes while a job is down is not sent. */
  synchronized void slow(boolean nowSlow) {
    isSlow = nowSlow;
  }

  /** Strategies end. */
  synchronized void stop() {
    trading = false;
  }

  /** Whatever was stopped goes on, or all orders are cancelled. */
  synchronized void rest() {
    command(Level.DESK, CommandAction.RESUME);
    if (which.cancelsAtEnd()) {
      command(Level.DESK, CommandAction.CANCEL_ALL);
    }
  }

  private void run() {
    while (!closed) {
      step();
      try {
        Thread.sleep(STEP_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized void step() {
    market();
    if (trading && last.size() == ChaosCase.symbols().size()) {
      steps++;
      if (random.nextInt(5) < 3 && (!isSlow || random.nextInt(5) == 0)) {
        signal();
      }
      if (random.nextInt(160) == 0) {
        command(level(), STOPS.get(random.nextInt(STOPS.size())));
      }
      if (steps % STEPS_TO_RESUME == 0) {
        command(Level.DESK, CommandAction.RESUME);
      }
    }
  }

  private void market() {
    long now = 0;
    for (SymbolSpec spec : ChaosCase.symbols()) {
      List<MarketTrade> trades = exchange.marketTrades(spec.symbol());
      if (!trades.isEmpty()) {
        MarketTrade trade = trades.get(trades.size() - 1);
        now = Math.max(now, trade.timeMicros());
        if (!trade.equals(last.put(spec.symbol(), trade))) {
          long sequence = next("mark " + spec.symbol());
          everywhere(
              new Mark(instrument(spec), sequence, trade.price(), trade.id(), trade.timeMicros()));
        }
      }
    }
    if (now / TICK_MICROS > lastTick) {
      lastTick = now / TICK_MICROS;
      everywhere(new ClockTick("sim", lastTick, lastTick * TICK_MICROS));
    }
  }

  private void signal() {
    SymbolSpec spec = any(ChaosCase.symbols());
    String account = any(config.accounts()).id();
    String strategy = (random.nextBoolean() ? "trend-" : "revert-") + account;
    MarketTrade trade = last.get(spec.symbol());
    // For a while one side, then the other: the gate lets no order meet another of the account.
    long phase = steps / STEPS_OF_A_SIDE + spec.symbol().hashCode() + account.hashCode();
    boolean buys = phase % 2 == 0 ^ random.nextInt(8) == 0;
    Side side = buys ? Side.BUY : Side.SELL;
    if (random.nextInt(8) == 0) {
      pair(spec, account, strategy, side, trade);
      return;
    }
    if (side == Side.BUY && random.nextInt(5) == 0) {
      spend(spec, account, strategy, trade);
      return;
    }
    AnyOrder order = AnyOrder.next(random, side, trade.price(), spec.tickSize());
    boolean isProtected = side == Side.BUY && random.nextInt(4) == 0;
    String producer = "signal " + strategy + " " + spec.symbol();
    long sequence = next(producer);
    SignalTarget target = target(sequence);
    // Most orders are larger than this.
    int most = target.action() == TargetAction.AMEND ? 80 : 200;
    write(
        account,
        new Signal(
                strategy,
                account,
                instrument(spec),
                sequence,
                trade.timeMicros(),
                side,
                SizingMode.BASE_QUANTITY,
                (1 + random.nextInt(most)) * (Fixed8.ONE / 50),
                order.type(),
                order.limitPrice(),
                1,
                "at random",
                trade.id(),
                Map.of(),
                isProtected ? near(trade) : Protection.NONE,
                SignalOrigin.STRATEGY,
                order.timeInForce(),
                order.triggerPrice())
            .about(target));
  }

  /** A purchase at the market for an amount, some with a protection. */
  private void spend(SymbolSpec spec, String account, String strategy, MarketTrade trade) {
    long size = (1 + random.nextInt(200)) * (Fixed8.ONE / 50);
    write(
        account,
        new Signal(
            strategy,
            account,
            instrument(spec),
            next("signal " + strategy + " " + spec.symbol()),
            trade.timeMicros(),
            Side.BUY,
            SizingMode.EXACT_QUOTE_AMOUNT,
            Fixed8.multiply(size, trade.price(), RoundingMode.DOWN),
            OrderType.MARKET,
            0,
            1,
            "at random",
            trade.id(),
            Map.of(),
            random.nextInt(4) == 0 ? near(trade) : Protection.NONE,
            SignalOrigin.STRATEGY));
  }

  private static Protection near(MarketTrade trade) {
    return new Protection(trade.price() / 1_000 * 997, trade.price() / 1_000 * 1_003, 0);
  }

  /** Two orders of which one cancels the other, both near enough to be met within seconds. */
  private void pair(
      SymbolSpec spec, String account, String strategy, Side side, MarketTrade trade) {
    long tick = spec.tickSize();
    long better = tick + Fixed8.floorTo(trade.price() / 10_000 * random.nextInt(40), tick);
    long worse = tick + Fixed8.floorTo(trade.price() / 10_000 * random.nextInt(40), tick);
    long limit = side == Side.BUY ? trade.price() - better : trade.price() + better;
    long trigger = side == Side.BUY ? trade.price() + worse : trade.price() - worse;
    write(
        account,
        new Signal(
                strategy,
                account,
                instrument(spec),
                next("signal " + strategy + " " + spec.symbol()),
                trade.timeMicros(),
                side,
                SizingMode.BASE_QUANTITY,
                (1 + random.nextInt(200)) * (Fixed8.ONE / 50),
                OrderType.LIMIT_MAKER,
                limit,
                1,
                "at random",
                trade.id(),
                Map.of())
            .with(new StopLeg(trigger, random.nextBoolean() ? 0 : trigger)));
  }

  /**
   * Now and then a strategy takes an order of one of its last signals back, or all, or wants one in
   * the place of such an order, or such an order smaller. Often that is none any more.
   */
  private SignalTarget target(long signal) {
    long earlier = Math.max(1, signal - 1 - random.nextInt(4));
    return switch (random.nextInt(15)) {
      case 0 -> SignalTarget.cancel(earlier);
      case 1 -> SignalTarget.cancel(random.nextInt(3) == 0 ? SignalTarget.ALL : earlier);
      case 2, 3, 4, 5 -> SignalTarget.replace(earlier);
      case 6, 7, 8 -> SignalTarget.amend(earlier);
      default -> SignalTarget.NONE;
    };
  }

  private Level level() {
    String account = any(config.accounts()).id();
    return switch (random.nextInt(4)) {
      case 0 -> Level.account(account);
      case 1 -> Level.instrument(instrument(any(ChaosCase.symbols())));
      default -> Level.strategy(account, "trend-" + account);
    };
  }

  private void command(Level level, CommandAction action) {
    OperatorCommand command =
        OperatorCommand.of(
            config.desk(), PERSON, next("command"), level, action, "at random", lastTick);
    OperatorCommand signed = CommandSignature.sign(command, key);
    if (level.account().equals(Level.ALL)) {
      everywhere(signed);
    } else {
      write(level.account(), signed);
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private long next(String producer) {
    return sequences.merge(producer, 1L, Long::sum);
  }

  static String instrument(SymbolSpec spec) {
    return "sim:" + spec.base() + "/" + spec.quote();
  }

  private void everywhere(JournalEntry entry) {
    for (int partition = 0; partition < which.partitions(); partition++) {
      write(partition, entry);
    }
  }

  private void write(String account, JournalEntry entry) {
    write(Partitions.of(account, which.partitions()), entry);
  }

  private void write(int partition, JournalEntry entry) {
    byte[] value = Topics.JOURNAL.codec().encode(entry);
    producer.send(
        new ProducerRecord<>(config.kafka().topic(Topics.JOURNAL), partition, null, value));
  }

  /** Writes nothing more; what was written is in the journal. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
    producer.close();
  }
}
