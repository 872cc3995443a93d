package io.alphaflow.cli;

/** Which version of the program this is. */
public final class Version {

  /** Its name and number. */
  public static final String TEXT = "AlphaFlow 0.1.0";

  private Version() {}
}
