package io.alphaflow.cli.rerun;

import io.alphaflow.backtest.engine.Listing;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a desk recorded: its signals, decisions, reports and first balances, each once, however
 * often it was written. Memory grows with their number, not with that of trades and prices.
 */
public final class Recording {

  /** Higher than any price, low enough for exact amounts. */
  private static final long HIGHEST_PRICE = Fixed8.of(10_000_000);

  private final Map<String, byte[]> signals = new LinkedHashMap<>();
  private final Map<String, TreeMap<Long, Decision>> byAccount = new TreeMap<>();
  private final Map<DecisionKey, Decision> decisions = new LinkedHashMap<>();
  private final Map<String, DecisionKey> orders = new HashMap<>();
  private final Map<Integer, Long> lastOffsets = new HashMap<>();
  private final Set<String> takenBack = new HashSet<>();
  private final Set<String> replaced = new HashSet<>();
  private final Map<String, TreeMap<Long, ExecutionReport>> reports = new LinkedHashMap<>();
  private final Map<String, AccountSnapshot> openings = new TreeMap<>();
  private final Map<String, Instrument> instruments = new TreeMap<>();

  private final Map<Integer, Long> lastMarks = new HashMap<>();

  private long lastTime = Long.MIN_VALUE;
  private long lastSignal = Long.MIN_VALUE;
  private long firstUndecided = Long.MAX_VALUE;
  private long interventions;

  private Recording() {}

  /**
   * Reads it from the logs of a desk; the decisions first, so that the journal has their causes.
   */
  public static Recording read(KafkaOptions kafka) {
    Recording recording = new Recording();
    LogReader.readAll(kafka, recording::decision, Topics.DECISIONS);
    recording.count();
    LogReader.readAll(kafka, recording::entry, Topics.JOURNAL);
    return recording;
  }

  private void decision(RawRecord in) {
    try {
      Decision decision = Topics.DECISIONS.codec().decode(in.value());
      byAccount
          .computeIfAbsent(decision.account(), a -> new TreeMap<>())
          .putIfAbsent(decision.sequence(), decision);
    } catch (CodecException e) {
      // 'alphaflow verify' tells of it.
      return;
    }
  }

  private void count() {
    DecisionKey.Counter counter = new DecisionKey.Counter();
    for (TreeMap<Long, Decision> ofAccount : byAccount.values()) {
      for (Decision decision : ofAccount.values()) {
        takenBack.addAll(decision.cancels());
        lastOffsets.merge(decision.journalPartition(), decision.journalOffset(), Math::max);
        decision
            .approvedOrder()
            .flatMap(OrderIntent::replaced)
            .ifPresent(other -> replaced.add(other.order().clientOrderId()));
        if (decision.signalSequence() != 0) {
          DecisionKey key = counter.next(decision);
          decisions.put(key, decision);
          decision.approvedOrder().stream()
              .flatMap(order -> order.legs().stream())
              .map(OrderIntent::clientOrderId)
              .forEach(id -> orders.put(id, key));
        }
      }
    }
  }

  private void entry(RawRecord in) {
    JournalEntry entry;
    try {
      entry = Topics.JOURNAL.codec().decode(in.value());
    } catch (CodecException e) {
      // The desk passed over it, too.
      return;
    }
    if (entry instanceof Signal signal) {
      if (signals.putIfAbsent(identity(signal), in.value()) == null) {
        signal(signal, in);
      }
    } else if (entry instanceof ExecutionReport report) {
      reports
          .computeIfAbsent(report.clientOrderId(), id -> new TreeMap<>())
          .putIfAbsent(report.sequence(), report);
    } else if (entry instanceof AccountSnapshot snapshot) {
      openings.putIfAbsent(snapshot.account(), snapshot);
    } else if (entry instanceof Mark mark) {
      lastTime = Math.max(lastTime, mark.time());
      lastMarks.merge(in.partition(), mark.time(), Math::max);
    } else if (entry instanceof OperatorCommand || entry instanceof BreakerTrip) {
      interventions++;
    } else if (entry instanceof Instrument instrument) {
      instruments.put(instrument.instrument(), instrument);
    }
  }

  private void signal(Signal signal, RawRecord in) {
    if (signal.origin() == SignalOrigin.STRATEGY) {
      lastSignal = Math.max(lastSignal, signal.time());
    }
    if (in.offset() > lastDecided(in.partition())) {
      firstUndecided = Math.min(firstUndecided, signal.time());
    }
  }

  /** Who counted a signal, and what. */
  public static String identity(Signal signal) {
    return signal.account() + " " + signal.producer() + "#" + signal.sequence();
  }

  /** The bytes of each signal by its {@link #identity}. */
  public Map<String, byte[]> signals() {
    return signals;
  }

  /** The answers to signals, of each account in their order. */
  public Map<DecisionKey, Decision> decisions() {
    return decisions;
  }

  /**
   * Where the last entry stands in a partition of the journal that was decided when the decisions
   * were read; what comes behind it may not be decided yet.
   */
  public long lastDecided(int partition) {
    return lastOffsets.getOrDefault(partition, -1L);
  }

  /** The decision that approved an order. */
  public Optional<DecisionKey> ofOrder(String clientOrderId) {
    return Optional.ofNullable(orders.get(clientOrderId));
  }

  /** Whether a decision wanted an order cancelled. */
  public boolean isTakenBack(String clientOrderId) {
    return takenBack.contains(clientOrderId);
  }

  /** Whether a decision put another order in the place of this one. */
  public boolean isReplaced(String clientOrderId) {
    return replaced.contains(clientOrderId);
  }

  /** What happened to an order, in order. */
  public Collection<ExecutionReport> reports(String clientOrderId) {
    TreeMap<Long, ExecutionReport> found = reports.get(clientOrderId);
    return found == null ? List.of() : found.values();
  }

  /** The balances that an account began with. */
  public Optional<AccountSnapshot> opening(String account) {
    return Optional.ofNullable(openings.get(account));
  }

  /**
   * What could be traded, for the backtest's venue. A grid of quantities that does not give exact
   * amounts is taken coarser.
   */
  public List<Listing> listings() {
    List<Listing> listings = new ArrayList<>();
    for (Instrument instrument : instruments.values()) {
      long tick = Math.max(1, instrument.tickSize());
      long step = Math.max(Math.max(1, instrument.stepSize()), Listing.finestStep(tick));
      listings.add(
          Listing.of(InstrumentId.parse(instrument.instrument()), tick, step, HIGHEST_PRICE)
              .withQuoteStep(instrument.quoteStep()));
    }
    return listings;
  }

  /** Market time of the last price, epoch microseconds UTC: the desk had come so far. */
  public long lastTime() {
    return lastTime;
  }

  /**
   * Market time that all logs of a desk that still writes them have reached, epoch microseconds
   * UTC: there are prices in every partition of the journal that has any, signals of strategies,
   * and decisions about all signals. What comes later may be missing because it is not written yet.
   * {@link Long#MIN_VALUE} while there is no signal or no price.
   */
  public long reached() {
    long marks =
        lastMarks.values().stream().mapToLong(Long::longValue).min().orElse(Long.MIN_VALUE);
    return Math.min(Math.min(marks, lastSignal), firstUndecided - 1);
  }

  /** Commands of persons and trips of circuit breakers, which only a running desk has. */
  public long interventions() {
    return interventions;
  }

  /** Everything that happened to orders. */
  public Stream<ExecutionReport> reports() {
    return reports.values().stream().flatMap(of -> of.values().stream());
  }
}
