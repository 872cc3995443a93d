package io.alphaflow.bench;

import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Breaches beside a load, which a person has to be told: five forged commands a second, and each
 * second an account of its own that orders so much at once that a circuit breaker trips.
 */
final class GateBreaches {

  /**
   * An entry and where it goes.
   *
   * @param burst account whose burst it is the last of, or empty
   */
  record Entry(int partition, byte[] value, String burst) {}

  private static final int FORGED_EACH_SECOND = 5;

  private final int firstAccount;
  private final int rate;
  private final RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();

  /**
   * Breaches.
   *
   * @param firstAccount number of the first account that is not the load's; each second has one
   * @param rate entries of the load in a second
   */
  GateBreaches(int firstAccount, int rate) {
    this.firstAccount = firstAccount;
    this.rate = rate;
  }

  /** What comes with an entry of the load, by its number. */
  List<Entry> with(int number) {
    List<Entry> entries = new ArrayList<>();
    int second = number / rate;
    String account = GateDesk.account(firstAccount + second);
    if (number % rate == 0) {
      List<AssetBalance> balances = List.of(new AssetBalance("USD", Fixed8.of(1_000_000), 0));
      entries.add(entry(account, new AccountSnapshot(account, 1, 0, balances), ""));
    }
    if (second > 0 && number % (rate / FORGED_EACH_SECOND) == 0) {
      entries.add(entry(account, forged(number, account), ""));
    }
    if (second > 0 && number % rate == rate / 2) {
      for (int i = 0; i < GateDesk.INSTRUMENTS; i++) {
        boolean last = i == GateDesk.INSTRUMENTS - 1;
        entries.add(entry(account, signal(account, i), last ? account : ""));
      }
    }
    return entries;
  }

  private Entry entry(String account, JournalEntry entry, String burst) {
    return new Entry(Partitions.of(account, GateDesk.PARTITIONS), codec.encode(entry), burst);
  }

  private static OperatorCommand forged(int number, String account) {
    return OperatorCommand.of(
            "bench", "mallory", number, Level.account(account), CommandAction.RESUME, "forged", 0)
        .signed("none");
  }

  /** Of a strategy and an instrument of its own, so that only the account orders too much. */
  private static Signal signal(String account, int instrument) {
    return new Signal(
        "burst-" + instrument + "-" + account,
        account,
        GateDesk.instrument(instrument),
        1,
        0,
        Side.BUY,
        SizingMode.QUOTE_AMOUNT,
        Fixed8.of(100),
        OrderType.MARKET,
        0,
        1,
        "burst",
        0,
        Map.of());
  }

  /** Whether an account is one that orders too much. */
  boolean isBurst(String account) {
    return Integer.parseInt(account.substring(account.indexOf('-') + 1)) >= firstAccount;
  }
}
