package io.alphaflow.simulator.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What goes wrong on one connection to the streams of the market or of an account: a function of
 * the scenario's seed, the connection's number and the frames that go over it.
 */
public final class ConnectionPlan {

  private static final long SECONDS = 1L << 32;
  private static final long USERS = 1L << 48;

  // Another update of a gap that has begun.
  private static final FaultRule GAP =
      new FaultRule(
          Fault.DEPTH_GAP,
          new FaultRule.When(0, -1, 0, 0),
          new FaultRule.Where(0, "", "depth", FaultRule.On.MARKET),
          new FaultRule.Details(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, false, false, 0));

  private final FaultRule.On on;
  private final int number;
  private final Chance frames;
  private final Chance seconds;
  private final SplittableRandom random;
  private final List<FaultRule> waiting = new ArrayList<>();
  private final List<FaultRule> armed = new ArrayList<>();
  private final Map<String, Integer> gaps = new HashMap<>();
  private long frame;

  /**
   * A plan.
   *
   * @param on market or user
   * @param number of the connection of its kind since the exchange began, from 1
   */
  public ConnectionPlan(FaultScenario scenario, FaultRule.On on, int number) {
    this.on = on;
    this.number = number;
    long use = on == FaultRule.On.USER ? number + USERS : number;
    List<FaultRule> mine = scenario.rules().stream().filter(this::isMine).toList();
    this.frames = new Chance(scoped(mine, Fault.Scope.FRAME), random(scenario.seed(), use));
    this.seconds =
        new Chance(scoped(mine, Fault.Scope.CONNECTION), random(scenario.seed(), use + SECONDS));
    this.random = random(scenario.seed(), use + 2 * SECONDS);
    mine.stream().filter(r -> r.when().atFrame() > 0).forEach(waiting::add);
  }

  /** Whether a rule is about this connection. */
  public boolean isMine(FaultRule rule) {
    return rule.where().on() == on && rule.where().isConnection(number);
  }

  /** Randomness of its own for each use of a seed. */
  static SplittableRandom random(long seed, long use) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong() ^ use * 0x9E3779B97F4A7C15L);
  }

  private static List<FaultRule> scoped(List<FaultRule> rules, Fault.Scope scope) {
    return rules.stream().filter(r -> r.fault().scope() == scope).toList();
  }

  /** What happens at the next frame, or null: nothing. A fault of the connection may begin here. */
  public FaultRule onFrame(String stream) {
    frame++;
    FaultRule drawn = frames.next();
    if (!gaps.isEmpty() && isInGap(stream)) {
      return GAP;
    }
    if (!waiting.isEmpty()) {
      waiting.removeIf(r -> r.when().atFrame() <= frame && armed.add(r));
    }
    for (Iterator<FaultRule> i = armed.iterator(); i.hasNext(); ) {
      FaultRule rule = i.next();
      if (rule.fault().scope() == Fault.Scope.CONNECTION || rule.where().isStream(stream)) {
        i.remove();
        return begin(rule, stream);
      }
    }
    return drawn != null && drawn.where().isStream(stream) ? begin(drawn, stream) : null;
  }

  private FaultRule begin(FaultRule rule, String stream) {
    if (rule.fault() == Fault.DEPTH_GAP && rule.details().count() > 1) {
      gaps.put(stream, rule.details().count() - 1);
    }
    return rule;
  }

  private boolean isInGap(String stream) {
    Integer left = gaps.get(stream);
    if (left == null) {
      return false;
    }
    if (left == 1) {
      gaps.remove(stream);
    } else {
      gaps.put(stream, left - 1);
    }
    return true;
  }

  /** What begins in the next second of the connection's life, or null. */
  public FaultRule onSecond() {
    return seconds.next();
  }

  /** Whether there is anything to ask {@link #onSecond} for. */
  public boolean hasSeconds() {
    return !seconds.isNever();
  }

  /** Makes a fault of a frame happen at the next frame that it is limited to. */
  public void arm(FaultRule rule) {
    if (isMine(rule)) {
      armed.add(rule);
    }
  }

  /** A number from {@code from} to {@code to} for the details of a fault. */
  public long between(long from, long to) {
    return from + (long) (random.nextDouble() * (to - from + 1));
  }
}
