package io.alphaflow.cli.lookahead;

/** What is looked at, in this order. */
enum Check {
  /** The classes name nothing that reaches outside. */
  REFERENCES("its classes reach nothing outside"),
  /** The same classes loaded anew decide the same. */
  REPEATED("run again, classes loaded anew"),
  /** What runs before left in static fields changes nothing. */
  SAME_PROCESS("run again, same classes"),
  /** A run that is shown less decides the same as far as it goes. */
  FUTURE_REMOVED("future removed"),
  /** All it knows is in what a checkpoint stores. */
  RESTARTED("stored, loaded anew, restored"),
  /** It does not matter how long before the history began. */
  STARTED_LATER("history starts later");

  private final String title;

  Check(String title) {
    this.title = title;
  }

  /** For people. */
  String title() {
    return title;
  }
}
