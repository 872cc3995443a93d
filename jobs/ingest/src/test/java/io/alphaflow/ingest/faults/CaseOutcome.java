package io.alphaflow.ingest.faults;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Quote;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.faults.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is left when a case is over. All of it as it stands in the logs, with repeats.
 *
 * @param ledger the exchange's trades by instrument: the truth
 * @param trades the trade log by partition, when it had come to rest
 * @param tradesAtEnd the same when the job was stopped: with more heartbeats
 * @param runs what the runs of the job knew when the log had come to rest, in order
 * @param runsAtEnd the same when the job was stopped
 * @param bars published after {@code trades} was read
 * @param quotes published
 * @param letters dead letters
 * @param alerts raised
 * @param faults how often each happened
 * @param crashes how often the job ended at each place
 * @param fetched trades that came on pages of past trades
 * @param millis how long it took
 */
record CaseOutcome(
    SortedMap<String, List<MarketTrade>> ledger,
    List<List<MarketEntry>> trades,
    List<List<MarketEntry>> tradesAtEnd,
    List<Tape.Run> runs,
    List<Tape.Run> runsAtEnd,
    List<Bar> bars,
    List<Quote> quotes,
    List<DeadLetter> letters,
    List<Alert> alerts,
    Map<Fault, Long> faults,
    Map<Crashes.Place, Integer> crashes,
    long fetched,
    long millis) {

  boolean happened(Fault... any) {
    return List.of(any).stream().anyMatch(fault -> faults.getOrDefault(fault, 0L) > 0);
  }

  /** Writes the logs to a folder, so that a failure can be understood. */
  Path write(Path folder, long seed) throws IOException {
    List<Object> lines = new ArrayList<>();
    tradesAtEnd.forEach(lines::addAll);
    lines.addAll(runsAtEnd);
    lines.addAll(bars);
    lines.addAll(quotes);
    lines.addAll(letters);
    lines.addAll(alerts);
    Path file = Files.createDirectories(folder).resolve("seed-" + seed + ".txt");
    return Files.write(file, lines.stream().map(Object::toString).toList());
  }

  /** What the job knew of each partition when the log had come to rest. */
  Collection<Tape.Run> lastRuns() {
    Map<Integer, Tape.Run> last = new TreeMap<>();
    runs.forEach(run -> last.put(run.partition(), run));
    return last.values();
  }

  int crashCount() {
    return crashes.values().stream().mapToInt(n -> n).sum();
  }
}
