package io.alphaflow.simulator.protocol;

import java.util.List;

/** Cuts a list to a page. */
final class Page {

  private Page() {}

  /** The first or the last {@code limit} items, in their order. */
  static <T> List<T> of(List<T> items, int limit, boolean oldestFirst) {
    int size = Math.min(limit, items.size());
    return oldestFirst ? items.subList(0, size) : items.subList(items.size() - size, items.size());
  }
}
