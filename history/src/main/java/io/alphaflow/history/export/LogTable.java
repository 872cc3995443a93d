package io.alphaflow.history.export;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.json.Decimal8;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The records of a log as rows: a column for each field of the record type, of all types where a
 * log has several. What is nested is JSON text.
 *
 * @param topic the log
 * @param type the only type of its records that is wanted, as its JSON says; empty for all
 * @param columns the columns
 * @param identity fields that are the same in a record that repeats another: a number that only
 *     goes up, for each value of the others; empty when repetitions are kept
 */
record LogTable(Topic<?> topic, String type, List<Column> columns, List<String> identity) {

  /** The first of these that a record has is its time. */
  private static final List<String> TIMES =
      List.of("exchangeTime", "openTime", "time", "effectiveTime", "ingestTime");

  /** The tables by the name that a person gives them. */
  static Optional<LogTable> named(String name) {
    return switch (name) {
      case "trades" ->
          Optional.of(of(Topics.TRADES, "trade", Trade.class, "tradeId", "instrument"));
      case "gaps" -> Optional.of(of(Topics.TRADES, "gap", Gap.class, "fromId", "instrument"));
      case "bars" ->
          Optional.of(
              of(Topics.BARS, "", Topics.BARS.type(), "sequence", "instrument", "interval"));
      default ->
          Topics.ALL.stream()
              .filter(t -> t.name().equals(name) || t.name().equals("market." + name))
              .findFirst()
              .map(t -> of(t, "", t.type()));
    };
  }

  static List<String> names() {
    List<String> names = new ArrayList<>(List.of("trades", "gaps"));
    for (Topic<?> topic : Topics.ALL) {
      if (topic != Topics.TRADES) {
        names.add(topic.name().replaceFirst("^market\\.", ""));
      }
    }
    names.add(Topics.TRADES.name());
    return names;
  }

  private static LogTable of(Topic<?> topic, String type, Class<?> record, String... identity) {
    Map<String, Column.Type> columns = new LinkedHashMap<>();
    JsonSubTypes kinds = record.getAnnotation(JsonSubTypes.class);
    if (kinds == null) {
      add(record, columns);
    } else {
      columns.put("type", Column.Type.TEXT);
      Arrays.stream(kinds.value()).forEach(kind -> add(kind.value(), columns));
    }
    return new LogTable(
        topic,
        type,
        columns.entrySet().stream().map(e -> new Column(e.getKey(), e.getValue())).toList(),
        List.of(identity));
  }

  private static void add(Class<?> record, Map<String, Column.Type> columns) {
    for (RecordComponent component : record.getRecordComponents()) {
      columns.merge(component.getName(), type(component), (a, b) -> a == b ? a : Column.Type.TEXT);
    }
  }

  private static Column.Type type(RecordComponent component) {
    Class<?> type = component.getType();
    if (component.getAccessor().isAnnotationPresent(Decimal8.class)) {
      return Column.Type.DECIMAL;
    }
    if (type == long.class || type == Long.class || type == int.class) {
      boolean time = component.getName().toLowerCase(Locale.ROOT).endsWith("time");
      return time ? Column.Type.TIME : Column.Type.INTEGER;
    }
    if (type == boolean.class) {
      return Column.Type.TRUTH;
    }
    return type == double.class ? Column.Type.NUMBER : Column.Type.TEXT;
  }

  boolean wants(JsonNode record) {
    return type.isEmpty() || type.equals(record.path("type").asText());
  }

  /** A record's time, epoch microseconds UTC; empty when it has none. */
  static Optional<Long> time(JsonNode record) {
    return TIMES.stream()
        .map(record::path)
        .filter(value -> value.asLong() != 0)
        .map(JsonNode::asLong)
        .findFirst();
  }

  /**
   * A record as a row.
   *
   * @throws ArithmeticException or NumberFormatException when a value is not what its type says
   */
  Object[] row(JsonNode record) {
    Object[] row = new Object[columns.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = value(record.path(columns.get(i).name()), columns.get(i).type());
    }
    return row;
  }

  private static Object value(JsonNode value, Column.Type type) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return switch (type) {
      case TEXT -> value.isTextual() ? value.textValue() : value.toString();
      case INTEGER -> value.longValue();
      case DECIMAL -> new BigDecimal(value.asText());
      case NUMBER -> value.doubleValue();
      case TRUTH -> value.booleanValue();
      case TIME -> Instant.EPOCH.plus(value.longValue(), ChronoUnit.MICROS);
    };
  }
}
