package io.alphaflow.simulator.server;

import io.alphaflow.simulator.journal.JournalEntry;
import io.alphaflow.simulator.journal.JournalFile;
import io.alphaflow.simulator.journal.ReplayClock;
import io.alphaflow.simulator.playback.Playback;
import io.alphaflow.simulator.protocol.Venue;
import io.alphaflow.simulator.protocol.VenueCommands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a venue to where its journal ends, before anybody can ask or hear it. */
final class JournalReplay {

  private static final Logger LOG = LoggerFactory.getLogger(JournalReplay.class);

  private final Venue venue;
  private final VenueCommands commands;
  private final Playback.Listener market;
  private final ReplayClock wall;
  private boolean playing;
  private long marketMicros;

  /**
   * A replay into a venue in which nothing has happened.
   *
   * @param market does with events what it does whenever they are made
   */
  JournalReplay(Venue venue, VenueCommands commands, Playback.Listener market, ReplayClock wall) {
    this.venue = venue;
    this.commands = commands;
    this.market = market;
    this.wall = wall;
  }

  /** Does everything again; afterwards it is now. */
  void run(JournalFile journal) {
    wall.standAt(journal.begunMicros());
    try {
      journal.replay(this::repeat);
    } finally {
      wall.run();
    }
    venue.playback().standAt(marketMicros);
  }

  private void repeat(JournalEntry entry) {
    if (entry instanceof JournalEntry.Command command) {
      wall.standAt(command.wallMicros());
      try {
        repeat(command);
      } catch (RuntimeException e) {
        // It was written before it was tried. The one who asked heard of it, and the venue went on.
        LOG.warn("refused again, as it was: {}: {}", command, e.toString());
      }
    } else {
      venue.playback().step(market);
    }
  }

  private void repeat(JournalEntry.Command entry) {
    if (entry instanceof JournalEntry.OrderCommand command) {
      marketMicros = command.marketMicros();
      commands.repeat(command);
    } else if (entry instanceof JournalEntry.Listed listed) {
      venue.relist(listed.spec(), listed.status());
    } else if (entry instanceof JournalEntry.Playing said) {
      playing = said.playing();
    }
  }

  /** Whether the venue was playing when the journal ended. */
  boolean wasPlaying() {
    return playing;
  }
}
