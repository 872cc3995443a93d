package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.money.Fixed8;
import java.util.Collection;
import java.util.function.Function;

/** JSON in the venue's way: amounts are strings with eight decimals. */
final class Json {

  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final int LONGEST_AMOUNT = 21;

  private Json() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static ArrayNode array() {
    return NODES.arrayNode();
  }

  static <T> ArrayNode array(Collection<T> items, Function<T, ObjectNode> each) {
    ArrayNode out = NODES.arrayNode(items.size());
    items.forEach(i -> out.add(each.apply(i)));
    return out;
  }

  /** An amount in units of 1e-8 with exactly eight decimals. */
  static String amount(long value) {
    return append(new StringBuilder(LONGEST_AMOUNT), value).toString();
  }

  /** The same, at the end of a text. */
  static StringBuilder append(StringBuilder out, long value) {
    if (value < 0) {
      out.append('-');
    }
    out.append(Math.abs(value / Fixed8.ONE)).append('.');
    long part = Math.abs(value % Fixed8.ONE);
    for (long digit = Fixed8.ONE / 10; digit > 0; digit /= 10) {
      out.append((char) ('0' + part / digit % 10));
    }
    return out;
  }
}
