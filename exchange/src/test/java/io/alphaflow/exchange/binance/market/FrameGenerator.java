package io.alphaflow.exchange.binance.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random frames that keep to the protocol: any order of fields, and fields that nobody knows. */
final class FrameGenerator {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> KINDS =
      List.of("trade", "aggTrade", "bookTicker", "depthUpdate", "kline");

  private final Random random;

  FrameGenerator(long seed) {
    random = new Random(seed);
  }

  JsonNode frame() {
    String kind = KINDS.get(random.nextInt(KINDS.size()));
    ObjectNode data = NODES.objectNode();
    if (!kind.equals("bookTicker")) {
      data.put("e", kind).put("E", time());
    }
    data.put("s", "SYM" + random.nextInt(100));
    switch (kind) {
      case "trade" ->
          data.put("t", id()).put("T", time()).put("m", random.nextBoolean()).put("M", true);
      case "aggTrade" -> data.put("a", id()).put("T", time()).put("m", random.nextBoolean());
      case "bookTicker" -> data.put("u", id()).put("b", amount()).put("B", amount());
      case "depthUpdate" -> data.put("U", id()).put("u", id()).set("b", levels());
      default -> data.set("k", bar());
    }
    switch (kind) {
      case "trade", "aggTrade" -> data.put("p", amount()).put("q", amount());
      case "bookTicker" -> data.put("a", amount()).put("A", amount());
      case "depthUpdate" -> data.set("a", levels());
      default -> data.put("unknown", 1);
    }
    if (kind.equals("trade") && random.nextBoolean()) {
      data.put("a", id()).put("b", id());
    }
    extra(data);
    ObjectNode frame = NODES.objectNode();
    frame.set("data", shuffled(data));
    frame.put("stream", "sym@" + kind);
    extra(frame);
    return shuffled(frame);
  }

  private ObjectNode bar() {
    ObjectNode bar = NODES.objectNode();
    bar.put("t", time()).put("T", time()).put("i", "1m").put("f", id()).put("L", id());
    for (String field : List.of("o", "h", "l", "c", "v", "q", "V", "Q")) {
      bar.put(field, amount());
    }
    return shuffled(
        bar.put("n", random.nextInt(1000)).put("x", random.nextBoolean()).put("B", "0"));
  }

  private ArrayNode levels() {
    ArrayNode levels = NODES.arrayNode();
    for (int i = random.nextInt(40); i > 0; i--) {
      levels.addArray().add(amount()).add(amount());
    }
    return levels;
  }

  private void extra(ObjectNode to) {
    switch (random.nextInt(6)) {
      case 0 -> to.putObject("W").put("x", "}").putArray("y").add(1.5).addNull();
      case 1 -> to.put("Z", "a \"text\" with \\ and €").put("long name", Double.MAX_VALUE);
      case 2 -> to.putNull("Y").put("w", new BigDecimal("1e400"));
      default -> to.remove("nothing");
    }
  }

  private ObjectNode shuffled(ObjectNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, random);
    ObjectNode out = NODES.objectNode();
    names.forEach(name -> out.set(name, node.get(name)));
    return out;
  }

  private long id() {
    return random.nextLong() >>> 1 + random.nextInt(60);
  }

  private long time() {
    long micros = 1_500_000_000_000_000L + (long) (random.nextDouble() * 300_000_000_000_000L);
    return random.nextBoolean() ? micros : micros / 1_000;
  }

  private String amount() {
    return BigDecimal.valueOf(random.nextLong() >> random.nextInt(63), random.nextInt(9))
        .max(BigDecimal.valueOf(-90_000_000_000L))
        .min(BigDecimal.valueOf(90_000_000_000L))
        .toPlainString();
  }
}
