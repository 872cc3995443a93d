package io.alphaflow.cli.strategy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Builds a jar as somebody would who has a strategy of their own. */
final class ZigzagPlugin {

  private static final String SOURCE =
      """
      package example;

      import io.alphaflow.common.model.Bar;
      import io.alphaflow.parameter.ParameterSpec;
      import io.alphaflow.parameter.Parameters;
      import io.alphaflow.strategy.IndicatorRef;
      import io.alphaflow.strategy.LongFlatStrategy;
      import io.alphaflow.strategy.MarketView;
      import io.alphaflow.strategy.SignalIntent;
      import io.alphaflow.strategy.StrategyDescriptor;
      import io.alphaflow.strategy.StrategyInputs;
      import io.alphaflow.strategy.StrategyProvider;
      import java.util.List;
      import java.util.Map;

      public final class Zigzag extends LongFlatStrategy<Zigzag.State> {

        public static final class Provider implements StrategyProvider {
          @Override
          public List<StrategyDescriptor> strategies() {
            return List.of(
                StrategyDescriptor.sized(
                    "zigzag",
                    "buys and sells in turn",
                    List.of(ParameterSpec.integer("every", 3, 1, 100, "bars between two signals")),
                    Zigzag::new));
          }
        }

        public static final class State extends LongFlatStrategy.State {
          private int bars;
        }

        private final int every;
        private final IndicatorRef mean;

        Zigzag(Parameters parameters, StrategyInputs inputs) {
          super(parameters);
          every = parameters.integer("every");
          mean = inputs.indicator("sma(20)");
        }

        @Override
        public Class<State> stateType() {
          return State.class;
        }

        @Override
        public State initialState() {
          return new State();
        }

        @Override
        public List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
          if (++state.bars % every != 0) {
            return List.of();
          }
          Map<String, Double> seen = Map.of("mean", market.value(mean));
          return state.isLong()
              ? leave(state, 1, "zig", seen)
              : enter(state, bar.close(), 1, "zag", seen);
        }
      }
      """;

  private ZigzagPlugin() {}

  /** Compiles it against the strategy API and puts its jar into a folder. */
  static void build(Path work, Path plugins) throws IOException {
    Path source = Files.createDirectories(work.resolve("example")).resolve("Zigzag.java");
    Files.writeString(source, SOURCE);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String jars;
    try (Stream<Path> files = Files.list(Path.of("target", "lib").toAbsolutePath())) {
      jars =
          files
              .map(Path::toString)
              .filter(name -> name.contains("alphaflow-strategy-api") || name.contains("-common-"))
              .collect(Collectors.joining(File.pathSeparator));
    }
    int code =
        compiler.run(
            null, null, null, "-proc:none", "-cp", jars, "-d", work.toString(), source.toString());
    if (code != 0) {
      throw new AssertionError("the plugin does not compile");
    }
    Files.createDirectories(plugins);
    try (JarOutputStream jar =
            new JarOutputStream(Files.newOutputStream(plugins.resolve("zigzag.jar")));
        Stream<Path> classes = Files.list(work.resolve("example"))) {
      for (Path file : classes.filter(f -> f.toString().endsWith(".class")).toList()) {
        add(jar, "example/" + file.getFileName(), Files.readAllBytes(file));
      }
      add(
          jar,
          "META-INF/services/io.alphaflow.strategy.StrategyProvider",
          "example.Zigzag$Provider".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }
}
