package io.alphaflow.strategies.violation;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** What a strategy may not do, each once, for the test that the rule sees it. */
public final class Violations {

  private Violations() {}

  /** All of them; each must be found. */
  public static final List<Class<?>> ALL =
      List.of(
          Clock.class,
          Millis.class,
          Chance.class,
          MathChance.class,
          File.class,
          Network.class,
          NewThread.class,
          Reflection.class,
          Shared.class,
          Desk.class);

  static final class Clock {
    long look() {
      return Instant.now().getEpochSecond();
    }
  }

  static final class Millis {
    long look() {
      return System.currentTimeMillis();
    }
  }

  static final class Chance {
    boolean look() {
      return new Random(1).nextBoolean();
    }
  }

  static final class MathChance {
    double look() {
      return Math.random();
    }
  }

  static final class File {
    boolean look() {
      return Files.exists(Path.of("future.csv"));
    }
  }

  static final class Network {
    String look() {
      return URI.create("http://localhost").getHost();
    }
  }

  static final class NewThread {
    void look() {
      new Thread(() -> {}).start();
    }
  }

  static final class Reflection {
    Object look() throws ClassNotFoundException {
      return Class.forName("io.alphaflow.cli.Main");
    }
  }

  static final class Shared {
    private static final ConcurrentHashMap<String, String> SEEN = new ConcurrentHashMap<>();

    int look() {
      return SEEN.size();
    }
  }

  static final class Desk {
    Object look() {
      return org.apache.flink.configuration.Configuration.class;
    }
  }
}
