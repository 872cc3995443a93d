package io.alphaflow.cli.indicators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.indicator.IndicatorCatalog;
import io.alphaflow.indicator.IndicatorDescriptor;
import io.alphaflow.indicator.IndicatorReference;
import java.io.PrintWriter;

/** What indicators there are, for people and as JSON. */
final class IndicatorList {

  private IndicatorList() {}

  static void print(PrintWriter out) {
    for (IndicatorDescriptor each : IndicatorCatalog.descriptors()) {
      out.println(IndicatorReference.form(each));
      out.println("  " + each.summary());
      IndicatorReference.facts(each)
          .forEach((topic, text) -> out.printf("    %-22s %s%n", topic, text));
      out.println();
    }
    out.flush();
  }

  static void printJson(PrintWriter out) {
    ArrayNode all = JsonCodec.object().putArray("indicators");
    for (IndicatorDescriptor each : IndicatorCatalog.descriptors()) {
      ObjectNode object = all.addObject();
      object.put("name", each.name()).put("summary", each.summary());
      object.put("form", IndicatorReference.form(each));
      ObjectNode facts = object.putObject("facts");
      IndicatorReference.facts(each).forEach(facts::put);
    }
    out.println(all);
    out.flush();
  }
}
