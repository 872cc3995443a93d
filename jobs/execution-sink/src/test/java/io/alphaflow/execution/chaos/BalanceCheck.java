package io.alphaflow.execution.chaos;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.ledger.EntryCheck;
import io.alphaflow.common.ledger.JournalBook;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.execution.chaos.Problem.Kind;
import io.alphaflow.simulator.matching.Balance;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the journal adds up to is what the venue has, to the last unit of each asset. */
final class BalanceCheck {

  private BalanceCheck() {}

  static void check(Evidence evidence, List<Problem> problems) {
    int partitions = evidence.options().journalPartitions();
    SortedMap<Integer, JournalBook> books = new TreeMap<>();
    List<JournalEntry> entries = Evidence.decode(Topics.JOURNAL, evidence.journal());
    for (int i = 0; i < entries.size(); i++) {
      RawRecord record = evidence.journal().get(i);
      if (EntryCheck.problem(entries.get(i), record.partition(), partitions).isEmpty()) {
        books
            .computeIfAbsent(record.partition(), p -> new JournalBook())
            .apply(
                entries.get(i), Arrays.hashCode(record.value()), evidence.options().currencies());
      }
    }
    SortedMap<String, Long> ours = new TreeMap<>();
    books
        .values()
        .forEach(
            book ->
                book.accounts()
                    .forEach(
                        (account, ledger) ->
                            ledger
                                .balances()
                                .forEach((asset, b) -> ours.put(account + " " + asset, b))));
    evidence
        .ledger()
        .balances()
        .forEach(
            (account, assets) -> {
              for (Balance balance : assets.values()) {
                Long ledger = ours.remove(account + " " + balance.asset());
                compare(account, balance, ledger == null ? 0 : ledger, problems);
              }
            });
    ours.forEach(
        (what, amount) -> {
          if (amount != 0) {
            String text = what + ": the venue has none, the ledger " + Fixed8.format(amount);
            problems.add(new Problem(Kind.BALANCE, text));
          }
        });
  }

  private static void compare(
      String account, Balance balance, long ledger, List<Problem> problems) {
    long venue = Math.addExact(balance.free(), balance.locked());
    if (venue != ledger) {
      String what =
          "%s %s: the venue has %s, the ledger %s"
              .formatted(account, balance.asset(), Fixed8.format(venue), Fixed8.format(ledger));
      problems.add(new Problem(Kind.BALANCE, what));
    }
  }
}
