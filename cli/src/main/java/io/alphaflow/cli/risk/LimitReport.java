package io.alphaflow.cli.risk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.cli.Micros;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.model.Level;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitSetting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The limits in force: all settings of the desk, or those that win for one order.
 *
 * @param wanted what they are shown for
 * @param replays the partitions of the journal that know of it
 */
record LimitReport(Level wanted, SortedMap<Integer, LimitReplay> replays) {

  private boolean isDesk() {
    return wanted.equals(Level.DESK);
  }

  /** Each setting with the partitions in which it is in force, in the order of the book. */
  private Map<LimitSetting, SortedSet<Integer>> settings() {
    Map<LimitSetting, SortedSet<Integer>> settings = new LinkedHashMap<>();
    replays.forEach(
        (partition, replay) -> {
          List<LimitSetting> here =
              isDesk()
                  ? replay.limits().settings()
                  : List.copyOf(
                      replay
                          .limits()
                          .effective(wanted.account(), wanted.strategy(), wanted.instrument())
                          .values());
          here.forEach(s -> settings.computeIfAbsent(s, n -> new TreeSet<>()).add(partition));
        });
    return settings;
  }

  /** What nobody says a value of for all of the desk, and what has no default. */
  private List<Limit> missing() {
    return Arrays.stream(Limit.values())
        .filter(
            limit ->
                settings().keySet().stream()
                    .noneMatch(
                        s -> s.limit() == limit && (!isDesk() || s.level().equals(Level.DESK))))
        .toList();
  }

  /** In lines for a person. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        isDesk()
            ? "Limits in force. What is said at an account, a strategy or a symbol takes the place of"
                + " what the desk says; of several the strictest holds."
            : "Limits that an order of " + wanted + " is held to");
    replays.forEach(
        (partition, replay) ->
            lines.add(
                "version %d in partition %d of the journal, at market time %s"
                    .formatted(
                        replay.limits().version(),
                        partition,
                        replay.time() == 0 ? "unknown" : Micros.iso(replay.time()))));
    Level[] last = {null};
    settings()
        .forEach(
            (setting, partitions) -> {
              if (isDesk() && !setting.level().equals(last[0])) {
                last[0] = setting.level();
                lines.add(setting.level().toString());
              }
              lines.add(line(setting, partitions));
            });
    missing()
        .forEach(
            limit ->
                lines.add(
                    "  %-22s %-14s the gate rejects what needs it"
                        .formatted(limit.key(), "not configured")));
    return lines;
  }

  private String line(LimitSetting setting, SortedSet<Integer> partitions) {
    return "  %-22s %-14s %s%s%s%s"
        .formatted(
            setting.limit().key(),
            setting.limit().kind().format(setting.value()),
            isDesk() ? "" : "at the level of " + setting.level() + ": ",
            setting.source(),
            setting.until() == 0 ? "" : " (until " + Micros.iso(setting.until()) + ")",
            isEverywhere(setting, partitions)
                ? ""
                : " (only in partition " + partitions + " of the journal)");
  }

  /** An account stands in one partition only; everything else should be the same in all. */
  private boolean isEverywhere(LimitSetting setting, SortedSet<Integer> partitions) {
    return !setting.level().account().equals(Level.ALL) || partitions.size() == replays.size();
  }

  /** As JSON. */
  ObjectNode json() {
    ObjectNode object = JsonCodec.object();
    put(object.putObject("for"), wanted);
    ObjectNode versions = object.putObject("versions");
    replays.forEach((partition, replay) -> versions.put("" + partition, replay.limits().version()));
    ArrayNode limits = object.putArray("limits");
    settings()
        .forEach(
            (setting, partitions) -> {
              ObjectNode node = limits.addObject();
              node.put("limit", setting.limit().key());
              node.put("control", setting.limit().control());
              node.put("value", setting.limit().kind().format(setting.value()));
              put(node.putObject("level"), setting.level());
              node.put("source", setting.source());
              node.put("until", setting.until());
              partitions.forEach(node.withArray("partitions")::add);
            });
    missing().stream().map(Limit::key).forEach(object.putArray("notConfigured")::add);
    return object;
  }

  private static void put(ObjectNode node, Level level) {
    node.put("account", level.account());
    node.put("strategy", level.strategy());
    node.put("instrument", level.instrument());
  }
}
