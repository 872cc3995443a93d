package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.SECOND;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.gate.RandomJournal.Step;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitKind;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What persons and breakers might say, at all levels; most persons may, some may not. */
final class RandomCommands {

  /** Every second is an account or the desk, or all would be stopped too seldom or too often. */
  static final List<Level> LEVELS =
      List.of(
          Level.DESK,
          Level.account(ACCOUNT),
          Level.account(NEIGHBOUR),
          Level.strategy(ACCOUNT, "trend-" + ACCOUNT),
          Level.strategy(Level.ALL, "revert-" + NEIGHBOUR),
          Level.instrument(JournalFixture.BTC),
          Level.instrument(JournalFixture.ETH),
          new Level(ACCOUNT, Level.ALL, JournalFixture.ETH),
          new Level(NEIGHBOUR, "squeeze-" + NEIGHBOUR, JournalFixture.BTC));

  private static final List<String> BREAKERS =
      List.of(
          "order-velocity",
          "repeated-execution",
          "losing-streak",
          "reject-storm",
          "price-shock",
          "execution-feed");

  private static final Map<LimitKind, List<String>> VALUES =
      Map.of(
          LimitKind.AMOUNT, List.of("1", "50", "500", "5000", "off", "configured"),
          LimitKind.FRACTION, List.of("0.5%", "5%", "20%", "80%", "off", "configured"),
          LimitKind.COUNT, List.of("1", "2", "5", "off", "configured"),
          LimitKind.TIME_SPAN, List.of("100ms", "5s", "60s", "10m", "off", "configured"),
          LimitKind.RATE, List.of("1/10s", "3/30s", "20/60s", "off", "configured"),
          LimitKind.AMOUNT_RATE, List.of("20/60s", "200/1h", "off", "configured"),
          LimitKind.RATIO, List.of("1/60s/3", "10/1h/20", "off", "configured"));

  private static final List<String> OVERRIDABLE =
      Stream.of(DecisionCode.values())
          .filter(DecisionCode::isOverridable)
          .map(DecisionCode::name)
          .toList();

  private long numbers;

  private static <T> T pick(List<T> list, int chance) {
    return list.get(chance % list.size());
  }

  /** Whoever resumes does it as often as all others stop together. */
  OperatorCommand command(Step step, long time) {
    Level level = pick(LEVELS, step.c());
    String person = step.a() % 7 == 0 ? "tess" : "rita";
    CommandAction action =
        step.a() % 3 == 0
            ? CommandAction.RESUME
            : pick(List.of(CommandAction.values()), step.b() / 7);
    OperatorCommand command =
        OperatorCommand.of("test", person, ++numbers, level, action, "at random", time)
            .until(step.b() % 2 == 0 ? 0 : time + step.c() * SECOND / 50);
    return DeskFixture.signed(
        switch (action) {
          // What loosens a limit needs the second person, too.
          case SET_LIMITS ->
              command
                  .withLimits(limits(step, level))
                  .withCodes(List.of(), step.b() % 3 == 0 ? "" : "ruth");
          case OVERRIDE ->
              command
                  .until(time + 1 + step.c() * SECOND / 100)
                  .withCodes(codes(step), step.a() % 5 == 0 ? "" : "ruth");
          default -> command;
        });
  }

  private static SortedMap<String, String> limits(Step step, Level level) {
    List<Limit> possible =
        Stream.of(Limit.values()).filter(limit -> limit.place().allows(level)).toList();
    SortedMap<String, String> limits = new TreeMap<>();
    for (int i = 0; i <= step.a() % 3; i++) {
      Limit limit = pick(possible, step.b() + 13 * i);
      limits.put(limit.key(), pick(VALUES.get(limit.kind()), step.a() / 3 + i));
    }
    return limits;
  }

  private static List<String> codes(Step step) {
    return IntStream.range(0, 8)
        .mapToObj(i -> pick(OVERRIDABLE, step.a() + i * (1 + step.b() % 5)))
        .distinct()
        .toList();
  }

  /** The same command with the next number. */
  OperatorCommand numbered(OperatorCommand c) {
    return new OperatorCommand(
        c.desk(),
        c.person(),
        ++numbers,
        c.level(),
        c.action(),
        c.until(),
        c.limits(),
        c.codes(),
        c.reason(),
        c.time(),
        c.approver(),
        "",
        "",
        c.booking());
  }

  BreakerTrip trip(Step step, long time) {
    long number = ++numbers;
    return new BreakerTrip(
        pick(LEVELS, step.a()),
        pick(BREAKERS, step.b()),
        number,
        time,
        pick(List.of(StopKind.values()), step.c()),
        step.c() % 4 == 0 ? 0 : step.c() * SECOND / 100,
        step.b() % 2 == 0,
        "at random");
  }
}
