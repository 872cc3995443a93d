package io.alphaflow.execution.lane;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which request of a lane is sent next: so many wait for an answer at most, and questions go before
 * orders. Cancels do not wait for a turn. On the lane's thread.
 */
final class RequestTurns {

  private final int most;
  private final Runnable whenFree;
  private final Deque<Runnable> questions = new ArrayDeque<>();
  private int running;

  /**
   * All turns are free.
   *
   * @param most requests without an answer
   * @param whenFree called when a turn is free that no question wants
   */
  RequestTurns(int most, Runnable whenFree) {
    this.most = most;
    this.whenFree = whenFree;
  }

  /** Asks a question now, or when its turn comes. Its answer is followed by {@link #answered}. */
  void ask(Runnable question) {
    if (isFree()) {
      running++;
      question.run();
    } else {
      questions.add(question);
    }
  }

  /** Whether an order may be sent now; then no question waits. */
  boolean isFree() {
    return running < most;
  }

  /** An order is sent. Its answer is followed by {@link #answered}. */
  void take() {
    running++;
  }

  /** There was an answer, or there will be none. */
  void answered() {
    running--;
    if (questions.isEmpty()) {
      whenFree.run();
    } else {
      running++;
      questions.poll().run();
    }
  }

  /** Questions that wait for their turn. */
  int waiting() {
    return questions.size();
  }
}
