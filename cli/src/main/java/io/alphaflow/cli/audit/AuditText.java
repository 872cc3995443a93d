package io.alphaflow.cli.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.archive.audit.AuditResult.ChainResult;
import io.alphaflow.archive.audit.Fault;
import io.alphaflow.cli.view.TextTable;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.model.AuditHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a check of the audit found, for people and as JSON. */
final class AuditText {

  private static final int SHOWN_DIGITS = 16;

  private AuditText() {}

  static List<String> lines(AuditCheck check) {
    List<String> lines = new ArrayList<>();
    TextTable table =
        new TextTable("chain", "rows", "from", "to", "heads up to", "hash of the last");
    for (ChainResult chain : check.result().chains()) {
      table.row(
          chain.chain(),
          chain.rows(),
          chain.first(),
          chain.head().map(AuditHead::position).orElse(0L),
          chain.told(),
          chain.head().map(h -> h.hash().substring(0, SHOWN_DIGITS) + "…").orElse(""));
    }
    lines.addAll(table.lines());
    lines.add("");
    lines.add(verdict(check));
    check.result().faults().forEach(fault -> lines.add("  " + fault));
    return lines;
  }

  /** In a sentence. */
  static String verdict(AuditCheck check) {
    String looked =
        String.format(
            Locale.ROOT,
            "%,d rows in %d chains, %,d heads told outside of the database%s%s",
            check.result().rows(),
            check.result().chains().size(),
            check.heads(),
            check.compared() < 0
                ? ""
                : String.format(
                    Locale.ROOT, ", %,d rows compared with their logs", check.compared()),
            check.waiting() == 0
                ? ""
                : String.format(Locale.ROOT, ", %,d records not archived yet", check.waiting()));
    int faults = check.result().faults().size();
    return faults == 0
        ? "The audit is whole: " + looked + "."
        : "NOT WHOLE: %d %s in %s".formatted(faults, faults == 1 ? "fault" : "faults", looked);
  }

  static ObjectNode json(AuditCheck check) {
    ObjectNode object = JsonCodec.object();
    object.put("whole", check.isWhole());
    object.put("rows", check.result().rows());
    object.put("heads", check.heads());
    object.put("comparedWithLogs", Math.max(0, check.compared()));
    object.put("notArchivedYet", check.waiting());
    ArrayNode chains = object.putArray("chains");
    for (ChainResult chain : check.result().chains()) {
      ObjectNode node = chains.addObject();
      node.put("account", chain.chain().account());
      node.put("log", chain.chain().log());
      node.put("partition", chain.chain().partition());
      node.put("rows", chain.rows());
      node.put("first", chain.first());
      node.put("last", chain.head().map(AuditHead::position).orElse(0L));
      node.put("headsUpTo", chain.told());
      node.put("hash", chain.head().map(AuditHead::hash).orElse(""));
    }
    ArrayNode faults = object.putArray("faults");
    for (Fault fault : check.result().faults()) {
      ObjectNode node = faults.addObject();
      node.put("kind", fault.kind().name());
      node.put("where", fault.where());
      node.put("position", fault.position());
      node.put("sentence", fault.sentence());
    }
    return object;
  }
}
