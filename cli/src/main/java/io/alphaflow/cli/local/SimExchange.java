package io.alphaflow.cli.local;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Ledger;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The simulated exchange of a local desk: one symbol, one customer, recorded trades. */
public final class SimExchange implements VenueFacts, AutoCloseable {

  /** The account in the configuration and at the exchange. */
  private static final String ACCOUNT = "main";

  private final SimulatedExchange exchange;
  private final double speed;

  private SimExchange(SimulatedExchange exchange, double speed) {
    this.exchange = exchange;
    this.speed = speed;
  }

  static SimExchange start(LocalDeskOptions desk, DeskFiles files) throws Exception {
    InstrumentId symbol = desk.symbol();
    Recording recording = desk.recording();
    SymbolSpec spec =
        new SymbolSpec(
            recording.symbol(),
            symbol.base(),
            symbol.quote(),
            Fixed8.parse("0.01"),
            Fixed8.parse("0.00001"),
            Fixed8.parse("0.00001"),
            Fixed8.parse("9000"),
            Fixed8.parse("5"));
    SimAccount account =
        SimAccount.hmac(
            ACCOUNT, files.apiKey(), files.apiSecret(), Map.of(symbol.quote(), desk.cash()));
    SimulatorOptions options =
        SimulatorOptions.of(spec).withAccounts(account).withSpeed(desk.speed());
    return new SimExchange(SimulatedExchange.start(options, List.of(recording)), desk.speed());
  }

  public String description() {
    return String.format(
        Locale.ROOT, "%s (Binance protocol, simulated, ×%.0f)", exchange.restUrl(), speed);
  }

  public String restUrl() {
    return exchange.restUrl();
  }

  public String streamUrl() {
    return exchange.streamUrl();
  }

  public String wsApiUrl() {
    return exchange.wsApiUrl();
  }

  public void play() {
    exchange.play();
  }

  @Override
  public long total() {
    return exchange.progress().total();
  }

  @Override
  public boolean finished() {
    return exchange.progress().finished();
  }

  /** The exchange's own books. */
  public Ledger ledger() {
    return exchange.ledger();
  }

  /** Wall time at which a trade was due, epoch microseconds UTC. */
  public long scheduledWallMicros(long tradeId) {
    return exchange
        .scheduledWallMicros(tradeId)
        .orElseThrow(() -> new IllegalStateException("playback has not begun"));
  }

  @Override
  public List<String> clientOrderIds() {
    return ledger().orders().stream().map(o -> o.request().clientOrderId()).toList();
  }

  @Override
  public void close() {
    exchange.close();
  }
}
