package io.alphaflow.cli.local;

import java.util.List;

/** What a simulated exchange says of itself, in this process or in another. */
public interface VenueFacts {

  /** Trades that it has to play. */
  long total();

  /** Whether it has played all of them. */
  boolean finished();

  /** Our ids of all orders that it ever accepted. */
  List<String> clientOrderIds();
}
