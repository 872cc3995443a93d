package io.alphaflow.simulator.matching.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Side;
import io.alphaflow.simulator.matching.book.OrderBook.Visitor;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is asked of them, the fast book and the naive one give the same answers. */
class BooksAgreeTest {

  private sealed interface Command {

    record Add(Side side, long price, long quantity, long display) implements Command {}

    record Remove(int nth) implements Command {}

    record Reduce(int nth, int percent) implements Command {}

    /** Takes; skips every {@code skip}-th id and takes those of {@code all} whole. */
    record Take(Side side, long limit, long quantity, int skip, int all) implements Command {}
  }

  @Provide
  Arbitrary<List<Command>> commands() {
    Arbitrary<Side> side = Arbitraries.of(Side.class);
    Arbitrary<Long> price = Arbitraries.longs().between(90, 110);
    Arbitrary<Long> quantity = Arbitraries.longs().between(1, 50);
    Arbitrary<Command> add =
        Combinators.combine(side, price, quantity, Arbitraries.longs().between(1, 60))
            .as(Command.Add::new);
    Arbitrary<Command> remove = Arbitraries.integers().between(1, 200).map(Command.Remove::new);
    Arbitrary<Command> reduce =
        Combinators.combine(
                Arbitraries.integers().between(1, 200), Arbitraries.integers().between(1, 100))
            .as(Command.Reduce::new);
    Arbitrary<Command> take =
        Combinators.combine(
                side,
                price,
                Arbitraries.longs().between(1, 200),
                Arbitraries.integers().between(2, 9),
                Arbitraries.integers().between(2, 9))
            .as(Command.Take::new);
    return Arbitraries.frequencyOf(
            Tuple.of(6, add), Tuple.of(2, remove), Tuple.of(1, reduce), Tuple.of(2, take))
        .list()
        .ofMinSize(10)
        .ofMaxSize(300);
  }

  /** One book under the commands, with everything that it said. */
  private static final class Run {

    private final OrderBook book;
    private final List<String> said = new ArrayList<>();
    private long ids;

    Run(OrderBook book) {
      this.book = book;
    }

    void apply(Command command) {
      if (command instanceof Command.Add a) {
        book.add(a.side(), ++ids, a.price(), a.quantity(), a.display());
      } else if (command instanceof Command.Remove r) {
        said.add("removed " + book.remove(r.nth()));
      } else if (command instanceof Command.Reduce r) {
        reduce(r);
      } else if (command instanceof Command.Take t) {
        take(t);
      }
      for (Side side : Side.values()) {
        said.add(side + " " + book.best(side) + " " + List.of(levels(side)) + " " + book.size());
        said.add("up to 100: " + book.quantityUpTo(side, 100, 400));
      }
    }

    private String levels(Side side) {
      return java.util.Arrays.toString(book.levels(side, 8));
    }

    private void reduce(Command.Reduce r) {
      try {
        book.reduce(r.nth(), Math.max(1, r.percent() / 10));
        said.add("reduced");
      } catch (IllegalArgumentException e) {
        said.add(e.getMessage());
      }
    }

    private void take(Command.Take t) {
      long[] left = {t.quantity()};
      book.walk(
          t.side(),
          t.limit(),
          (id, price, shown) -> {
            said.add("met " + id + " " + price + " " + shown);
            if (left[0] == 0) {
              return Visitor.STOP;
            }
            if (id % t.skip() == 0) {
              return 0;
            }
            long taken = Math.min(left[0], shown);
            left[0] -= taken;
            return id % t.all() == 1 ? Visitor.ALL : taken;
          });
    }
  }

  @Property(tries = 1_000)
  void fastAndNaiveGiveEqualResults(@ForAll("commands") List<Command> commands) {
    Run naive = new Run(new NaiveOrderBook());
    Run fast = new Run(new FastOrderBook());
    for (Command command : commands) {
      naive.apply(command);
      fast.apply(command);
    }
    assertThat(fast.said).isEqualTo(naive.said);
  }
}
