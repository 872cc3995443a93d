package io.alphaflow.cli.verify;

import io.alphaflow.cli.savepoint.SavedState;
import java.io.IOException;
import java.util.SortedMap;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The risk job as a savepoint has it.
 *
 * @param gates the gates' state by partition of the journal
 * @param offsets of the journal's records that it reads next, by partition
 */
record SavedGates(SortedMap<Integer, byte[]> gates, SortedMap<Integer, Long> offsets) {

  static SavedGates of(SavedState savepoint) throws IOException {
    return new SavedGates(savepoint.machines("gate", Types.INT), savepoint.offsets("journal"));
  }
}
