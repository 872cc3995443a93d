package io.alphaflow.simulator.server;

import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.protocol.UserEventJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/** The WebSocket API connections, each told what happens to the accounts it subscribed to. */
final class UserStreams {

  private final Set<ApiSession> sessions = new LinkedHashSet<>();
  private final MatchingEngine engine;

  UserStreams(MatchingEngine engine) {
    this.engine = engine;
  }

  void add(ApiSession session) {
    sessions.add(session);
  }

  void remove(ApiSession session) {
    sessions.remove(session);
  }

  /** First the order, then its list when that began or ended, then the balances it changed. */
  void publish(Execution event) {
    for (ApiSession session : new ArrayList<>(sessions)) {
      session
          .subscriptionOf(event.order().account())
          .ifPresent(
              id -> {
                session.event(id, UserEventJson.executionReport(event, session.unit()));
                event
                    .list()
                    .ifPresent(
                        list ->
                            session.event(
                                id, UserEventJson.listStatus(event, list, engine, session.unit())));
                session.event(id, UserEventJson.accountPosition(event, session.unit()));
              });
    }
  }
}
