package io.alphaflow.simulator.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.alphaflow.common.config.ConfigException;
import io.alphaflow.simulator.Ledger;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.protocol.Venue;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** What the venue does not have: commands to the simulation, under {@code /admin}. */
final class AdminApi {

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String FAULTS = "/admin/faults";
  private static final String SYMBOLS = "/admin/symbols";
  private static final String LEDGER = "/admin/ledger";
  private static final String PLAYBACK = "/admin/playback";

  private final StreamFaults faults;
  private final Venue venue;
  private final SymbolChanges symbols;
  private final List<SimAccount> accounts;
  private final PlaybackCommands playback;

  AdminApi(StreamFaults faults, Venue venue, List<SimAccount> accounts, PlaybackCommands playback) {
    this.faults = faults;
    this.venue = venue;
    this.symbols = new SymbolChanges(venue);
    this.accounts = accounts;
    this.playback = playback;
  }

  static boolean knows(String path) {
    return path.startsWith("/admin/");
  }

  void handle(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body.toString()));
  }

  private void answer(HttpServerRequest request, String body) {
    try {
      switch (request.path()) {
        case FAULTS -> end(request, OK, faults(request.method(), body));
        case SYMBOLS -> end(request, OK, symbols(request.method(), body));
        case LEDGER -> end(request, OK, LedgerJson.of(Ledger.copy(venue.engine(), accounts)));
        case PLAYBACK -> end(request, OK, playback(request.method(), body));
        default -> end(request, NOT_FOUND, errors(List.of("there is no " + request.path())));
      }
    } catch (ConfigException e) {
      end(request, BAD_REQUEST, errors(e.errors()));
    } catch (IllegalArgumentException e) {
      end(request, BAD_REQUEST, errors(List.of(e.getMessage())));
    }
  }

  private ObjectNode faults(HttpMethod method, String body) {
    if (method == HttpMethod.PUT) {
      faults.begin(FaultScenario.parse(body));
    } else if (method == HttpMethod.DELETE) {
      faults.stop();
    }
    return state();
  }

  private ObjectNode symbols(HttpMethod method, String body) {
    if (method == HttpMethod.PUT) {
      symbols.apply(body);
    }
    return symbols.state();
  }

  private ObjectNode playback(HttpMethod method, String body) {
    if (method == HttpMethod.PUT) {
      playback.apply(body);
    }
    return playback.state();
  }

  private ObjectNode state() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.set("scenario", faults.market().scenario().map(AdminApi::tree).orElse(null));
    ObjectNode counts = out.putObject("counts");
    faults.market().counts().forEach((fault, count) -> counts.put(fault.label(), count));
    return out;
  }

  private static JsonNode tree(FaultScenario scenario) {
    try {
      JsonNode tree = YAML.readTree(scenario.text());
      return tree instanceof ObjectNode object ? object.put("seed", scenario.seed()) : tree;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a scenario that was read cannot be read again", e);
    }
  }

  private static ObjectNode errors(List<String> sentences) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    ArrayNode errors = out.putArray("errors");
    sentences.forEach(errors::add);
    return out;
  }

  private static void end(HttpServerRequest request, int status, JsonNode json) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json;charset=UTF-8")
        .end(json.toString());
  }
}
