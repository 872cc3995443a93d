package io.alphaflow.cli.cluster;

import io.alphaflow.cli.UserError;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.highavailability.ClientHighAvailabilityServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesUtils;
import org.apache.flink.runtime.util.LeaderRetrievalUtils;
import org.apache.flink.util.NetUtils;

/**
 * What can be done to the processes of the cluster of this machine by somebody who wants to see
 * what it survives, and what an operator does then.
 */
public final class ClusterHands {

  private static final Duration ELECTION = Duration.ofSeconds(40);

  private final ClusterFolder folder;
  private final ClusterSettings settings;
  private final ClusterParts parts;
  private final PrintWriter log;

  /**
   * Of the cluster in the folder of this machine's.
   *
   * @param log gets what {@code alphaflow cluster up} says
   * @throws UserError when none was started
   */
  public ClusterHands(ClusterFolder folder, PrintWriter log) throws IOException {
    this.folder = folder;
    this.settings = folder.settings();
    this.parts = new ClusterParts(folder, settings);
    this.log = log;
  }

  public ClusterFolder folder() {
    return folder;
  }

  public ClusterSettings settings() {
    return settings;
  }

  /** The simulated exchange. */
  public Exchange exchange() {
    return Exchange.at(settings.exchangeUrl());
  }

  /** Whether jobs outlive the JobManager. */
  public boolean highlyAvailable() {
    return settings.isHighlyAvailable();
  }

  /** Flink's configuration. */
  public Configuration flink() {
    return FlinkConf.of(folder, settings);
  }

  /**
   * Ports on the loopback address that a TaskManager elsewhere must reach.
   *
   * @throws UserError when some of them may be any, or a server is on another host
   */
  public List<Integer> portsForTaskManager() {
    List<Integer> ports = new ArrayList<>(fixed("blob.server.port"));
    ports.addAll(
        highlyAvailable()
            ? fixed("high-availability.jobmanager.port")
            : List.of(settings.rpcPort()));
    if (!settings.stateUrl().isEmpty()) {
      ports.add(storePort());
    }
    Stream.of(
            settings.zookeeperPort(),
            settings.kafkaPort(),
            settings.databasePort(),
            settings.exchangePort())
        .filter(port -> port != 0)
        .forEach(ports::add);
    return ports;
  }

  /** Of two JobManagers, a range in which both find one. */
  private List<Integer> fixed(String option) {
    String ports = flink().getString(option, "0").strip();
    if (highlyAvailable() ? !ports.contains("-") : ports.equals("0")) {
      throw new UserError(
          "%s is %s: alphaflow cluster up --flink-option %s=%s fixes it"
              .formatted(option, ports, option, highlyAvailable() ? "FROM-TO" : "PORT"));
    }
    List<Integer> all = new ArrayList<>();
    NetUtils.getPortRangeFromString(ports).forEachRemaining(all::add);
    return all;
  }

  private int storePort() {
    URI store = URI.create(settings.s3Endpoint());
    if (!"127.0.0.1".equals(store.getHost()) || store.getPort() < 0) {
      throw new UserError("the store of the checkpoints is not at a port of 127.0.0.1");
    }
    return store.getPort();
  }

  /**
   * A process with all that it started; of the database, its servers are that, and the JobManager
   * is the one that leads.
   */
  public List<ProcessHandle> family(ClusterPart wanted) {
    ClusterPart part = wanted == ClusterPart.JOB_MANAGER ? leader() : wanted;
    ProcessHandle process =
        parts
            .daemon(part)
            .running()
            .orElseThrow(() -> new UserError("the " + part.label() + " does not run"));
    Stream<ProcessHandle> servers =
        part == ClusterPart.DATABASE
            ? LocalDatabase.serversIn(folder.desk().database()).stream()
            : process.descendants();
    return Stream.concat(Stream.of(process), servers).toList();
  }

  /**
   * The JobManager that leads, by the address of its web UI that it has written into ZooKeeper;
   * without high availability the only one.
   */
  public ClusterPart leader() {
    if (!highlyAvailable()) {
      return ClusterPart.JOB_MANAGER;
    }
    try {
      ClientHighAvailabilityServices services =
          HighAvailabilityServicesUtils.createClientHAService(flink(), error -> {});
      try {
        String address =
            LeaderRetrievalUtils.retrieveLeaderInformation(
                    services.getClusterRestEndpointLeaderRetriever(), ELECTION)
                .getLeaderAddress();
        return address.equals(settings.standbyUrl())
            ? ClusterPart.STANDBY
            : ClusterPart.JOB_MANAGER;
      } finally {
        services.close();
      }
    } catch (Exception e) {
      throw new UserError("which JobManager leads is not known: " + e);
    }
  }

  /** Whether a process runs. */
  public boolean runs(ClusterPart part) {
    return parts.daemon(part).running().isPresent();
  }

  /** Whether every process runs and answers. */
  public boolean ready() {
    return parts.parts().stream()
        .allMatch(part -> parts.daemon(part).running().isPresent() && parts.isReady(part));
  }

  /** {@code alphaflow cluster up}: starts what does not run, and waits until all is ready. */
  public void up() throws Exception {
    new ClusterStart(folder, settings, log).run("", false, false);
  }

  /** Stops a process as {@code alphaflow cluster down} does. */
  public void stop(ClusterPart part) throws IOException {
    parts.daemon(part).stop(part.stopPatience());
  }

  /**
   * Starts the TaskManager in another place.
   *
   * @param before program and arguments in front of its command
   * @param settings of Flink, {@code key=value}
   */
  public void startTaskManager(List<String> before, List<String> settings) throws IOException {
    parts.startTaskManager(before, settings);
  }
}
