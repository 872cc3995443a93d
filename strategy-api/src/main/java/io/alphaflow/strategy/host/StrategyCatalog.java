package io.alphaflow.strategy.host;

import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The kinds of strategies that there are, by type name: those of every {@link StrategyProvider} on
 * the class path, and of the jars in a plugins folder.
 */
public final class StrategyCatalog {

  // A class loader for each state of a folder, or every restart of a job would leave one behind.
  private static final Map<List<String>, URLClassLoader> LOADERS = new ConcurrentHashMap<>();

  private final TreeMap<String, StrategyDescriptor> byType = new TreeMap<>();

  /**
   * A catalog of given kinds.
   *
   * @throws IllegalArgumentException when two have the same type name
   */
  public StrategyCatalog(List<StrategyDescriptor> descriptors) {
    for (StrategyDescriptor descriptor : descriptors) {
      if (byType.put(descriptor.type(), descriptor) != null) {
        throw new IllegalArgumentException("two strategies have the type " + descriptor.type());
      }
    }
  }

  /** All kinds on the class path. */
  public static StrategyCatalog onClassPath() {
    return of(classLoader());
  }

  /**
   * All kinds on the class path and in the jars of a folder.
   *
   * @param plugins a folder; one that does not exist is as good as an empty one
   * @throws IllegalArgumentException when a jar cannot be used; the message names it
   */
  public static StrategyCatalog withPlugins(Path plugins) {
    List<Path> jars = jars(plugins);
    if (jars.isEmpty()) {
      return onClassPath();
    }
    List<String> state = new ArrayList<>();
    for (Path jar : jars) {
      state.add(jar + " " + jar.toFile().length() + " " + jar.toFile().lastModified());
    }
    try {
      return of(LOADERS.computeIfAbsent(state, s -> loader(jars)));
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new IllegalArgumentException(
          "the jars in " + plugins + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalArgumentException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static URLClassLoader loader(List<Path> jars) {
    try {
      List<URL> urls = new ArrayList<>();
      for (Path jar : jars) {
        urls.add(jar.toUri().toURL());
      }
      return new URLClassLoader("plugins", urls.toArray(URL[]::new), classLoader());
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** In a Flink task the user's classes are known to the thread's class loader only. */
  private static ClassLoader classLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : StrategyCatalog.class.getClassLoader();
  }

  private static StrategyCatalog of(ClassLoader loader) {
    List<StrategyDescriptor> all = new ArrayList<>();
    ServiceLoader.load(StrategyProvider.class, loader)
        .forEach(provider -> all.addAll(provider.strategies()));
    return new StrategyCatalog(all);
  }

  /** The kind of that name. */
  public Optional<StrategyDescriptor> find(String type) {
    return Optional.ofNullable(byType.get(type));
  }

  /** All type names, sorted. */
  public List<String> types() {
    return List.copyOf(byType.keySet());
  }

  /** All kinds, sorted by type name. */
  public List<StrategyDescriptor> descriptors() {
    return List.copyOf(byType.values());
  }
}
