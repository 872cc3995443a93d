package io.alphaflow.bench;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.instance.Desk;
import io.alphaflow.signals.instance.InstrumentMachine;
import io.alphaflow.signals.operator.TradeLogOperator;
import io.alphaflow.signals.partition.LogOutput;
import io.alphaflow.signals.partition.PartitionMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * How many bars the strategies evaluate in a second: three instances on each instrument, each shown
 * every bar of a minute, each bar made of one trade.
 */
final class BarEvaluations {

  private static final int INSTANCES = 3;

  private final int instruments;
  private final int minutes;
  private final int parallelism;
  private final SignalsOptions options;

  BarEvaluations(int instruments, int minutes, int parallelism) {
    this.instruments = instruments;
    this.minutes = minutes;
    this.parallelism = parallelism;
    this.options = SignalsOptions.read(BenchDesk.config(instruments, parallelism, "1m"));
  }

  private interface Measured {
    /** Runs once and says how many signals there were. */
    long run() throws Exception;
  }

  /** Prints the table. */
  void measure(FlinkCluster cluster, int runs) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%n%d instruments, %d strategies on each, %,d bars of each; %,d bar evaluations a run%n%n"
            + "| | run | seconds | bar evaluations/s | signals | CPU s | bar evaluations/s and core |%n"
            + "|---|---|---|---|---|---|---|%n",
        instruments,
        INSTANCES,
        minutes,
        evaluations());
    for (int run = 1; run <= runs; run++) {
      row("plain loop, one thread", run, this::loop);
      row("plain loop from JSON, one thread", run, this::loopFromJson);
      row("Flink, heap, " + parallelism + " slots", run, () -> job(cluster));
    }
  }

  /** The last bar of each instrument is not closed. */
  private long evaluations() {
    return (long) INSTANCES * instruments * (minutes - 1);
  }

  private void row(String name, int run, Measured measured) throws Exception {
    ProcessMeter meter = new ProcessMeter(Map.of());
    meter.begin();
    long began = System.nanoTime();
    long signals = measured.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpu = meter.cpuSeconds();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f | %,.0f | %,d | %.1f | %,.0f |%n",
        name,
        run == 1 ? "1 (warm-up)" : Integer.toString(run),
        seconds,
        evaluations() / seconds,
        signals,
        cpu,
        evaluations() / cpu);
  }

  private static final class Count implements LogOutput {
    private long signals;

    @Override
    public void signal(Signal signal) {
      signals++;
    }

    @Override
    public void alert(Alert alert) {
      throw new IllegalStateException(alert.toString());
    }

    @Override
    public void refused(StrategyChange change, String reason) {
      throw new IllegalStateException(reason);
    }
  }

  private long loop() {
    Desk desk = options.desk();
    List<InstrumentMachine> machines = new ArrayList<>();
    for (int i = 0; i < instruments; i++) {
      machines.add(InstrumentMachine.create(BenchDesk.instrument(i), desk));
    }
    Count out = new Count();
    for (int minute = 0; minute < minutes; minute++) {
      for (int i = 0; i < instruments; i++) {
        InstrumentMachine machine = machines.get(i);
        machine.onTrade(MinuteTrades.trade(machine.instrument(), i, minute), out);
      }
    }
    return out.signals;
  }

  private long loopFromJson() throws CodecException {
    Desk desk = options.desk();
    PartitionMachine machine =
        PartitionMachine.restore(0, 1, desk, options.check(desk.catalog()), Map.of());
    RecordCodec<MarketEntry> codec = Topics.TRADES.codec();
    String[] names =
        IntStream.range(0, instruments).mapToObj(BenchDesk::instrument).toArray(String[]::new);
    Count out = new Count();
    for (int minute = 0; minute < minutes; minute++) {
      for (int i = 0; i < instruments; i++) {
        machine.take(codec.decode(codec.encode(MinuteTrades.trade(names[i], i, minute))), out);
      }
    }
    return out.signals;
  }

  /** All tasks run in this process. */
  private static final LongAdder SIGNALS = new LongAdder();

  private long job(FlinkCluster cluster) {
    SIGNALS.reset();
    Configuration settings = new Configuration();
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(100));
    settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    StreamExecutionEnvironment environment = cluster.environment(settings);
    environment.setParallelism(parallelism);
    environment.setMaxParallelism(options.maxParallelism());
    var keys = options.keys();
    environment
        .fromSource(
            new NumberSequenceSource(0, (long) instruments * minutes - 1),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .map(new ToEntry(instruments / parallelism, (long) instruments * minutes / parallelism))
        .returns(
            Types.TUPLE(
                Types.INT, Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO))
        .keyBy(record -> keys.ofPartition(record.f0), Types.INT)
        .transform("strategies", TypeInformation.of(LogWrite.class), new TradeLogOperator(options))
        .map(new CountSignals())
        .returns(TypeInformation.of(LogWrite.class))
        .sinkTo(new DiscardingSink<>());
    JobID job = cluster.submit(environment);
    cluster.awaitEnd(job, Duration.ofMinutes(10));
    return SIGNALS.sum();
  }

  private static final class CountSignals implements MapFunction<LogWrite, LogWrite> {
    private static final long serialVersionUID = 1L;

    @Override
    public LogWrite map(LogWrite write) {
      SIGNALS.increment();
      return write;
    }
  }

  /** Each range of numbers that the source hands out as a whole is a partition, in order. */
  private static final class ToEntry extends RichMapFunction<Long, Tuple3<Integer, Long, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final int instruments;
    private final long entries;
    private transient RecordCodec<MarketEntry> codec;

    /**
     * @param instruments of a partition
     * @param entries of a partition
     */
    ToEntry(int instruments, long entries) {
      this.instruments = instruments;
      this.entries = entries;
    }

    @Override
    public void open(OpenContext context) {
      codec = Topics.TRADES.codec();
    }

    @Override
    public Tuple3<Integer, Long, byte[]> map(Long number) {
      int partition = (int) (number / entries);
      long offset = number % entries;
      int instrument = (int) (partition * instruments + offset % instruments);
      byte[] value =
          codec.encode(
              MinuteTrades.trade(
                  BenchDesk.instrument(instrument), instrument, offset / instruments));
      return Tuple3.of(partition, offset, value);
    }
  }
}
