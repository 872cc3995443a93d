package io.alphaflow.cli.savepoint;

import io.alphaflow.cli.savepoint.StoredState.Entry;
import io.alphaflow.cli.savepoint.StoredState.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroupEntry;
import org.apache.flink.state.api.runtime.SavepointLoader;

/**
 * Everything in a savepoint of the canonical format, or the names and serializers only of another
 * one's: read from its file, without a job and without knowing what to expect.
 */
final class SavepointContent {

  private static final ClassLoader CLASSES = SavepointContent.class.getClassLoader();

  private final Map<String, StoredState> states = new LinkedHashMap<>();
  private final boolean withEntries;

  private SavepointContent(boolean withEntries) {
    this.withEntries = withEntries;
  }

  /** All states of a savepoint in the canonical format, also those with nothing in them. */
  static List<StoredState> of(String path) throws Exception {
    return read(path, true);
  }

  /** The same of any savepoint or checkpoint of the heap backend, without what is in them. */
  static List<StoredState> names(String path) throws Exception {
    return read(path, false);
  }

  private static List<StoredState> read(String path, boolean withEntries) throws Exception {
    SavepointContent content = new SavepointContent(withEntries);
    for (OperatorState operator : SavepointLoader.loadSavepointMetadata(path).getOperatorStates()) {
      content.read(operator);
    }
    return List.copyOf(content.states.values());
  }

  private void read(OperatorState operator) throws Exception {
    String uid =
        operator
            .getOperatorUid()
            .orElseThrow(() -> new IOException(operator.getOperatorID() + " has no uid"));
    if (operator.getCoordinatorState() != null) {
      add(uid, "coordinator", Kind.COORDINATOR, null)
          .add(new Entry("", "", operator.getCoordinatorState().getData()));
    }
    for (OperatorSubtaskState subtask : operator.getStates()) {
      for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
        readLists(uid, handle);
      }
      for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
        readKeyed(uid, (KeyGroupsStateHandle) handle);
      }
    }
  }

  private List<Entry> add(
      String uid, String name, Kind kind, TypeSerializerSnapshot<?> serializer) {
    return states
        .computeIfAbsent(
            uid + "/" + name, id -> new StoredState(uid, name, kind, new ArrayList<>(), serializer))
        .entries();
  }

  private void readLists(String uid, OperatorStateHandle handle) throws IOException {
    try (FSDataInputStream in = handle.openInputStream()) {
      OperatorBackendSerializationProxy proxy = new OperatorBackendSerializationProxy(CLASSES);
      proxy.read(new DataInputViewStreamWrapper(in));
      for (StateMetaInfoSnapshot info : proxy.getOperatorStateMetaInfoSnapshots()) {
        TypeSerializerSnapshot<?> snapshot =
            info.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER);
        List<Entry> entries = add(uid, info.getName(), Kind.OPERATOR_LIST, snapshot);
        OperatorStateHandle.StateMetaInfo places =
            handle.getStateNameToPartitionOffsets().get(info.getName());
        if (places == null) {
          continue;
        }
        TypeSerializer<?> serializer = snapshot.restoreSerializer();
        for (long offset : places.getOffsets()) {
          in.seek(offset);
          entries.add(new Entry("", "", value(serializer, in)));
        }
      }
    }
  }

  /** Bytes of ours as they are, what Flink writes as Flink writes it. */
  private static <T> byte[] value(TypeSerializer<T> serializer, FSDataInputStream in)
      throws IOException {
    T value = serializer.deserialize(new DataInputViewStreamWrapper(in));
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    DataOutputSerializer written = new DataOutputSerializer(64);
    serializer.serialize(value, written);
    return written.getCopyOfBuffer();
  }

  private <K> void readKeyed(String uid, KeyGroupsStateHandle handle) throws Exception {
    KeyedBackendSerializationProxy<K> proxy = new KeyedBackendSerializationProxy<>(CLASSES);
    try (FSDataInputStream in = handle.openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
    }
    List<StateMetaInfoSnapshot> infos = proxy.getStateMetaInfoSnapshots();
    infos.forEach(info -> add(uid, info.getName(), kind(info), valueOf(info)));
    if (!withEntries) {
      return;
    }
    TypeSerializer<K> keys = proxy.getKeySerializerSnapshot().restoreSerializer();
    FullSnapshotRestoreOperation<K> restore =
        new FullSnapshotRestoreOperation<>(
            handle.getKeyGroupRange(),
            CLASSES,
            List.of(handle),
            StateSerializerProvider.fromNewRegisteredSerializer(keys));
    var results = restore.restore();
    while (results.hasNext()) {
      var groups = results.next().getRestoredKeyGroups();
      while (groups.hasNext()) {
        var entries = groups.next().getKeyGroupEntries();
        while (entries.hasNext()) {
          KeyGroupEntry entry = entries.next();
          StateMetaInfoSnapshot info = infos.get(entry.getKvStateId());
          states.get(uid + "/" + info.getName()).entries().add(entry(keys, info, entry));
        }
      }
    }
    results.close();
  }

  private static <K> Entry entry(
      TypeSerializer<K> keys, StateMetaInfoSnapshot info, KeyGroupEntry entry) throws IOException {
    if (kind(info) == Kind.TIMERS) {
      return new Entry("", "", entry.getKey());
    }
    DataInputDeserializer in = new DataInputDeserializer(entry.getKey());
    // The key group: one byte, as the maximum parallelism is 128.
    in.readByte();
    String key = String.valueOf(keys.deserialize(in));
    DataInputDeserializer value = new DataInputDeserializer(entry.getValue());
    TypeSerializer<?> serializer = valueOf(info).restoreSerializer();
    String part = "";
    if (serializer instanceof MapSerializer<?, ?> map) {
      info.getTypeSerializerSnapshot(CommonSerializerKeys.NAMESPACE_SERIALIZER)
          .restoreSerializer()
          .deserialize(in);
      part = String.valueOf(map.getKeySerializer().deserialize(in));
      boolean isNull = value.readBoolean();
      serializer = map.getValueSerializer();
      if (isNull) {
        return new Entry(key, part, new byte[0]);
      }
    }
    Object stored = serializer.deserialize(value);
    byte[] bytes = stored instanceof byte[] own ? own : entry.getValue();
    return new Entry(key, part, bytes);
  }

  private static TypeSerializerSnapshot<?> valueOf(StateMetaInfoSnapshot info) {
    return info.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER);
  }

  private static Kind kind(StateMetaInfoSnapshot info) {
    if (info.getBackendStateType() == BackendStateType.PRIORITY_QUEUE) {
      return Kind.TIMERS;
    }
    return switch (StateDescriptor.Type.valueOf(
        info.getOption(CommonOptionsKeys.KEYED_STATE_TYPE))) {
      case VALUE -> Kind.VALUE;
      case MAP -> Kind.MAP;
      case LIST -> Kind.LIST;
      default -> throw new IllegalStateException("no job has such a state yet: " + info.getName());
    };
  }
}
