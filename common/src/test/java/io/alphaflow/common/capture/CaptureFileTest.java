package io.alphaflow.common.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("a.gz");
    try (CaptureWriter out = CaptureWriter.create(file)) {
      out.add(new CaptureLine(1_723_161_253_937_085_768L, "{\"a\": \"ü\"}"));
      out.flush();
      out.add(new CaptureLine(2, "x\ny"));
    }
    try (CaptureReader in = CaptureReader.open(file)) {
      assertThat(in.next())
          .isEqualTo(new CaptureLine(1_723_161_253_937_085_768L, "{\"a\": \"ü\"}"));
      assertThat(in.next()).isEqualTo(new CaptureLine(2, "x y"));
      assertThat(in.next()).isNull();
    }
    assertThatThrownBy(() -> CaptureWriter.create(file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aLineWithoutATimeIsRefusedWithItsPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("b.txt"), "1 {}\nhello {}\n");
    try (CaptureReader in = CaptureReader.open(file)) {
      in.next();
      assertThatThrownBy(in::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("b.txt, line 2: expected a receive time")
          .hasMessageContaining("hello {}");
    }
  }

  @Test
  void aFileThatIsCutOffIsReadUpToThereAndSaysSo() throws IOException {
    Path whole = folder.resolve("c.gz");
    try (CaptureWriter out = CaptureWriter.create(whole)) {
      for (int i = 0; i < 1_000; i++) {
        out.add(new CaptureLine(i, "{\"n\":" + Math.sqrt(i) + "}"));
      }
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("d.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    try (CaptureReader in = CaptureReader.open(cut)) {
      for (int i = 0; i < 300; i++) {
        assertThat(in.next().receivedNanos()).isEqualTo(i);
      }
      assertThatThrownBy(
              () -> {
                while (in.next() != null) {
                  assertThat(in.line()).isPositive();
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("d.gz is cut off or damaged after line");
    }
  }
}
