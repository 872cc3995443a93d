package io.alphaflow.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.KafkaRefusal;
import io.alphaflow.common.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was found, in the order in which it was looked at. */
final class Findings {

  /** How a finding is. */
  enum Status {
    OK,
    /** It works, and somebody should know. */
    WARN,
    /** A desk does not work so. */
    FAIL
  }

  /**
   * One of them.
   *
   * @param what was looked at
   * @param found in a few words
   * @param action what to do; empty when nothing
   */
  record Entry(Status status, String what, String found, String action) {}

  /** Something that may fail in many ways. */
  @FunctionalInterface
  interface Look {
    void look() throws Exception;
  }

  private final List<Entry> entries = new ArrayList<>();

  void ok(String what, String found) {
    entries.add(new Entry(Status.OK, what, found, ""));
  }

  void warn(String what, String found, String action) {
    entries.add(new Entry(Status.WARN, what, found, action));
  }

  void fail(String what, String found, String action) {
    entries.add(new Entry(Status.FAIL, what, found, action));
  }

  void judge(boolean good, String what, String found, String action) {
    if (good) {
      ok(what, found);
    } else {
      fail(what, found, action);
    }
  }

  /** Looks; whatever goes wrong is a finding. */
  void look(String what, String action, Look look) {
    try {
      look.look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(what, "interrupted", action);
    } catch (Exception e) {
      String message =
          KafkaRefusal.of(e)
              .orElse(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
      fail(what, message.lines().map(String::strip).collect(Collectors.joining("; ")), action);
    }
  }

  List<Entry> all() {
    return List.copyOf(entries);
  }

  boolean failed() {
    return entries.stream().anyMatch(e -> e.status() == Status.FAIL);
  }

  ObjectNode json() {
    ObjectNode object = JsonCodec.object();
    object.put("ok", !failed());
    ArrayNode array = object.putArray("findings");
    for (Entry entry : entries) {
      array
          .addObject()
          .put("status", entry.status().name())
          .put("what", entry.what())
          .put("found", entry.found())
          .put("action", entry.action());
    }
    return object;
  }
}
