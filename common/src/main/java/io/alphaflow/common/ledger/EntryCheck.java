package io.alphaflow.common.ledger;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.BookingKind;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.TargetAction;
import io.alphaflow.common.topic.Partitions;
import java.util.Optional;

/**
 * Finds entries that were read as JSON but say nothing that could be used. Whoever keeps a {@link
 * JournalBook} asks first, so that all of them count the same entries.
 */
public final class EntryCheck {

  private static final long LONGEST_COOLDOWN = 366L * 86_400_000_000L;

  /** The year 2200: a time in other units than microseconds would be the time for good. */
  private static final long LATEST = 7_258_118_400_000_000L;

  private EntryCheck() {}

  /**
   * What is wrong with an entry, in a sentence.
   *
   * @param partition where it stood
   * @param journalPartitions how many there are; an account has one of them, or it would be counted
   *     twice
   */
  public static Optional<String> problem(JournalEntry entry, int partition, int journalPartitions) {
    try {
      check(entry);
      account(entry).ifPresent(account -> checkPlace(account, partition, journalPartitions));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static void checkPlace(String account, int partition, int journalPartitions) {
    int expected = Partitions.of(account, journalPartitions);
    if (partition != expected) {
      throw new IllegalArgumentException(
          "account %s belongs to journal partition %d, not %d"
              .formatted(account, expected, partition));
    }
  }

  /** The account that an entry is for; empty for entries that every partition has. */
  public static Optional<String> account(JournalEntry entry) {
    if (entry instanceof Signal signal) {
      return Optional.of(signal.account());
    } else if (entry instanceof ExecutionReport report) {
      return Optional.of(report.account());
    } else if (entry instanceof AccountSnapshot snapshot) {
      return Optional.of(snapshot.account());
    } else if (entry instanceof BreakerTrip trip) {
      return account(trip.level());
    } else if (entry instanceof OperatorCommand command) {
      return account(command.level());
    } else if (entry instanceof LedgerEntry booked) {
      return Optional.of(booked.account());
    }
    return Optional.empty();
  }

  private static Optional<String> account(Level level) {
    return level.account().equals(Level.ALL) ? Optional.empty() : Optional.of(level.account());
  }

  private static void check(JournalEntry entry) {
    atLeast(1, entry.sequence(), "sequence");
    if (entry instanceof Mark mark) {
      instrument(mark.instrument());
      atLeast(1, mark.price(), "price");
      time(mark.time());
    } else if (entry instanceof ClockTick tick) {
      present(tick.venue(), "venue");
      time(tick.time());
    } else if (entry instanceof Instrument instrument) {
      check(instrument);
    } else if (entry instanceof AccountSnapshot snapshot) {
      check(snapshot);
    } else if (entry instanceof Signal signal) {
      check(signal);
    } else if (entry instanceof ExecutionReport report) {
      check(report);
    } else if (entry instanceof BreakerTrip trip) {
      level(trip.level());
      present(trip.stop(), "stop");
      atLeast(0, trip.cooldown(), "cooldown");
      atMost(LONGEST_COOLDOWN, trip.cooldown(), "cooldown");
      text(trip.breaker(), "breaker");
      present(trip.evidence(), "evidence");
    } else if (entry instanceof OperatorCommand command) {
      text(command.desk(), "desk");
      text(command.person(), "person");
      level(command.level());
      present(command.action(), "action");
      atLeast(0, command.until(), "until");
      present(command.reason(), "reason");
      present(command.signature(), "signature");
      if (command.action() == CommandAction.BOOK) {
        present(command.booking(), "booking");
        check(command.booking());
      }
    } else if (entry instanceof LedgerEntry booked) {
      text(booked.account(), "account");
      present(booked.booking(), "booking");
      check(booked.booking());
      text(booked.person(), "person");
      present(booked.reason(), "reason");
    }
  }

  private static void check(Booking booking) {
    present(booking.kind(), "kind");
    boolean bust = booking.kind() == BookingKind.BUST;
    if (booking.kind() == BookingKind.FEE || bust) {
      instrument(booking.instrument());
      text(booking.strategy(), "strategy");
      // The one number that has no negative.
      atLeast(-Long.MAX_VALUE, booking.amount(), "amount");
      atLeast(-Long.MAX_VALUE, booking.quantity(), "quantity");
      atLeast(bust ? 1 : 0, booking.price(), "price");
    } else {
      atLeast(1, booking.amount(), "amount");
    }
    if (bust) {
      text(booking.clientOrderId(), "clientOrderId");
    } else {
      text(booking.asset(), "asset");
    }
  }

  private static void level(Level level) {
    present(level, "level");
    if (!level.instrument().equals(Level.ALL)) {
      instrument(level.instrument());
    }
  }

  private static void check(Instrument instrument) {
    InstrumentId id = instrument(instrument.instrument());
    if (!id.base().equals(instrument.base()) || !id.quote().equals(instrument.quote())) {
      throw new IllegalArgumentException(
          "base and quote of " + id + " are " + instrument.base() + " and " + instrument.quote());
    }
    atLeast(1, instrument.tickSize(), "tickSize");
    atLeast(1, instrument.stepSize(), "stepSize");
    atLeast(0, instrument.minPrice(), "minPrice");
    atLeast(0, instrument.maxPrice(), "maxPrice");
    atLeast(0, instrument.minQuantity(), "minQuantity");
    atLeast(0, instrument.maxQuantity(), "maxQuantity");
    atLeast(0, instrument.minNotional(), "minNotional");
    atLeast(0, instrument.quoteStep(), "quoteStep");
  }

  private static void check(AccountSnapshot snapshot) {
    text(snapshot.account(), "account");
    present(snapshot.balances(), "balances");
    for (AssetBalance balance : snapshot.balances()) {
      present(balance, "balances[]");
      text(balance.asset(), "asset");
    }
    time(snapshot.time());
  }

  private static void check(Signal signal) {
    text(signal.strategy(), "strategy");
    text(signal.account(), "account");
    instrument(signal.instrument());
    present(signal.side(), "side");
    present(signal.sizingMode(), "sizingMode");
    present(signal.orderType(), "orderType");
    atLeast(0, signal.size(), "size");
    atLeast(0, signal.limitPrice(), "limitPrice");
    atLeast(0, signal.triggerPrice(), "triggerPrice");
    present(signal.aim().action(), "target.action");
    atLeast(0, signal.aim().sequence(), "target.sequence");
    if (signal.aim().action() == TargetAction.AMEND) {
      atLeast(1, signal.aim().sequence(), "target.sequence");
      if (signal.sizingMode() != SizingMode.BASE_QUANTITY) {
        throw new IllegalArgumentException(
            "sizingMode is %s of a signal that makes an order smaller; expected %s"
                .formatted(signal.sizingMode(), SizingMode.BASE_QUANTITY));
      }
    }
    if (!signal.aim().equals(SignalTarget.NONE) && signal.execution() != null) {
      throw new IllegalArgumentException(
          "target is %s and execution is %s; expected one of them at most"
              .formatted(signal.aim(), signal.execution()));
    }
    checkExecution(signal);
    checkPair(signal);
  }

  /** The legs are worth different amounts, and the gate holds no exits for two orders at once. */
  private static void checkPair(Signal signal) {
    if (signal.stop() == null) {
      return;
    }
    atLeast(1, signal.stop().triggerPrice(), "stop.triggerPrice");
    atLeast(0, signal.stop().limitPrice(), "stop.limitPrice");
    boolean sized =
        signal.sizingMode() == SizingMode.BASE_QUANTITY
            || signal.sizingMode() == SizingMode.CLOSE_POSITION;
    boolean alone =
        signal.execution() == null
            && signal.aim().equals(SignalTarget.NONE)
            && signal.origin() == SignalOrigin.STRATEGY
            && !signal.protection().any();
    if (signal.orderType() != OrderType.LIMIT_MAKER || !sized || !alone) {
      throw new IllegalArgumentException(
          "stop is %s of a signal for %s by %s; expected %s, of a base quantity or the position,"
                  .formatted(
                      signal.stop(), signal.orderType(), signal.sizingMode(), OrderType.LIMIT_MAKER)
              + " of a strategy, with no protection, about no other order");
    }
  }

  /** Who else than the gate made a child would trade for a parent that is not his. */
  private static void checkExecution(Signal signal) {
    if (signal.child().isPresent() != (signal.origin() == SignalOrigin.ALGORITHM)) {
      throw new IllegalArgumentException(
          "execution is %s, of origin %s; expected a child of origin ALGORITHM, or neither"
              .formatted(signal.execution(), signal.origin()));
    }
    if (signal.wantsChildren() && signal.origin() != SignalOrigin.STRATEGY) {
      throw new IllegalArgumentException(
          "execution is %s, of origin %s; only a strategy has parents"
              .formatted(signal.execution(), signal.origin()));
    }
    if (signal.execution() != null
        && !signal.execution().suits(signal.orderType(), signal.inForce())) {
      throw new IllegalArgumentException(
          "execution is %s of a %s %s order, which cannot be worked so"
              .formatted(signal.execution(), signal.orderType(), signal.inForce()));
    }
  }

  private static void check(ExecutionReport report) {
    text(report.account(), "account");
    text(report.clientOrderId(), "clientOrderId");
    instrument(report.instrument());
    present(report.executionType(), "executionType");
    present(report.side(), "side");
    present(report.feeAsset(), "feeAsset");
    if (report.executionType() == ExecutionType.AMENDED) {
      atLeast(1, report.orderQuantity(), "orderQuantity");
    }
    atLeast(0, report.lastQuantity(), "lastQuantity");
    atLeast(0, report.lastPrice(), "lastPrice");
    atLeast(0, report.cumulativeQuantity(), "cumulativeQuantity");
    // The one number that has no negative.
    atLeast(-Long.MAX_VALUE, report.fee(), "fee");
  }

  private static void time(long micros) {
    atLeast(0, micros, "time");
    atMost(LATEST, micros, "time");
  }

  private static InstrumentId instrument(String text) {
    present(text, "instrument");
    return InstrumentId.parse(text);
  }

  private static void text(String value, String field) {
    present(value, field);
    if (value.isEmpty()) {
      throw new IllegalArgumentException(field + " is empty; expected a text");
    }
  }

  private static void present(Object value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
  }

  private static void atMost(long maximum, long value, String field) {
    if (value > maximum) {
      throw new IllegalArgumentException(
          field + " is " + value + " units; expected at most " + maximum);
    }
  }

  private static void atLeast(long minimum, long value, String field) {
    if (value < minimum) {
      throw new IllegalArgumentException(
          field + " is " + value + " units; expected at least " + minimum);
    }
  }
}
