package io.alphaflow.common.flink;

/**
 * An operator whose state is bytes that it makes itself, so that Flink cannot tell whether another
 * build of it reads them without losing anything.
 */
public interface RewritesState {

  /**
   * What this build would write if it had read these bytes and nothing since. Works on an operator
   * that was not opened.
   *
   * @param state name of the state
   * @param part key in the state's map; empty when it is no map
   * @param bytes as an earlier build may have written them
   * @throws RuntimeException when it cannot read them
   */
  byte[] rewritten(String state, String part, byte[] bytes);
}
