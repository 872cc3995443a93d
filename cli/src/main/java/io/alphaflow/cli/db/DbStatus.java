package io.alphaflow.cli.db;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.archive.ArchiveState;
import io.alphaflow.cli.KafkaReach;
import io.alphaflow.cli.view.TextTable;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.json.JsonCodec;
import java.io.PrintWriter;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code alphaflow db status}. */
@Command(
    name = "status",
    description = {
      "Show the version of the schema, what is missing from it, TimescaleDB's edition, the size of",
      "each table, and how many records of each log are not in the database yet."
    })
final class DbStatus extends DbTask {

  private static final long MEGA = 1 << 20;

  @Option(names = "--json", description = "One JSON object on standard output")
  private boolean json;

  @Override
  int run(DeskConfig config, PrintWriter out) throws Exception {
    DatabaseOptions database = config.database();
    List<String> pending = ArchiveSchema.pending(database, database.admin());
    ArchiveState state;
    try (Connection connection = ArchiveSchema.connect(database, database.admin())) {
      state = ArchiveState.read(connection, ArchiveSchema.edition(database));
    }
    boolean reached = KafkaReach.answers(config.kafka().bootstrapServers());
    Map<String, Long> behind = reached ? LogLag.ask(config.kafka()) : Map.of();
    if (json) {
      out.println(json(state, pending, behind));
    } else {
      print(out, state, pending, behind);
      if (!reached) {
        out.println("No Kafka answers at " + config.kafka().bootstrapServers());
      }
    }
    return pending.isEmpty() ? 0 : 1;
  }

  private static void print(
      PrintWriter out, ArchiveState state, List<String> pending, Map<String, Long> behind) {
    out.println("PostgreSQL  " + state.server());
    out.println("Edition     " + state.edition().text() + " " + state.extension());
    out.println("Schema      version " + state.version());
    out.println("Missing     " + (pending.isEmpty() ? "nothing" : String.join(", ", pending)));
    out.println();
    TextTable tables = new TextTable("table", "rows, about", "MB");
    state
        .tables()
        .forEach(t -> tables.row(t.name(), t.rows(), "%.1f".formatted((double) t.bytes() / MEGA)));
    tables.lines().forEach(out::println);
    if (!behind.isEmpty()) {
      out.println();
      TextTable logs = new TextTable("log", "records behind");
      behind.forEach(logs::row);
      logs.lines().forEach(out::println);
    }
  }

  private static ObjectNode json(
      ArchiveState state, List<String> pending, Map<String, Long> behind) {
    ObjectNode object = JsonCodec.object();
    object.put("server", state.server());
    object.put("edition", state.edition().text());
    object.put("extension", state.extension());
    object.put("version", state.version());
    pending.forEach(object.putArray("pending")::add);
    ObjectNode tables = object.putObject("tables");
    state
        .tables()
        .forEach(t -> tables.putObject(t.name()).put("rows", t.rows()).put("bytes", t.bytes()));
    ObjectNode logs = object.putObject("recordsBehind");
    behind.forEach(logs::put);
    return object;
  }
}
