package io.alphaflow.simulator.server;

import io.alphaflow.simulator.playback.Playback;
import java.util.function.LongConsumer;

/** Something that is done at the next whole multiple of a period of market time when asked for. */
final class Periodic {

  private final Playback playback;
  private final long everyMicros;
  private final LongConsumer task;
  private boolean planned;

  /**
   * Something to do.
   *
   * @param task takes the market time at which it is done, epoch µs
   */
  Periodic(Playback playback, long everyMicros, LongConsumer task) {
    this.playback = playback;
    this.everyMicros = everyMicros;
    this.task = task;
  }

  /** Plans it, unless it is planned; when market time stands still for good, does it now. */
  void plan(long nowMicros) {
    if (playback.progress().finished()) {
      run(nowMicros);
    } else if (!planned) {
      planned = true;
      long at = (Math.floorDiv(nowMicros, everyMicros) + 1) * everyMicros;
      playback.at(at, () -> run(at));
    }
  }

  /** Does it now. */
  void run(long timeMicros) {
    planned = false;
    task.accept(timeMicros);
  }
}
