package io.alphaflow.history.replay;

/** Is told how a replay gets on. */
public interface ReplayProgress {

  /** Says nothing. */
  ReplayProgress QUIET =
      new ReplayProgress() {
        @Override
        public void continues(long copiedTo) {}

        @Override
        public void copied(long records, long time) {}
      };

  /**
   * An earlier run was interrupted; this one goes on behind it.
   *
   * @param copiedTo sum of the offsets behind what was copied, of all partitions
   */
  void continues(long copiedTo);

  /**
   * So many records are copied.
   *
   * @param time of the last one, epoch microseconds UTC
   */
  void copied(long records, long time);
}
