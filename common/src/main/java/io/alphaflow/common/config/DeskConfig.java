package io.alphaflow.common.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The configuration of a desk: one YAML file that all jobs read. The parts that every job needs are
 * typed here; a job reads its own section with {@link #read}.
 *
 * <pre>{@code
 * desk: demo
 * mode: paper
 * kafka:    {bootstrapServers: "localhost:9092", journalPartitions: 2}
 * venue:    {name: sim, restUrl: ..., streamUrl: ..., wsApiUrl: ..., symbols: [BTC/USD]}
 * accounts: [{id: main, currency: USD, apiKey: "${env:API_KEY}", secret: "${env:API_SECRET}"}]
 * database: {jdbcUrl: ..., user: ..., password: "${env:DB_PASSWORD}"}
 * ingest:     {...}
 * strategies: [{id: ..., type: ..., account: ..., symbols: [...], params: {...}}]
 * risk:       {...}
 * execution:  {...}
 * pnl:        {...}
 * archive:    {...}
 * }</pre>
 */
public final class DeskConfig {

  private static final List<String> JOB_SECTIONS =
      List.of("ingest", "signals", "strategies", "risk", "execution", "pnl", "archive");

  private final String source;
  private final List<String> errors = new ArrayList<>();
  private final ConfigNode root;
  private final String desk;
  private final RunMode mode;
  private final KafkaOptions kafka;
  private final VenueOptions venue;
  private final VenueOptions marketVenue;
  private final List<AccountOptions> accounts;
  private final ConfigNode database;

  private DeskConfig(String source, JsonNode tree) {
    this.source = source;
    this.root = new ConfigNode("", tree, errors);
    this.desk = root.string("desk");
    this.mode = root.choice("mode", RunMode.class, RunMode.PAPER);
    this.kafka = KafkaOptions.read(root.section("kafka"));
    this.venue = VenueOptions.read(root.section("venue"));
    this.marketVenue = VenueOptions.readMarketData(root.section("venue"), venue);
    this.accounts = root.list("accounts").stream().map(AccountOptions::read).toList();
    if (accounts.isEmpty()) {
      root.error("accounts: missing; expected at least one account");
    }
    if (accounts.stream().map(AccountOptions::id).distinct().count() < accounts.size()) {
      root.error("accounts: two accounts have the same id");
    }
    this.database = root.section("database");
    root.know(JOB_SECTIONS);
    root.refuseUnknownKeys();
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException when it cannot be read as YAML, or with all errors of the common part
   */
  public static DeskConfig load(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigException(
          file.toString(), List.of("the file cannot be read: " + e.getMessage()));
    }
  }

  /**
   * Reads the file that a job's {@code main} was given with {@code --config FILE}.
   *
   * @throws ConfigException when the arguments are others, or as {@link #load} does
   */
  public static DeskConfig ofArguments(String... arguments) {
    if (arguments.length != 2 || !arguments[0].equals("--config")) {
      throw new ConfigException(
          "arguments", List.of("\"" + String.join(" ", arguments) + "\"; expected --config FILE"));
    }
    return load(Path.of(arguments[1]));
  }

  /** Reads a text; see {@link #load}. */
  public static DeskConfig parse(String source, String yaml) {
    JsonNode tree;
    try {
      tree = new YAMLMapper().readTree(yaml);
    } catch (JsonProcessingException e) {
      String at = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw new ConfigException(source, List.of(at + "not YAML: " + e.getOriginalMessage()));
    }
    DeskConfig config = new DeskConfig(source, tree == null ? MissingNode.getInstance() : tree);
    config.failOnErrors();
    return config;
  }

  private void failOnErrors() {
    if (!errors.isEmpty()) {
      throw new ConfigException(source, errors);
    }
  }

  /**
   * Reads options with a function that notes errors on the node.
   *
   * @throws ConfigException with all errors that were noted
   */
  public <T> T read(Function<ConfigNode, T> reader) {
    T options;
    try {
      options = reader.apply(root);
    } catch (RuntimeException e) {
      failOnErrors();
      throw e;
    }
    failOnErrors();
    return options;
  }

  /** Name of the desk; part of every client order id. */
  public String desk() {
    return desk;
  }

  /** Whether orders are worth money. */
  public RunMode mode() {
    return mode;
  }

  /** Where the logs are. */
  public KafkaOptions kafka() {
    return kafka;
  }

  /** The venue. */
  public VenueOptions venue() {
    return venue;
  }

  /** Where prices come from: the venue, unless {@code venue.marketData} names another one. */
  public VenueOptions marketVenue() {
    return marketVenue;
  }

  /** The accounts, in the order of the file. */
  public List<AccountOptions> accounts() {
    return accounts;
  }

  /** The currency of each account, by id. */
  public Map<String, String> currencies() {
    Map<String, String> currencies = new LinkedHashMap<>();
    accounts.forEach(a -> currencies.put(a.id(), a.currency()));
    return currencies;
  }

  /** The database. */
  public DatabaseOptions database() {
    return read(root -> DatabaseOptions.read(database));
  }

  /** The file or whatever it was read from. */
  public String source() {
    return source;
  }
}
