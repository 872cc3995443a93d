package io.alphaflow.cli.risk;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.exchange.trading.KeyPermissions;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.ExecutionSinkJob;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Asks the venue of an account for its clock and for what the key may do. */
public final class VenueCheck {

  private static final long MOST_OFFSET_MILLIS = 500;
  private static final int PATIENCE_SECONDS = 15;

  private final DeskConfig config;
  private final AccountOptions account;
  private final List<Finding> findings = new ArrayList<>();

  private VenueCheck(DeskConfig config, AccountOptions account) {
    this.config = config;
    this.account = account;
  }

  /** Findings "clock" and "key"; only "key" when no session can be opened. */
  public static List<Finding> of(DeskConfig config, AccountOptions account) {
    VenueCheck check = new VenueCheck(config, account);
    check.venue();
    return check.findings;
  }

  private void found(String what, boolean good, String text) {
    findings.add(new Finding(what, good, text));
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
