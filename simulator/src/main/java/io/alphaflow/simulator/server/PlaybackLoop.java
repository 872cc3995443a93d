package io.alphaflow.simulator.server;

import io.alphaflow.simulator.journal.JournalEntry;
import io.alphaflow.simulator.playback.Playback;
import io.alphaflow.simulator.protocol.Venue;
import io.vertx.core.Vertx;
import java.util.OptionalLong;

/**
 * Drives playback on the event loop. It makes a limited batch of due events and then lets requests
 * have their turn, so a fast playback slows answers but never stops them.
 */
final class PlaybackLoop {

  private static final int BATCH = 200;
  private static final long MICROS_PER_MILLI = 1_000;

  private final Vertx vertx;
  private final Venue venue;
  private final Playback.Listener listener;
  private long generation;

  PlaybackLoop(Vertx vertx, Venue venue, Playback.Listener listener) {
    this.vertx = vertx;
    this.venue = venue;
    this.listener = new JournaledMarket(venue.journal(), listener);
  }

  void play() {
    write(true);
    venue.playback().play();
    run(++generation);
  }

  void pause() {
    write(false);
    generation++;
    venue.playback().pause();
  }

  private void write(boolean playing) {
    venue.journal().append(new JournalEntry.Playing(playing, venue.wall().getAsLong()));
  }

  void step() {
    venue.playback().step(listener);
  }

  private void run(long run) {
    // A turn that was planned before a pause must not go on beside the newer one.
    if (run != generation) {
      return;
    }
    OptionalLong next = venue.playback().makeDue(BATCH, listener);
    if (next.isEmpty()) {
      return;
    }
    long waitMicros = next.getAsLong() - venue.wall().getAsLong();
    // Also when playback is behind: a task that follows at once would run before the sockets are
    // read, and requests would wait until playback has caught up.
    long millis = Math.max(1, (waitMicros + MICROS_PER_MILLI - 1) / MICROS_PER_MILLI);
    vertx.setTimer(millis, id -> run(run));
  }
}
