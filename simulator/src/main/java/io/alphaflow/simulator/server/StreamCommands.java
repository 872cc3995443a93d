package io.alphaflow.simulator.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a client may say on a market stream connection. */
final class StreamCommands {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String METHODS =
      "`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`";

  /** A command that is answered with an error. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    Refused(int code, String message) {
      super(message, null, false, false);
      this.code = code;
    }
  }

  private final MarketStreams streams;
  private final int mostStreams;

  StreamCommands(MarketStreams streams, int mostStreams) {
    this.streams = streams;
    this.mostStreams = mostStreams;
  }

  /** Does what a message asks and answers it. */
  void handle(StreamClient client, String message) {
    JsonNode id = NODES.nullNode();
    ObjectNode answer = NODES.objectNode();
    try {
      JsonNode request = parse(message);
      id = id(request);
      answer.set("result", result(client, request));
    } catch (Refused e) {
      answer.putObject("error").put("code", e.code).put("msg", e.getMessage());
    }
    answer.set("id", id);
    client.answer(answer.toString());
  }

  private static JsonNode parse(String message) throws Refused {
    try {
      JsonNode request = JSON.readTree(message);
      if (request.isObject()) {
        return request;
      }
    } catch (JsonProcessingException e) {
      throw new Refused(
          3,
          "Invalid JSON: expected value at line "
              + e.getLocation().getLineNr()
              + " column "
              + e.getLocation().getColumnNr());
    }
    throw new Refused(3, "Invalid JSON: expected value at line 1 column 1");
  }

  private static JsonNode id(JsonNode request) throws Refused {
    JsonNode id = request.path("id");
    boolean text = id.isTextual() && id.asText().length() <= 36;
    if (!id.isNull() && !id.canConvertToLong() && !text) {
      throw new Refused(2, "Invalid request: request ID must be an unsigned integer");
    }
    return id;
  }

  private JsonNode result(StreamClient client, JsonNode request) throws Refused {
    if (!request.has("method")) {
      throw new Refused(2, "Invalid request: missing field `method`");
    }
    JsonNode params = request.path("params");
    String method = request.get("method").asText();
    switch (method) {
      case "SUBSCRIBE" -> subscribe(client, names(params));
      case "UNSUBSCRIBE" -> names(params).forEach(s -> streams.unsubscribe(client, s));
      case "LIST_SUBSCRIPTIONS" -> {
        ArrayNode list = NODES.arrayNode();
        streams.subscriptions(client).forEach(list::add);
        return list;
      }
      case "SET_PROPERTY" -> setCombined(client, params);
      case "GET_PROPERTY" -> {
        requireCombined(params);
        return NODES.booleanNode(client.isCombined());
      }
      default ->
          throw new Refused(
              2, "Invalid request: unknown variant " + method + ", expected one of " + METHODS);
    }
    return NODES.nullNode();
  }

  /** All of the streams or, when they would be too many, none. */
  private void subscribe(StreamClient client, List<String> names) throws Refused {
    long more = names.stream().distinct().filter(s -> !client.streams().contains(s)).count();
    if (client.streams().size() + more > mostStreams) {
      throw new Refused(4, "Too many subscriptions");
    }
    names.forEach(s -> streams.subscribe(client, s));
  }

  private static List<String> names(JsonNode params) throws Refused {
    List<String> names = new ArrayList<>();
    for (JsonNode name : params) {
      if (!name.isTextual()) {
        throw new Refused(2, "Invalid request: stream name must be a string");
      }
      names.add(name.asText());
    }
    return names;
  }

  private static void setCombined(StreamClient client, JsonNode params) throws Refused {
    requireCombined(params);
    if (!params.path(1).isBoolean()) {
      throw new Refused(1, "Invalid value type: expected Boolean");
    }
    client.setCombined(params.path(1).asBoolean());
  }

  private static void requireCombined(JsonNode params) throws Refused {
    if (!params.path(0).isTextual()) {
      throw new Refused(2, "Invalid request: property name must be a string");
    }
    if (!params.path(0).asText().equals("combined")) {
      throw new Refused(0, "Unknown property");
    }
  }
}
