package io.alphaflow.common.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Values by name, for the state of a key: in the order of the names, as a sorted map and with the
 * same bytes, and found by hash, because names that begin alike are slow to compare.
 *
 * @param <V> type of the values
 */
public final class NamedValues<V> {

  @JsonValue private final TreeMap<String, V> inOrder;
  private final transient Map<String, V> byHash;

  /** No values. */
  public NamedValues() {
    this(new TreeMap<>());
  }

  /** Used when state is read. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  NamedValues(TreeMap<String, V> inOrder) {
    this.inOrder = inOrder;
    this.byHash = new HashMap<>(inOrder);
  }

  /** The value of a name, or null. */
  public V get(String name) {
    return byHash.get(name);
  }

  /** The value of a name, which is made when there is none. */
  public V getOrMake(String name, Supplier<V> make) {
    V value = byHash.get(name);
    if (value == null) {
      value = make.get();
      put(name, value);
    }
    return value;
  }

  /** Sets the value of a name. */
  public void put(String name, V value) {
    byHash.put(name, value);
    inOrder.put(name, value);
  }

  /** Forgets a name. */
  public void remove(String name) {
    byHash.remove(name);
    inOrder.remove(name);
  }

  /** How many there are. */
  public int size() {
    return inOrder.size();
  }

  /** The values in the order of their names. */
  public Collection<V> values() {
    return Collections.unmodifiableCollection(inOrder.values());
  }

  /** All in the order of their names; changes when they do. */
  public SortedMap<String, V> inOrder() {
    return Collections.unmodifiableSortedMap(inOrder);
  }
}
