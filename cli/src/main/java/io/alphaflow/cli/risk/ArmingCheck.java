package io.alphaflow.cli.risk;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.RunMode;
import io.alphaflow.exchange.trading.KeyPermissions;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.ExecutionSinkJob;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.drill.DrillResult;
import io.alphaflow.risk.drill.DrillSuite;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitBook;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What must be so before an account trades with money: the desk's mode, its limits and drills, the
 * key at the venue, and this machine's clock.
 */
final class ArmingCheck {

  private static final long MOST_OFFSET_MILLIS = 500;
  private static final int PATIENCE_SECONDS = 15;

  /**
   * One of these.
   *
   * @param what is looked at
   * @param good whether it is as it must be
   * @param found in a few words
   */
  record Finding(String what, boolean good, String found) {}

  private final DeskConfig config;
  private final RiskOptions risk;
  private final AccountOptions account;
  private final List<Finding> findings = new ArrayList<>();

  private ArmingCheck(DeskConfig config, String account) {
    this.config = config;
    this.risk = RiskOptions.read(config);
    this.account =
        config.accounts().stream().filter(a -> a.id().equals(account)).findFirst().orElseThrow();
  }

  /**
   * Looks at everything, also after something is found wrong.
   *
   * @param account one that is configured
   */
  static List<Finding> of(DeskConfig config, String account) {
    ArmingCheck check = new ArmingCheck(config, account);
    check.mode();
    check.limits();
    check.drills();
    check.venue();
    return check.findings;
  }

  private void found(String what, boolean good, String text) {
    findings.add(new Finding(what, good, text));
  }

  private void mode() {
    boolean live = config.mode() == RunMode.LIVE;
    found("mode", live, live ? "live" : "paper; a desk for money says mode: live");
  }

  private void limits() {
    LimitBook book = new LimitBook(risk.limits(), new LimitBook.State());
    List<String> missing =
        Stream.of(Limit.values())
            .filter(limit -> book.settings().stream().noneMatch(s -> s.limit() == limit))
            .map(Limit::key)
            .toList();
    found(
        "limits",
        missing.isEmpty(),
        missing.isEmpty()
            ? "all " + Limit.values().length + " are configured"
            : "not configured: " + String.join(", ", missing) + " (off says that there is none)");
    found(
        "permissions",
        !risk.permissions().isEmpty(),
        risk.permissions().isEmpty()
            ? "risk.permissions is empty: every order is rejected"
            : risk.permissions().size() + " rules");
  }

  private void drills() {
    List<DrillResult> results = DrillSuite.run(risk);
    List<String> failed =
        results.stream()
            .filter(DrillResult::isFailed)
            .map(drill -> drill.control() + " " + drill.code() + ": " + drill.sentence())
            .toList();
    found(
        "drills",
        failed.isEmpty(),
        failed.isEmpty()
            ? results.stream().filter(d -> d.status() == DrillResult.Status.FIRED).count()
                + " fired, see alphaflow drill"
            : failed.size() + " did not fire: " + String.join("; ", failed));
  }

  private void venue() {
    try (TradingSession session = ExecutionSinkJob.venue(config).open(account)) {
      ask("clock", session.warmUp().thenCompose(done -> offset(session)), this::clock);
      ask("key", session.keyPermissions(), this::key);
    } catch (RuntimeException e) {
      found("key", false, String.valueOf(e.getMessage()));
    }
  }

  private <T> void ask(String what, CompletableFuture<T> answer, Function<T, Finding> judgement) {
    try {
      findings.add(judgement.apply(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
    } catch (ExecutionException e) {
      found(what, false, "the venue did not tell: " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      found(what, false, "the venue did not answer within " + PATIENCE_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      found(what, false, "interrupted");
    }
  }

  /** Milliseconds that this machine is ahead, taken at the middle of question and answer. */
  private static CompletableFuture<Long> offset(TradingSession session) {
    long asked = System.currentTimeMillis();
    return session
        .serverTime()
        .thenApply(time -> (asked + System.currentTimeMillis()) / 2 - time / 1_000);
  }

  private Finding clock(long offset) {
    return new Finding(
        "clock",
        Math.abs(offset) <= MOST_OFFSET_MILLIS,
        "%d ms from the venue's, %d are allowed".formatted(offset, MOST_OFFSET_MILLIS));
  }

  private Finding key(KeyPermissions key) {
    String found =
        (key.trading() ? "trades" : "MAY NOT TRADE")
            + (key.withdrawals() ? ", MAY WITHDRAW: make one that may not" : ", does not withdraw")
            + (key.anyAddress() ? ", from any address (listed ones only are safer)" : "");
    return new Finding("key", key.trading() && !key.withdrawals(), found);
  }
}
