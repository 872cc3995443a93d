// What a client told its listener, in order.
const PATIENCE_MILLIS = 10_000;

export class Heard {
  #waiting = [];
  #wake = () => {};

  push(message) {
    this.#waiting.push(message);
    this.#wake();
  }

  /** The same messages, seen in another way. */
  map(see) {
    return { next: async (holds = () => true) => see(await this.next((m) => holds(see(m)))) };
  }

  /** The next message for which something holds; those before it are dropped. */
  async next(holds = () => true) {
    const until = Date.now() + PATIENCE_MILLIS;
    const dropped = [];
    for (;;) {
      while (this.#waiting.length > 0) {
        const message = this.#waiting.shift();
        if (holds(message)) {
          return message;
        }
        dropped.push(message);
      }
      const left = until - Date.now();
      if (left <= 0) {
        throw new Error(`not heard within ${PATIENCE_MILLIS} ms; others were ${JSON.stringify(dropped)}`);
      }
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
