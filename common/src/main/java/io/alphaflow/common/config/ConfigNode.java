package io.alphaflow.common.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.alphaflow.common.money.Fixed8;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place in a configuration, with its path, that collects errors instead of stopping at the first:
 * a value that cannot be used is noted and a harmless stand-in is returned, and {@link
 * DeskConfig#load} fails at the end with all of them.
 */
public final class ConfigNode {

  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

  private final String path;
  private final JsonNode node;
  private final List<String> errors;
  private final Set<String> read = new LinkedHashSet<>();

  ConfigNode(String path, JsonNode node, List<String> errors) {
    this.path = path;
    this.node = node;
    this.errors = errors;
  }

  /**
   * Reads a text of its own, YAML or JSON, with a function that notes errors on its root.
   *
   * @param source the file or whatever it is read from, for errors
   * @throws ConfigException when it is neither, or with all errors that were noted
   */
  public static <T> T parse(String source, String text, Function<ConfigNode, T> reader) {
    JsonNode tree;
    try {
      tree = new YAMLMapper().readTree(text);
    } catch (JsonProcessingException e) {
      String at = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw new ConfigException(source, List.of(at + "not YAML: " + e.getOriginalMessage()));
    }
    List<String> errors = new ArrayList<>();
    T read = reader.apply(new ConfigNode("", tree, errors));
    if (!errors.isEmpty()) {
      throw new ConfigException(source, errors);
    }
    return read;
  }

  /** The path of this node, for example {@code accounts[0].id}. */
  public String path() {
    return path;
  }

  /** Whether the configuration says anything here. */
  public boolean isPresent() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** Notes an error about this node. */
  public void error(String sentence) {
    errors.add((path.isEmpty() ? "(root)" : path) + ": " + sentence);
  }

  /** Notes an error about one of its values: what stands there and what is accepted. */
  public void error(String key, String found, String accepted) {
    errors.add(child(key) + ": \"" + found + "\" is not accepted; expected " + accepted);
  }

  private String child(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private JsonNode value(String key) {
    read.add(key);
    return node.isObject() ? node.path(key) : MissingNode.getInstance();
  }

  /** Whether there is a section with keys. */
  public boolean isSection(String key) {
    return value(key).isObject();
  }

  /** A section; an absent one is empty. */
  public ConfigNode section(String key) {
    return section(key, "a section with keys");
  }

  /**
   * A section, or nothing where {@code off} stands in its place, which YAML reads as {@code false}
   * unless it is quoted; an absent one is empty.
   */
  public Optional<ConfigNode> sectionOrOff(String key) {
    String text = value(key).asText();
    return text.equals("false") || text.equals("off")
        ? Optional.empty()
        : Optional.of(section(key, "off, or a section with keys"));
  }

  private ConfigNode section(String key, String accepted) {
    JsonNode section = value(key);
    if (!section.isMissingNode() && !section.isNull() && !section.isObject()) {
      error(key, section.asText(), accepted);
    }
    return new ConfigNode(child(key), section, errors);
  }

  /** The elements of a list of sections; an absent one is empty. */
  public List<ConfigNode> list(String key) {
    JsonNode list = value(key);
    List<ConfigNode> elements = new ArrayList<>();
    if (list.isArray()) {
      for (int i = 0; i < list.size(); i++) {
        elements.add(new ConfigNode(child(key) + "[" + i + "]", list.get(i), errors));
      }
    } else if (!list.isMissingNode() && !list.isNull()) {
      error(key, list.asText(), "a list");
    }
    return elements;
  }

  /** The sections of a map, by name, in the order of the file. */
  public Map<String, ConfigNode> sections() {
    Map<String, ConfigNode> sections = new LinkedHashMap<>();
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      sections.put(name, section(name));
    }
    return sections;
  }

  /** The plain values of a map, by name, in the order of the file. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      values.put(name, string(name));
    }
    return values;
  }

  /** A text that must be there. */
  public String string(String key) {
    return required(key, null, "a text", Function.identity(), "");
  }

  /** A text with a default. */
  public String string(String key, String fallback) {
    return required(key, fallback, "a text", Function.identity(), "");
  }

  /** A list of texts; a single text is a list of one. */
  public List<String> strings(String key) {
    JsonNode list = value(key);
    if (list.isArray()) {
      List<String> texts = new ArrayList<>();
      list.forEach(n -> texts.add(n.asText()));
      return texts;
    }
    return list.isMissingNode() || list.isNull() ? List.of() : List.of(list.asText());
  }

  /** A whole number from {@code min} to {@code max}. */
  public long integer(String key, Long fallback, long min, long max) {
    return required(
        key,
        fallback,
        "a whole number from " + min + " to " + max,
        text -> {
          long value = Long.parseLong(text);
          if (value < min || value > max) {
            throw new IllegalArgumentException();
          }
          return value;
        },
        min);
  }

  /** An amount in units of 1e-8 of at least {@code min}. */
  public long decimal(String key, Long fallback, long min) {
    return required(
        key,
        fallback,
        "a decimal of at least " + Fixed8.format(min) + " with at most 8 decimals",
        text -> {
          long value = Fixed8.parse(text);
          if (value < min) {
            throw new IllegalArgumentException();
          }
          return value;
        },
        min);
  }

  /** A number from {@code min} to {@code max}, for statistics. */
  public double number(String key, Double fallback, double min, double max) {
    return required(
        key,
        fallback,
        "a number from " + min + " to " + max,
        text -> {
          double value = Double.parseDouble(text);
          if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException();
          }
          return value;
        },
        min);
  }

  /** True or false. */
  public boolean bool(String key, Boolean fallback) {
    return required(
        key,
        fallback,
        "true or false",
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException();
          }
          return text.equals("true");
        },
        false);
  }

  /** A time span such as {@code 250ms}, {@code 60s}, {@code 5m}, {@code 8h}, {@code 1d}. */
  public Duration duration(String key, Duration fallback) {
    return required(
        key, fallback, "a time span such as 250ms, 60s, 5m, 8h", ConfigNode::span, Duration.ZERO);
  }

  /** A time span above 0, or a word that stands for none; YAML reads a bare off as false. */
  public Duration durationOr(String none, String key, Duration fallback) {
    return required(
        key,
        fallback,
        none + ", or a time span above 0 such as 250ms, 60s, 5m, 8h",
        text -> {
          boolean isNone = text.equals(none) || none.equals("off") && text.equals("false");
          Duration span = isNone ? Duration.ZERO : span(text);
          if (span.isZero() && !isNone) {
            throw new IllegalArgumentException();
          }
          return span;
        },
        Duration.ZERO);
  }

  private static Duration span(String text) {
    Matcher m = DURATION.matcher(text.trim());
    if (!m.matches()) {
      throw new IllegalArgumentException();
    }
    long n = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  /** One of the constants of an enum, in any case, {@code -} for {@code _}. */
  public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
    String accepted =
        "one of "
            + Stream.of(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    return required(
        key,
        fallback,
        accepted,
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')),
        type.getEnumConstants()[0]);
  }

  /**
   * A value read by {@code reader}, which throws {@link IllegalArgumentException} for what it does
   * not accept.
   *
   * @param fallback taken when the key is absent; null when it must be there
   * @param standIn returned after an error was noted
   */
  public <T> T required(
      String key, T fallback, String accepted, Function<String, T> reader, T standIn) {
    JsonNode value = value(key);
    if (value.isMissingNode() || value.isNull()) {
      if (fallback == null) {
        errors.add(child(key) + ": missing; expected " + accepted);
        return standIn;
      }
      return fallback;
    }
    if (!value.isValueNode()) {
      error(key, value.toString(), accepted);
      return standIn;
    }
    try {
      return reader.apply(value.asText());
    } catch (IllegalArgumentException e) {
      error(key, value.asText(), accepted);
      return standIn;
    }
  }

  /** Keys that others read, so that {@link #refuseUnknownKeys} lets them pass. */
  void know(List<String> keys) {
    read.addAll(keys);
  }

  /** Notes an error for each key that nobody asked for: a misspelt limit must not be ignored. */
  public void refuseUnknownKeys() {
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!read.contains(name)) {
        errors.add(child(name) + ": unknown key; known here are " + String.join(", ", read));
      }
    }
  }
}
