package io.alphaflow.simulator.server;

import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.faults.MarketFaults;
import io.alphaflow.simulator.journal.Journal;
import io.alphaflow.simulator.journal.JournalFile;
import io.alphaflow.simulator.journal.ReplayClock;
import io.alphaflow.simulator.market.Books;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TradingStatus;
import io.alphaflow.simulator.playback.Playback;
import io.alphaflow.simulator.protocol.ApiMethods;
import io.alphaflow.simulator.protocol.Authenticator;
import io.alphaflow.simulator.protocol.RateLimits;
import io.alphaflow.simulator.protocol.Venue;
import io.alphaflow.simulator.protocol.VenueCommands;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The exchange on its one event loop: HTTP, WebSockets, playback and matching all run there, so
 * nothing inside needs a lock.
 */
public final class ExchangeServer {

  private static final int LONGEST_REQUEST_LINE = 1 << 16;
  private static final long PATIENCE_SECONDS = 10;

  private final Vertx vertx;
  private final Context context;
  private final PlaybackLoop loop;
  private final MarketStreams streams;
  private final UserStreams users;
  private final MarketPublisher publisher;
  private final HttpApi http;
  private final WebSocketDoor webSockets;
  private final StreamFaults faults;
  private final AdminApi admin;
  private final Venue venue;
  private final LongSupplier wall;
  private final int port;

  private ExchangeServer(
      Vertx vertx,
      SimulatorOptions options,
      MatchingEngine engine,
      Playback playback,
      LongSupplier machine,
      Optional<JournalFile> journal) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    ReplayClock wall = new ReplayClock(machine);
    this.wall = wall;
    RateLimits limits = new RateLimits(options.limits());
    this.streams = new MarketStreams();
    this.users = new UserStreams(engine);
    MarketFaults faults = new MarketFaults(wall);
    this.faults = new StreamFaults(vertx, faults, wall);
    Books books = new Books(playback);
    books.captured().forEach((symbol, book) -> engine.recordedBook(symbol, book::side));
    Venue venue =
        new Venue(
            engine,
            playback,
            books,
            wall,
            limits,
            faults,
            this::publish,
            journal.map(Journal.class::cast).orElse(Journal.NONE));
    Authenticator authenticator = new Authenticator(options.accounts(), wall);
    this.venue = venue;
    VenueCommands commands = new VenueCommands(venue);
    ApiMethods methods = new ApiMethods(commands);
    this.publisher = new MarketPublisher(venue, streams);
    this.loop = new PlaybackLoop(vertx, venue, publisher);
    this.admin =
        new AdminApi(
            this.faults, venue, options.accounts(), new PlaybackCommands(playback, loop, streams));
    this.http = new HttpApi(methods, authenticator, venue, new RequestFaults(vertx, venue));
    this.webSockets =
        new WebSocketDoor(
            vertx,
            wall,
            limits,
            streams,
            users,
            new WsApi(methods, new SessionMethods(authenticator, venue), venue),
            this.faults);
    JournalReplay replay = new JournalReplay(venue, commands, publisher, wall);
    journal.ifPresent(replay::run);
    options.faults().ifPresent(scenario -> run(() -> this.faults.begin(scenario)));
    this.port = listen(options.host(), options.port());
    if (replay.wasPlaying()) {
      play();
    }
  }

  /**
   * Goes on where the journal ends, and opens the port.
   *
   * @throws UncheckedIOException when the port cannot be had
   */
  public static ExchangeServer start(
      SimulatorOptions options,
      MatchingEngine engine,
      Playback playback,
      LongSupplier wall,
      Optional<JournalFile> journal) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    try {
      return new ExchangeServer(vertx, options, engine, playback, wall, journal);
    } catch (RuntimeException e) {
      await(vertx.close());
      throw e;
    }
  }

  private void publish(Execution execution) {
    users.publish(execution);
    publisher.orderChanged(execution.order().symbol());
  }

  private int listen(String host, int wanted) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(wanted)
            .setReuseAddress(true)
            .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setWebSocketClosingTimeout(1);
    HttpServer server = vertx.createHttpServer(options).requestHandler(this::handle);
    try {
      CompletableFuture<HttpServer> listening = new CompletableFuture<>();
      context.runOnContext(
          v ->
              server
                  .listen()
                  .onSuccess(listening::complete)
                  .onFailure(listening::completeExceptionally));
      return listening.join().actualPort();
    } catch (CompletionException e) {
      throw new UncheckedIOException(
          new IOException(
              "the simulated exchange cannot listen on "
                  + host
                  + ":"
                  + wanted
                  + ": "
                  + e.getCause().getMessage(),
              e.getCause()));
    }
  }

  private void handle(HttpServerRequest request) {
    long received = wall.getAsLong();
    if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      webSockets.handle(request);
    } else if (AdminApi.knows(request.path())) {
      admin.handle(request);
    } else {
      http.handle(request, received);
    }
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Begins playback or goes on with it. */
  public void play() {
    run(loop::play);
  }

  /** Stops playback; orders are still taken. */
  public void pause() {
    run(loop::pause);
  }

  /** Makes the next event of playback at once. */
  public void step() {
    run(loop::step);
  }

  /** Changes the rules of a symbol, or lists a new one. */
  public void list(SymbolSpec spec, TradingStatus status) {
    venue.list(spec, status);
  }

  /** How many streams each connection listens to; to be used between two events. */
  public List<Integer> subscribed() {
    return streams.subscribed();
  }

  /** Market data that goes wrong on purpose; to be used between two events. */
  public StreamFaults faults() {
    return faults;
  }

  /** Does something between two events and waits for it. */
  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }

  /** Does something between two events and waits for it; from the event loop, at once. */
  public <T> T call(Supplier<T> work) {
    if (Vertx.currentContext() == context) {
      return work.get();
    }
    CompletableFuture<T> done = new CompletableFuture<>();
    context.runOnContext(
        v -> {
          try {
            done.complete(work.get());
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    try {
      return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the simulated exchange did not answer within " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the simulated exchange works", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("the simulated exchange failed", e.getCause());
    }
  }

  /** Cuts all connections, frees the port, ends the threads. */
  public void close() {
    await(vertx.close());
  }

  private static void await(Future<Void> closing) {
    try {
      closing.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the simulated exchange did not close", e);
    }
  }
}
