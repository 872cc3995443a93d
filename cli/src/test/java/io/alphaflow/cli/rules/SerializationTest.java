package io.alphaflow.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.junit.jupiter.api.Test;

/** Every record that can travel between operators is one that Flink serialises without Kryo. */
class SerializationTest {

  /** Records that go from task to task as the topic's codec writes them, if at all. */
  private static final Set<Class<?>> AS_BYTES = Set.of(StrategyChange.class, Signal.class);

  @Test
  void everyEventIsARecordThatFlinkKnowsWithoutKryo() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.alphaflow.common.model", "io.alphaflow.common.flink");
    List<String> checked = new ArrayList<>();
    for (JavaClass found : classes) {
      Class<?> type = found.reflect();
      if (!type.isRecord() || AS_BYTES.contains(type)) {
        continue;
      }
      TypeInformation<?> info = TypeInformation.of(type);
      assertThat(info).as(type.getName()).isNotInstanceOf(GenericTypeInfo.class);
      SerializerConfigImpl config = new SerializerConfigImpl();
      config.setGenericTypes(false);
      assertThat(info.createSerializer(config)).as(type.getName()).isNotNull();
      checked.add(type.getSimpleName());
    }
    assertThat(checked)
        .contains(
            "Trade",
            "Bar",
            "Quote",
            "Protection",
            "Decision",
            "ExecutionReport",
            "RawRecord",
            "LogWrite");
  }
}
