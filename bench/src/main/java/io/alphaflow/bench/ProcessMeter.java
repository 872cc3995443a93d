package io.alphaflow.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What this process uses: memory that is still reachable, and processor time by kind of thread. */
final class ProcessMeter {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Kinds by the beginning of a thread's name. */
  private final Map<String, String> kinds;

  private long cpuNanos;
  private Map<Long, Long> cpuOfThreads = Map.of();

  /**
   * A meter that begins to count at {@link #begin}.
   *
   * @param kinds name of a kind by the beginning of its threads' names
   */
  ProcessMeter(Map<String, String> kinds) {
    this.kinds = new LinkedHashMap<>(kinds);
  }

  /** Bytes of the heap that are used after a full collection, which it makes. */
  static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Counts from now on. */
  void begin() {
    cpuOfThreads = new HashMap<>();
    for (long id : THREADS.getAllThreadIds()) {
      cpuOfThreads.put(id, THREADS.getThreadCpuTime(id));
    }
    cpuNanos = SYSTEM.getProcessCpuTime();
  }

  /** Processor time of all threads since {@link #begin}, seconds. */
  double cpuSeconds() {
    return (SYSTEM.getProcessCpuTime() - cpuNanos) / 1e9;
  }

  /**
   * The same by kind of thread. What no kind claims, with compiler and garbage collection, is
   * {@code other}.
   */
  Map<String, Double> cpuSecondsByKind() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    kinds.values().forEach(kind -> seconds.put(kind, 0.0));
    double claimed = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      String kind = thread == null ? null : kind(thread.getThreadName());
      if (kind != null) {
        long id = thread.getThreadId();
        long used = THREADS.getThreadCpuTime(id) - cpuOfThreads.getOrDefault(id, 0L);
        seconds.merge(kind, used / 1e9, Double::sum);
        claimed += used / 1e9;
      }
    }
    seconds.put("other", cpuSeconds() - claimed);
    return seconds;
  }

  private String kind(String name) {
    for (Map.Entry<String, String> kind : kinds.entrySet()) {
      if (name.startsWith(kind.getKey())) {
        return kind.getValue();
      }
    }
    return null;
  }
}
