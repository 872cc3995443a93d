package io.alphaflow.cli.chaos;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back in the end what a fault must not leave behind, however the round ends: also when a
 * person ends the program in the middle of it.
 */
final class Undo {

  private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

  private final Fault fault;
  private final Thread hook = new Thread(this::undo, "chaos-undo");

  Undo(Fault fault) {
    this.fault = fault;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void undo() {
    try {
      fault.undo();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("{} is not undone", fault.told(), e);
    }
  }

  /** Now. */
  void end() {
    undo();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program ends, and the hook does the same once more.
    }
  }
}
