package io.alphaflow.execution.lane;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Severity;
import io.alphaflow.execution.order.OrderRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the lane of an account tells a person. On the lane's thread. */
final class LaneAlerts {

  private final String account;
  private final LaneHost host;

  LaneAlerts(String account, LaneHost host) {
    this.account = account;
    this.host = host;
  }

  /** About an order of ours. */
  void order(Severity severity, String code, OrderRequest order, String message) {
    String id = order.order().clientOrderId();
    host.alert(of(severity, code, id, order.instrument(), order.decisionTime(), message), order);
  }

  /** About an order that is not among ours. */
  void stranger(Severity severity, String code, Stranger order, String message) {
    String id = order.clientOrderId();
    host.alert(of(severity, code, id, order.instrument(), order.decisionTime(), message));
  }

  private Alert of(
      Severity severity, String code, String id, String instrument, long time, String message) {
    return new Alert(
            ExchangeLane.SOURCE,
            code + "/" + id,
            severity,
            code,
            account,
            instrument,
            time,
            "order " + id + ": " + message)
        .of(id);
  }

  /** Two versions of one thing. */
  void difference(
      Severity severity, String code, String instrument, String subject, String message) {
    host.alert(
        new Alert(
            ExchangeLane.SOURCE,
            code + "/" + account + "/" + subject,
            severity,
            code,
            account,
            instrument,
            0,
            message));
  }

  /** About something else of the account. */
  void account(Severity severity, String code, String subject, String message) {
    host.alert(
        new Alert(
            ExchangeLane.SOURCE,
            code + "/" + account + "/" + subject + "/" + host.wallMillis(),
            severity,
            code,
            account,
            "",
            0,
            message));
  }

  /** Keeps a user event that cannot be read. */
  void unreadable(String text, String reason) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    host.deadLetter(
        new DeadLetter(
            ExchangeLane.SOURCE,
            "user-stream/" + account,
            0,
            host.wallMillis(),
            0,
            "USER_EVENT_UNREADABLE",
            reason,
            Base64.getEncoder().encodeToString(raw)));
  }

  /** What went wrong, in the words of the one who failed. */
  static String reason(Throwable error) {
    Throwable cause = error.getCause() == null ? error : error.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
