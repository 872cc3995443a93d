package io.alphaflow.cli.whatif;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.alphaflow.cli.UsageError;
import io.alphaflow.cli.UserError;
import io.alphaflow.cli.strategy.StrategyCall;
import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.signals.SignalsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The configuration of a desk with something changed. */
final class ChangedConfig {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String RISK = "risk";
  private static final String LIMITS = "limits";
  private static final String STRATEGIES = "strategies";

  private final ObjectNode tree;
  private final String source;
  private final JsonNode strategiesBefore;
  private final JsonNode signalsBefore;

  /**
   * A copy to change.
   *
   * @param file that the desk ran with
   */
  ChangedConfig(Path file) throws IOException {
    source = file.toString();
    tree = object(file);
    strategiesBefore = tree.path(STRATEGIES).deepCopy();
    signalsBefore = tree.path("signals").deepCopy();
  }

  private static ObjectNode object(Path file) throws IOException {
    JsonNode read;
    try {
      read = YAML.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": not YAML: " + e.getOriginalMessage());
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": there is no such file");
    }
    if (!(read instanceof ObjectNode object)) {
      throw new UserError(file + ": expected a section limits, a section risk, or a whole desk");
    }
    return object;
  }

  /**
   * Takes over what a file says of the section {@code risk}: the file has {@code limits}, or {@code
   * risk}, or is a whole configuration. What it does not name stays.
   */
  void limits(Path file) throws IOException {
    ObjectNode read = object(file);
    ObjectNode risk = tree.withObjectProperty(RISK);
    if (read.get(RISK) instanceof ObjectNode section) {
      merge(risk, section);
    } else if (read.get(LIMITS) instanceof ObjectNode section) {
      merge(risk.withObjectProperty(LIMITS), section);
    } else {
      throw new UserError(file + ": has neither a section limits nor a section risk");
    }
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    from.properties()
        .forEach(
            entry -> {
              if (entry.getValue() instanceof ObjectNode section
                  && into.get(entry.getKey()) instanceof ObjectNode known) {
                merge(known, section);
              } else {
                into.set(entry.getKey(), entry.getValue());
              }
            });
  }

  /** Sets parameters of a configured strategy instance: {@code trend(fast=10,slow=30)}. */
  void strategy(String text) {
    StrategyCall call = StrategyCall.parse(text, Map.of());
    List<String> known = new ArrayList<>();
    if (tree.get(STRATEGIES) instanceof ArrayNode instances) {
      for (JsonNode instance : instances) {
        known.add(instance.path("id").asText());
        if (instance instanceof ObjectNode object
            && instance.path("id").asText().equals(call.type())) {
          ObjectNode params = object.withObjectProperty("params");
          call.parameters().forEach(params::put);
          return;
        }
      }
    }
    throw new UsageError(
        "--strategy %s: the desk has no instance %s; there are %s"
            .formatted(text, call.type(), String.join(", ", known)));
  }

  /** Takes the kinds of strategies from another folder of jars. */
  void plugins(Path folder) {
    tree.withObjectProperty("signals").put("plugins", folder.toAbsolutePath().toString());
  }

  /**
   * Checks what strategies are given.
   *
   * @throws UsageError when a parameter is not there or its value is refused
   */
  void checkStrategies() throws IOException {
    try {
      SignalsOptions options = SignalsOptions.read(config());
      options.check(options.catalog().open());
    } catch (ConfigException e) {
      throw new UsageError(e.getMessage());
    }
  }

  /** Whether strategies may signal otherwise. */
  boolean changesStrategies() {
    return !strategiesBefore.equals(tree.path(STRATEGIES))
        || !signalsBefore.equals(tree.path("signals"));
  }

  /**
   * The whole.
   *
   * @throws io.alphaflow.common.config.ConfigException with what is wrong in it
   */
  DeskConfig config() throws IOException {
    return DeskConfig.parse(source + " with the change", YAML.writeValueAsString(tree));
  }
}
