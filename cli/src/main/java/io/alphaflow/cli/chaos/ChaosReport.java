package io.alphaflow.cli.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run found.
 *
 * @param seed with which it can be run again
 * @param rounds the rounds
 * @param notRun kinds of faults that cannot happen here, and why
 * @param atTheEnd what did not hold in the end, over everything; empty when all did
 */
record ChaosReport(
    long seed, List<RoundResult> rounds, Map<String, String> notRun, String atTheEnd) {

  boolean holds() {
    return atTheEnd.isEmpty() && rounds.stream().allMatch(RoundResult::holds);
  }

  ObjectNode json() {
    ObjectNode object = JsonCodec.object();
    object.put("seed", seed).put("holds", holds()).put("atTheEnd", atTheEnd);
    object.set("recovery", new RecoveryTable(rounds).json());
    ObjectNode reasons = object.putObject("notRun");
    notRun.forEach(reasons::put);
    ArrayNode array = object.putArray("rounds");
    rounds.forEach(round -> array.add(round.json()));
    return object;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(new RecoveryTable(rounds).lines());
    notRun.forEach((fault, why) -> lines.add("NOT RUN  " + fault + ": " + why));
    lines.add("");
    lines.add(
        holds()
            ? rounds.size() + " rounds, seed " + seed + ": nothing lost, nothing twice"
            : "something does not hold, seed "
                + seed
                + (atTheEnd.isEmpty() ? "" : ": " + atTheEnd));
    return lines;
  }
}
