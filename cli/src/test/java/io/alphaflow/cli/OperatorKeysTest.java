package io.alphaflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorKeysTest {

  @TempDir Path folder;

  @Test
  void aNewKeyIsTheOtherHalfOfItsPublicKeyAndOfNoOther() throws Exception {
    Path ann = folder.resolve("keys").resolve("ann.pem");
    String annsKey = OperatorKeys.createNew(ann);
    String bobsKey = OperatorKeys.createNew(folder.resolve("bob.pem"));
    assertThat(OperatorKeys.isPairOf(OperatorKeys.readPrivate(ann), annsKey)).isTrue();
    assertThat(OperatorKeys.isPairOf(OperatorKeys.readPrivate(ann), bobsKey)).isFalse();
    assertThat(OperatorKeys.fingerprint(annsKey))
        .hasSize(16)
        .isNotEqualTo(OperatorKeys.fingerprint(bobsKey));
  }

  @Test
  void onlyTheOwnerMayReadAKey() throws Exception {
    Path key = folder.resolve("ann.pem");
    OperatorKeys.createNew(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void aNewKeyNeverTakesThePlaceOfAnOldOne() throws Exception {
    Path key = folder.resolve("ann.pem");
    OperatorKeys.createNew(key);
    String before = Files.readString(key);
    assertThatThrownBy(() -> OperatorKeys.createNew(key))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(key.toString())
        .hasMessageContaining("--out");
    assertThat(Files.readString(key)).isEqualTo(before);
    OperatorKeys.create(key);
    assertThat(Files.readString(key)).isNotEqualTo(before);
  }

  @Test
  void aFileNameWithoutAFolderIsAFileHere() throws Exception {
    Path here = Path.of("operator-keys-test.pem");
    try {
      OperatorKeys.createNew(here);
      assertThat(here).exists();
    } finally {
      Files.deleteIfExists(here);
    }
  }
}
