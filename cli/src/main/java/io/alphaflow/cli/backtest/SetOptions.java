package io.alphaflow.cli.backtest;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.alphaflow.backtest.sweep.ParameterRange;
import io.alphaflow.cli.UsageError;
import io.alphaflow.cli.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which parameter sets are tried: all of a grid, some of them, or those of a list. */
final class SetOptions {

  @Option(
      names = "--param",
      paramLabel = "NAME=RANGE",
      description = {
        "Try several values of a parameter of the strategies: fast=5..30/5, type=sma,ema; with",
        "several, every combination, all in one pass over the data"
      })
  private List<String> params = new ArrayList<>();

  @Option(
      names = "--random",
      paramLabel = "N",
      description = "Try only N combinations of --param, drawn by --seed")
  private int random;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of --random: the same draws the same (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--sets",
      paramLabel = "FILE",
      description = "Try the parameter sets of a CSV file: names in the first line, a set in each")
  private Path file;

  @Option(
      names = "--max-sets",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Refuse more parameter sets than that (default: ${DEFAULT-VALUE})")
  private int most;

  /** Names of the parameters that differ; none when nothing is tried. */
  private List<String> names = List.of();

  List<String> names() {
    return names;
  }

  boolean isSweep() {
    return !names.isEmpty();
  }

  /** As they were asked for, with a space before; empty when none are wanted. */
  String text() {
    String wanted = file != null ? " " + file.getFileName() : "";
    return params.isEmpty() ? wanted : " " + String.join(" ", params);
  }

  /** The sets; one that changes nothing when none are wanted. */
  List<Map<String, String>> read() throws IOException {
    if (file != null && !params.isEmpty()) {
      throw new UsageError("--sets and --param exclude each other");
    }
    if (file != null && random != 0) {
      throw new UsageError("--sets and --random exclude each other");
    }
    if (file != null) {
      return list();
    }
    if (random < 0 || random > 0 && params.isEmpty()) {
      throw new UsageError("--random " + random + ": expected a number above 0, with --param");
    }
    if (random > most) {
      throw new UsageError("--random " + random + ": more than --max-sets " + most);
    }
    try {
      List<ParameterRange> ranges = params.stream().map(ParameterRange::parse).toList();
      names = ranges.stream().map(ParameterRange::name).toList();
      return random > 0
          ? ParameterRange.sample(ranges, random, seed)
          : ParameterRange.grid(ranges, most);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--param: " + e.getMessage());
    }
  }

  private List<Map<String, String>> list() throws IOException {
    List<Map<String, String>> sets = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord line : lines) {
        Map<String, String> set = new LinkedHashMap<>();
        for (String name : line.getHeader()) {
          set.put(
              name.strip(),
              line.findField(name)
                  .map(String::strip)
                  .filter(value -> !value.isEmpty())
                  .orElseThrow(
                      () ->
                          new UserError(
                              "--sets %s: line %d: there is no value of %s"
                                  .formatted(file, line.getStartingLineNumber(), name))));
        }
        sets.add(set);
        if (sets.size() > most) {
          throw new UserError("--sets %s: more than --max-sets %d".formatted(file, most));
        }
      }
    }
    if (sets.isEmpty()) {
      throw new UserError("--sets " + file + ": expected names in the first line, then sets");
    }
    names = List.copyOf(sets.get(0).keySet());
    return sets;
  }
}
