// An order book as a client keeps it from the venue's messages.
export class LocalBook {
  #bids = new Map();
  #asks = new Map();

  /** Takes levels of [price, quantity], of a snapshot or of an update. */
  apply(bids, asks) {
    LocalBook.#levels(this.#bids, bids);
    LocalBook.#levels(this.#asks, asks);
  }

  static #levels(side, levels) {
    for (const [price, quantity] of levels) {
      if (Number(quantity) === 0) {
        side.delete(Number(price));
      } else {
        side.set(Number(price), quantity);
      }
    }
  }

  best() {
    return { bid: Math.max(...this.#bids.keys()), ask: Math.min(...this.#asks.keys()) };
  }
}
