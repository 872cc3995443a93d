package io.alphaflow.cli.explain;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds a decision in its log. */
final class DecisionSearch {

  private final RecordCodec<Decision> codec = Topics.DECISIONS.codec();
  private final Wanted wanted;
  private Placed<Decision> found;
  private long lastOfAccount;

  private DecisionSearch(Wanted wanted) {
    this.wanted = wanted;
  }

  /**
   * The decision that is asked for.
   *
   * @param accounts those of the desk
   * @throws UserError when there is none
   */
  static Placed<Decision> find(PartitionReader reader, Wanted wanted, Set<String> accounts)
      throws IOException {
    wanted
        .ofAccount()
        .filter(account -> !accounts.contains(account))
        .ifPresent(
            account -> {
              throw new UserError("there is no account " + account + "; there are " + accounts);
            });
    DecisionSearch search = new DecisionSearch(wanted);
    search.read(reader);
    if (search.found == null) {
      throw new UserError(search.nothing());
    }
    return search.found;
  }

  private void read(PartitionReader reader) throws IOException {
    int partitions = reader.partitions(Topics.DECISIONS);
    int[] where =
        wanted
            .ofAccount()
            .map(account -> new int[] {Partitions.of(account, partitions)})
            .orElseGet(() -> IntStream.range(0, partitions).toArray());
    for (int partition : where) {
      reader.forwards(Topics.DECISIONS, partition, 0, this::take, () -> found != null);
    }
  }

  private void take(RawRecord in) {
    try {
      Decision decision = codec.decode(in.value());
      if (found == null && wanted.is(decision)) {
        found = new Placed<>(decision, in);
      }
      if (decision.account().equals(wanted.account())) {
        lastOfAccount = Math.max(lastOfAccount, decision.sequence());
      }
    } catch (CodecException e) {
      // Not one that can be explained.
      return;
    }
  }

  private String nothing() {
    if (!wanted.id().isEmpty()) {
      return ("no decision approved an order %s; a decision is named ACCOUNT/NUMBER, such as"
              + " main/17, an order by its client order id or the correlation of its log lines")
          .formatted(wanted.id());
    }
    return lastOfAccount == 0
        ? "nothing was decided yet for account " + wanted.account()
        : "there is no decision %s/%d; the last one of the account is %s/%d"
            .formatted(wanted.account(), wanted.sequence(), wanted.account(), lastOfAccount);
  }
}
