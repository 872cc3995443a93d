package io.alphaflow.execution.chaos;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskJob;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TradingStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;

/** Runs one case: an exchange, the two jobs, orders, faults and blows; and what they leave. */
final class CaseRun {

  private static final Duration FIRST_BALANCES = Duration.ofSeconds(6);
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Duration MOST_PATIENCE = Duration.ofMinutes(4);
  private static final Duration STILL = Duration.ofMillis(600);
  private static final long SETTLE_MILLIS = 400;
  private static final long LOOK_AGAIN_MILLIS = 400;

  /** Something to do at a moment, milliseconds since trading began. */
  private record Due(long atMillis, Runnable what) {}

  private final ChaosCase which;
  private final Path folder;
  private final FlinkCluster cluster;
  private final Map<Blow.Kind, Integer> blows = new EnumMap<>(Blow.Kind.class);
  private final Map<String, SymbolSpec> rules = new LinkedHashMap<>();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::atMillis));
  private final Map<Blow.Job, DeskJob> jobs = new EnumMap<>(Blow.Job.class);
  private final KafkaBroker shared;
  private BrokerProcess own;
  private DeskConfig config;
  private SimulatedExchange exchange;
  private OrderFlow flow;
  private Evidence evidence;

  CaseRun(ChaosCase which, Path folder, KafkaBroker shared, FlinkCluster cluster) {
    this.which = which;
    this.folder = folder;
    this.shared = shared;
    this.cluster = cluster;
    ChaosCase.symbols().forEach(spec -> rules.put(spec.symbol(), spec));
  }

  /** What was left when it ended, also in failure; null when it did not come so far. */
  Evidence evidence() {
    return evidence;
  }

  /** Runs the case; what it left, and what is wrong with that. */
  CaseOutcome run() throws Exception {
    long begin = System.nanoTime();
    Files.createDirectories(folder);
    String bootstrapServers = broker();
    KeyPair operator = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    try (SimulatedExchange started = ChaosDesk.exchange(which)) {
      exchange = started;
      config =
          ChaosDesk.config(
              which,
              bootstrapServers,
              exchange.restUrl(),
              exchange.wsApiUrl(),
              operator.getPublic(),
              folder);
      jobs.put(
          Blow.Job.RISK,
          new DeskJob(cluster, RiskJob.settings(), env -> ChaosDesk.risk(env, config)));
      jobs.put(
          Blow.Job.EXECUTION,
          new DeskJob(cluster, new Configuration(), env -> ChaosDesk.execution(env, config)));
      try (OrderFlow orders = new OrderFlow(which, exchange, config, operator.getPrivate())) {
        flow = orders;
        trade();
      }
      List<Problem> problems = awaitRest();
      return new CaseOutcome(
          evidence,
          problems,
          exchange.faultCounts(),
          blows,
          (System.nanoTime() - begin) / 1_000_000);
    } finally {
      close();
    }
  }

  /** The broker that all cases share, or one of its own; with the topics of the case. */
  private String broker() throws Exception {
    Map<String, Integer> topics = ChaosDesk.topics(which);
    if (which.stopsBroker()) {
      own = BrokerProcess.start(folder.resolve("broker"), topics);
      return own.bootstrapServers();
    }
    shared.createTopics(topics);
    return shared.bootstrapServers();
  }

  private void trade() throws Exception {
    FaultScenario scenario = FaultScenario.parse(which.scenario());
    if (which.faultsFromStart()) {
      exchange.faults(scenario);
    }
    jobs.values().forEach(DeskJob::start);
    exchange.play();
    flow.start();
    jobs.values().forEach(DeskJob::awaitRunning);
    awaitBalances();
    exchange.faults(scenario);
    flow.trade();
    which.blows().forEach(blow -> due.add(new Due(blow.atMillis(), () -> strike(blow))));
    due.add(new Due(which.millis(), () -> {}));
    long passed = 0;
    while (!due.isEmpty()) {
      Due next = due.poll();
      Thread.sleep(Math.max(0, next.atMillis() - passed));
      // The time until a job is back does not count, or a slow machine would see little trading.
      passed = Math.max(passed, next.atMillis());
      next.what().run();
    }
    for (Blow.Job job : Blow.Job.values()) {
      takeBack(job, Blow.Kind.FAIL_WRITE, FailingSink.WRITE);
      takeBack(job, Blow.Kind.FAIL_FLUSH, FailingSink.FLUSH);
    }
    flow.stop();
    Thread.sleep(SETTLE_MILLIS);
    exchange.stopFaults();
    flow.rest();
    Thread.sleep(SETTLE_MILLIS);
    exchange.pause();
  }

  /** Until the gate can approve; not for ever, for balances may be hard to get. */
  private void awaitBalances() throws InterruptedException {
    long patience = System.nanoTime() + FIRST_BALANCES.toNanos();
    try (DeskLogs logs = new DeskLogs(config.kafka())) {
      long accounts = 0;
      while (accounts < config.accounts().size() && System.nanoTime() < patience) {
        Thread.sleep(50);
        logs.readToEnd();
        accounts =
            Evidence.decode(Topics.JOURNAL, logs.of(Topics.JOURNAL)).stream()
                .filter(AccountSnapshot.class::isInstance)
                .map(entry -> ((AccountSnapshot) entry).account())
                .distinct()
                .count();
      }
    }
  }

  private void strike(Blow blow) {
    flow.slow(true);
    DeskJob job = jobs.get(blow.job());
    String place = ChaosDesk.place(config, blow.job());
    switch (blow.kind()) {
      case RESTORE -> {
        job.restore();
        job.awaitRunning();
      }
      case FORGET -> {
        job.forget();
        job.awaitRunning();
      }
      case FAIL_WRITE -> Failures.order(place + FailingSink.WRITE, blow.number());
      case FAIL_FLUSH -> Failures.order(place + FailingSink.FLUSH, 1);
      case BROKER -> onBroker(BrokerProcess::restart);
      case KILL_BROKER -> onBroker(BrokerProcess::killAndRestart);
      case HALT -> halt(blow);
      case RULES -> changeRules(blow);
    }
    flow.slow(false);
    blows.merge(blow.kind(), 1, Integer::sum);
  }

  /** Something that is done to the case's own broker. */
  private interface BrokerBlow {
    void strike(BrokerProcess broker) throws IOException, InterruptedException;
  }

  private void onBroker(BrokerBlow blow) {
    try {
      blow.strike(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void halt(Blow blow) {
    String symbol = "BTCUSD";
    exchange.updateSymbol(rules.get(symbol), TradingStatus.HALT);
    due.add(
        new Due(blow.atMillis() + blow.number(), () -> exchange.updateSymbol(rules.get(symbol))));
  }

  private void changeRules(Blow blow) {
    SymbolSpec old = ChaosCase.symbols().get(blow.number());
    SymbolSpec coarser =
        new SymbolSpec(
            old.symbol(),
            old.base(),
            old.quote(),
            old.tickSize() * 10,
            old.stepSize() * 10,
            old.minQuantity() * 10,
            old.maxQuantity(),
            old.minNotional());
    rules.put(old.symbol(), coarser);
    exchange.updateSymbol(coarser);
    due.add(new Due(blow.atMillis() + 700, () -> flow.rules(coarser)));
  }

  private void takeBack(Blow.Job job, Blow.Kind kind, String place) {
    if (Failures.takeBack(ChaosDesk.place(config, job) + place)) {
      blows.merge(kind, -1, Integer::sum);
    }
  }

  /**
   * Until nothing is wrong for a moment; otherwise what still is when patience is over, which
   * begins again as long as the desk goes on: a machine that has much else to do is no fault of the
   * desk.
   */
  private List<Problem> awaitRest() throws InterruptedException {
    try (DeskLogs logs = new DeskLogs(config.kafka())) {
      long begin = System.nanoTime();
      long since = begin;
      long progress = begin;
      int told = 0;
      while (true) {
        List<Problem> problems = look(logs);
        long now = System.nanoTime();
        if (!problems.isEmpty()) {
          since = now;
        }
        int toldNow = evidence.reports().size() + evidence.decisions().size();
        if (toldNow != told) {
          told = toldNow;
          progress = now;
        }
        boolean over = now - progress > PATIENCE.toNanos() || now - begin > MOST_PATIENCE.toNanos();
        if (now - since > STILL.toNanos() || over) {
          jobs.values().forEach(DeskJob::stop);
          return look(logs);
        }
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
    }
  }

  private List<Problem> look(DeskLogs logs) {
    logs.readToEnd();
    evidence = Evidence.of(logs, exchange.ledger(), config);
    return DeskCheck.problems(evidence);
  }

  private void close() throws Exception {
    jobs.values().forEach(DeskJob::stop);
    if (config != null) {
      for (Blow.Job job : Blow.Job.values()) {
        Failures.takeBack(ChaosDesk.place(config, job) + FailingSink.WRITE);
        Failures.takeBack(ChaosDesk.place(config, job) + FailingSink.FLUSH);
      }
    }
    if (own != null) {
      own.close();
    } else if (config != null) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", shared.bootstrapServers()))) {
        admin.deleteTopics(ChaosDesk.topics(which).keySet()).all().get();
      }
    }
  }
}
