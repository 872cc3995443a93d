package io.alphaflow.cli.savepoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.state.api.runtime.SavepointLoader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/**
 * What a savepoint of one of the desk's jobs holds, read by Flink's state processor in this
 * process, without the job: savepoints in any format, and checkpoints.
 */
public final class SavedState {

  private static final PrimitiveArrayTypeInfo<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  private final SavepointReader reader;

  private SavedState(SavepointReader reader) {
    this.reader = reader;
  }

  /**
   * Opens a savepoint.
   *
   * @param path its folder, as Flink named it
   * @throws IOException when there is none, or it cannot be read
   */
  public static SavedState open(String path) throws IOException {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    StateBackend backend =
        isOfRocksDb(path) ? new EmbeddedRocksDBStateBackend(true) : new HashMapStateBackend();
    return new SavedState(SavepointReader.read(env, path, backend));
  }

  /** Whether RocksDB must read it: it wrote its own files. */
  private static boolean isOfRocksDb(String path) throws IOException {
    return SavepointLoader.loadSavepointMetadata(path).getOperatorStates().stream()
        .flatMap(operator -> operator.getStates().stream())
        .flatMap(subtask -> subtask.getManagedKeyedState().stream())
        .anyMatch(IncrementalKeyedStateHandle.class::isInstance);
  }

  /**
   * The one value of each key of an operator that hosts a machine.
   *
   * @param operator its uid
   * @param key type of its keys
   */
  public <K extends Comparable<K>> SortedMap<K, byte[]> machines(
      String operator, TypeInformation<K> key) throws IOException {
    SortedMap<K, byte[]> machines = new TreeMap<>();
    for (Tuple3<K, String, byte[]> row : rows(operator, key, new Machines<>())) {
      machines.put(row.f0, row.f2);
    }
    return machines;
  }

  /**
   * The parts of each key of an operator that keeps its state in parts.
   *
   * @param operator its uid
   * @param key type of its keys
   */
  public <K extends Comparable<K>> SortedMap<K, SortedMap<String, byte[]>> parts(
      String operator, TypeInformation<K> key) throws IOException {
    SortedMap<K, SortedMap<String, byte[]>> parts = new TreeMap<>();
    for (Tuple3<K, String, byte[]> row : rows(operator, key, new Parts<>())) {
      parts.computeIfAbsent(row.f0, k -> new TreeMap<>()).put(row.f1, row.f2);
    }
    return parts;
  }

  private <K> List<Tuple3<K, String, byte[]>> rows(
      String operator,
      TypeInformation<K> key,
      KeyedStateReaderFunction<K, Tuple3<K, String, byte[]>> function)
      throws IOException {
    return collect(
        reader.readKeyedState(
            OperatorIdentifier.forUid(operator),
            function,
            key,
            Types.TUPLE(key, Types.STRING, BYTES)));
  }

  /**
   * Where a source of one topic goes on: the offset of the next record of each partition.
   *
   * @param source its uid
   */
  public SortedMap<Integer, Long> offsets(String source) throws IOException {
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    DataStream<byte[]> splits =
        reader.readListState(
            OperatorIdentifier.forUid(source),
            "SourceReaderState",
            BYTES,
            BytePrimitiveArraySerializer.INSTANCE);
    for (byte[] bytes : collect(splits)) {
      KafkaPartitionSplit split =
          SimpleVersionedSerialization.readVersionAndDeSerialize(
              new KafkaPartitionSplitSerializer(), bytes);
      offsets.put(split.getPartition(), split.getStartingOffset());
    }
    return offsets;
  }

  private static <T> List<T> collect(DataStream<T> rows) throws IOException {
    List<T> all = new ArrayList<>();
    try {
      CloseableIterator<T> each = rows.executeAndCollect();
      try {
        each.forEachRemaining(all::add);
      } finally {
        each.close();
      }
      return all;
    } catch (Exception e) {
      throw new IOException("the savepoint cannot be read: " + e.getMessage(), e);
    }
  }

  private static final class Machines<K>
      extends KeyedStateReaderFunction<K, Tuple3<K, String, byte[]>> {
    private static final long serialVersionUID = 1L;
    private transient ValueState<byte[]> machine;

    @Override
    public void open(org.apache.flink.api.common.functions.OpenContext context) {
      machine = getRuntimeContext().getState(new ValueStateDescriptor<>("machine", BYTES));
    }

    @Override
    public void readKey(K key, Context context, Collector<Tuple3<K, String, byte[]>> out)
        throws Exception {
      out.collect(Tuple3.of(key, "", machine.value()));
    }
  }

  private static final class Parts<K>
      extends KeyedStateReaderFunction<K, Tuple3<K, String, byte[]>> {
    private static final long serialVersionUID = 1L;
    private transient MapState<String, byte[]> parts;

    @Override
    public void open(org.apache.flink.api.common.functions.OpenContext context) {
      parts =
          getRuntimeContext().getMapState(new MapStateDescriptor<>("parts", Types.STRING, BYTES));
    }

    @Override
    public void readKey(K key, Context context, Collector<Tuple3<K, String, byte[]>> out)
        throws Exception {
      for (Map.Entry<String, byte[]> part : parts.entries()) {
        out.collect(Tuple3.of(key, part.getKey(), part.getValue()));
      }
    }
  }
}
