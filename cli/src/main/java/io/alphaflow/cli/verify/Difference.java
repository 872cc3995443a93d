package io.alphaflow.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Something that the replay found otherwise than it is recorded.
 *
 * @param producer whose record it is; empty when that is not known
 * @param sequence which of its records
 * @param text in a sentence
 * @param fields what differs between the two, by path in their JSON; empty when one is missing
 */
public record Difference(String producer, long sequence, String text, List<String> fields) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the list. */
  public Difference {
    fields = List.copyOf(fields);
  }

  /** One of which only a sentence is known. */
  static Difference told(String text) {
    return new Difference("", 0, text, List.of());
  }

  /** How two texts in JSON differ, a line for each value; nothing when one of them is no JSON. */
  static List<String> fields(byte[] recorded, byte[] made) {
    List<String> found = new ArrayList<>();
    try {
      compare("", JSON.readTree(recorded), JSON.readTree(made), found);
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }

  private static void compare(String path, JsonNode recorded, JsonNode made, List<String> found) {
    if (recorded.isObject() && made.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      recorded.fieldNames().forEachRemaining(names::add);
      made.fieldNames().forEachRemaining(names::add);
      String prefix = path.isEmpty() ? "" : path + ".";
      names.forEach(name -> compare(prefix + name, recorded.path(name), made.path(name), found));
    } else if (!recorded.equals(made)) {
      found.add(path + ": recorded " + text(recorded) + ", the replay makes " + text(made));
    }
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
