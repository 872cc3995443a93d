package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Quote;
import java.util.Optional;

/** What an instance can look at, and what its signals are traced to. */
public interface Surroundings {

  /** Market time of the event at hand, epoch microseconds UTC. */
  long time();

  /** The last closed bar of a leg. */
  Optional<Bar> bar(int leg);

  /** The last top of book. */
  Optional<Quote> quote();

  /** The trade that made a signal on this leg possible; 0 when none did. */
  long trigger(int leg);
}
