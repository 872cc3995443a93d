package io.alphaflow.execution.lane;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.ExecutionOptions;

/**
 * Cancels orders that neither the lane nor the gate knows, of which the gate has only heard: it
 * holds nothing back for them. Each is asked for at the venue, and cancelled if it works there; if
 * it is nowhere, a person is told. How it ended is not reported: what the reports need of the order
 * is not known here. On the lane's thread.
 */
final class StrangerCancels {

  private static final int LONG_UNCONFIRMED = 6;

  private final LaneState state;
  private final TradingSession session;
  private final ExecutionOptions options;
  private final LaneHost host;
  private final ExchangeLane lane;
  private final LaneAlerts alerts;
  private final OrderQueries queries;

  StrangerCancels(
      LaneState state,
      TradingSession session,
      ExecutionOptions options,
      LaneHost host,
      ExchangeLane lane,
      LaneAlerts alerts,
      OrderQueries queries) {
    this.state = state;
    this.session = session;
    this.options = options;
    this.host = host;
    this.lane = lane;
    this.alerts = alerts;
    this.queries = queries;
  }

  /** Goes on with those that were restored. */
  void resume() {
    state.strangers().forEach(this::search);
  }

  /** An order that the lane does not know shall work no longer. */
  void want(Stranger stranger) {
    if (state.addStranger(stranger)) {
      search(stranger);
    }
  }

  private void search(Stranger stranger) {
    new Search(stranger).ask();
  }

  /** What is known of one of them. */
  private final class Search {
    private final Stranger stranger;
    private final InstrumentId instrument;
    private final Resolution resolution =
        new Resolution(options.recvWindow(), options.settleTime());
    private long signedNotAfter;

    Search(Stranger stranger) {
      this.stranger = stranger;
      this.instrument = InstrumentId.parse(stranger.instrument());
    }

    void ask() {
      queries.lookUp(
          instrument,
          stranger.clientOrderId(),
          (answer, error) -> {
            if (error == null) {
              judge(answer);
            } else {
              noAnswer(LaneAlerts.reason(error));
            }
          });
    }

    private void judge(OrderQueries.Answer answer) {
      if (answer.result() instanceof ResolveResult.Found found) {
        if (found.view().status().isFinal()) {
          end();
        } else {
          cancel();
        }
      } else if (answer.result() instanceof ResolveResult.StillUnknown unknown) {
        noAnswer(unknown.reason());
      } else {
        absent(answer.askedAt());
      }
    }

    private void absent(long askedAt) {
      if (signedNotAfter == 0) {
        signedNotAfter = Resolution.latestSignature(askedAt);
      }
      resolution.absent(signedNotAfter, askedAt);
      if (resolution.isProved(askedAt)) {
        tell(
            Severity.CRITICAL,
            "CANCEL_OF_UNKNOWN_ORDER",
            "it is to be cancelled, but neither we nor the venue know it");
        end();
      } else {
        again(resolution.delayMillis(signedNotAfter, askedAt));
      }
    }

    private void cancel() {
      lane.when(
          session.cancel(instrument, stranger.clientOrderId()),
          (result, error) -> {
            if (error != null) {
              noAnswer(LaneAlerts.reason(error));
            } else if (result instanceof CancelResult.Canceled) {
              tell(
                  Severity.CRITICAL,
                  "UNKNOWN_ORDER_CANCELED",
                  "it was cancelled at the venue; we do not know the order, so no report says that"
                      + " it ended");
              end();
            } else if (result instanceof CancelResult.Refused no) {
              String reason = no.code() + ": " + no.message();
              tell(
                  Severity.CRITICAL, "CANCEL_REFUSED", "the venue refused to cancel it: " + reason);
              again(Math.max(no.retryAfterMillis(), resolution.delayMillis(0, 0)));
            } else if (result instanceof CancelResult.Unknown unknown) {
              noAnswer(unknown.reason());
            } else {
              again(resolution.delayMillis(0, 0));
            }
          });
    }

    private void noAnswer(String reason) {
      resolution.noAnswer();
      again(resolution.delayMillis(0, 0));
      if (resolution.attempts() == LONG_UNCONFIRMED) {
        tell(
            Severity.CRITICAL,
            "CANCEL_UNCONFIRMED",
            "it is not known for long whether it works, it is tried again: " + reason);
      }
    }

    private void again(long millis) {
      host.after(millis, this::ask);
    }

    private void end() {
      state.removeStranger(stranger.clientOrderId());
    }

    private void tell(Severity severity, String code, String message) {
      alerts.stranger(severity, code, stranger, message);
    }
  }
}
