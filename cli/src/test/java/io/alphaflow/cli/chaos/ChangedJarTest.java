package io.alphaflow.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.state.StateCodec;
import io.alphaflow.pnl.book.PnlBook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChangedJarTest {

  @Test
  void stateIsReadByTheOtherVersion() throws Exception {
    Class<?> changed = new Loader().define("io.alphaflow.pnl.book.PnlBook");
    byte[] before = new StateCodec<>(PnlBook.class).encode(new PnlBook());
    assertThat(text(before)).doesNotContain(ChangedJar.FIELD);

    byte[] after = again(changed, before);
    assertThat(text(after)).contains("\"" + ChangedJar.FIELD + "\":1");

    byte[] back = again(PnlBook.class, after);
    assertThat(back).isEqualTo(before);
  }

  @Test
  void everyStateIsAClassThatCanHaveAField() throws Exception {
    for (String state : ChangedJar.STATES) {
      Class<?> changed = new Loader().define(state.replace('/', '.'));
      assertThat(changed.isRecord()).as(state).isFalse();
      assertThat(changed.getDeclaredField(ChangedJar.FIELD).getType()).isEqualTo(long.class);
    }
  }

  private static <S> byte[] again(Class<S> type, byte[] bytes) {
    StateCodec<S> codec = new StateCodec<>(type);
    return codec.encode(codec.decode(bytes));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Defines classes with the field, beside those without. */
  private static final class Loader extends ClassLoader {

    Loader() {
      super(ChangedJarTest.class.getClassLoader());
    }

    Class<?> define(String name) throws IOException {
      String file = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = ChangedJarTest.class.getResourceAsStream(file)) {
        byte[] bytes = ChangedJar.withField(in.readAllBytes());
        return defineClass(name, bytes, 0, bytes.length);
      }
    }
  }
}
