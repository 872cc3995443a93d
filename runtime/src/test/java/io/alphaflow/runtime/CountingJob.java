package io.alphaflow.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * A job that counts the numbers 0, 1, 2 ... in keyed state, by number modulo {@link #KEYS}. After
 * number n the count of its key must be n / KEYS + 1: a restored job whose source or state is not
 * the checkpoint's fails.
 */
final class CountingJob {
  static final int KEYS = 2;

  /** What each run has seen; jobs run in the JVM of the test. */
  private static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();

  record Seen(long first, long last) {}

  private CountingJob() {}

  static StreamExecutionEnvironment build(
      StreamExecutionEnvironment environment, String run, long numbers) {
    environment.setParallelism(1);
    environment
        .fromSequence(0, numbers - 1)
        .uid("numbers")
        .map(CountingJob::slowly)
        .returns(Types.LONG)
        .uid("pace")
        .keyBy(number -> number % KEYS, Types.LONG)
        .process(new Count(run))
        .returns(Types.LONG)
        .uid("count")
        .sinkTo(new DiscardingSink<>())
        .uid("nothing");
    environment.getConfig().setMaxParallelism(4);
    return environment;
  }

  static Seen awaitNumber(String run, long number) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!SEEN.containsKey(run) || SEEN.get(run).last() < number) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(run + " has not reached " + number + ": " + SEEN.get(run));
      }
      Thread.sleep(5);
    }
    return SEEN.get(run);
  }

  /** Before the shuffle, or a checkpoint would wait for thousands of buffered numbers. */
  private static Long slowly(Long number) throws InterruptedException {
    Thread.sleep(1);
    return number;
  }

  private static final class Count extends KeyedProcessFunction<Long, Long, Long> {
    private static final long serialVersionUID = 1L;
    private final String run;
    private transient ValueState<Long> count;

    Count(String run) {
      this.run = run;
    }

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
      long counted = (count.value() == null ? 0 : count.value()) + 1;
      if (counted != number / KEYS + 1) {
        throw new IllegalStateException("counted " + counted + " at number " + number);
      }
      count.update(counted);
      SEEN.merge(run, new Seen(number, number), (seen, now) -> new Seen(seen.first(), now.last()));
    }
  }
}
