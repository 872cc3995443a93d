package io.alphaflow.simulator.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.simulator.Progress;
import io.alphaflow.simulator.playback.Playback;

/** Playback from outside: whether it runs, and single steps. */
final class PlaybackCommands {

  private static final long MOST_STEPS = 100_000;

  private record Command(boolean playing, long steps) {}

  private final Playback playback;
  private final PlaybackLoop loop;
  private final MarketStreams streams;

  PlaybackCommands(Playback playback, PlaybackLoop loop, MarketStreams streams) {
    this.playback = playback;
    this.loop = loop;
    this.streams = streams;
  }

  /**
   * Plays, pauses, makes steps.
   *
   * @param text JSON or YAML with {@code playing} (true or false), {@code step} (how many events
   *     are made at once) or both; the steps come last
   * @throws ConfigException with all errors
   */
  void apply(String text) {
    Command command =
        ConfigNode.parse(
            "playback",
            text,
            node -> {
              Command read =
                  new Command(
                      node.bool("playing", playback.isPlaying()),
                      node.integer("step", 0L, 0, MOST_STEPS));
              node.refuseUnknownKeys();
              return read;
            });
    if (command.playing() != playback.isPlaying()) {
      if (command.playing()) {
        loop.play();
      } else {
        loop.pause();
      }
    }
    for (long i = 0; i < command.steps(); i++) {
      loop.step();
    }
  }

  /** How far it is, and how many streams each connection listens to. */
  ObjectNode state() {
    Progress progress = playback.progress();
    ObjectNode out =
        JsonNodeFactory.instance
            .objectNode()
            .put("playing", playback.isPlaying())
            .put("tradesSent", progress.tradesSent())
            .put("total", progress.total())
            .put("marketTimeMicros", progress.marketTimeMicros())
            .put("finished", progress.finished());
    ArrayNode heard = out.putArray("streams");
    streams.subscribed().forEach(heard::add);
    return out;
  }
}
