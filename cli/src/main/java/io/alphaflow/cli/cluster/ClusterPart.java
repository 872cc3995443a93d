package io.alphaflow.cli.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The processes of a cluster, in the order of their start. */
public enum ClusterPart {
  /** TimescaleDB may be fetched and unpacked the first time. */
  DATABASE(90, 20),
  KAFKA(60, 30),
  EXCHANGE(60, 10),
  /** With high availability only. */
  ZOOKEEPER(30, 10),
  JOB_MANAGER(60, 20),
  /** A second JobManager, with high availability only. */
  STANDBY(60, 20),
  TASK_MANAGER(60, 20);

  private final Duration patience;
  private final Duration stopPatience;

  ClusterPart(int seconds, int stopSeconds) {
    this.patience = Duration.ofSeconds(seconds);
    this.stopPatience = Duration.ofSeconds(stopSeconds);
  }

  /** Whether only a cluster with high availability has it. */
  boolean isForHighAvailability() {
    return this == ZOOKEEPER || this == STANDBY;
  }

  /** As a person reads it; also the name of its files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** How long it may take to start. */
  Duration patience() {
    return patience;
  }

  /** How long it may take to end before it is killed. */
  Duration stopPatience() {
    return stopPatience;
  }

  /** In the order in which they are stopped. */
  static List<ClusterPart> lastFirst() {
    List<ClusterPart> parts = new ArrayList<>(List.of(values()));
    Collections.reverse(parts);
    return parts;
  }
}
