package io.alphaflow.cli.lookahead;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.Bar;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The classes that a kind of strategy is made of, so that they can be loaded again and again: what
 * a run leaves in their static fields is not there for the next.
 *
 * <p>Its own classes are all of the jar or folder that its provider is in, and of the other jars of
 * a plugins folder, whatever their packages are called. Shared by all runs are the strategy API and
 * what the desk has itself: a copy of that in a plugin's jar is never used.
 */
final class StrategyCode {

  private static final String CLASS = ".class";

  /** One class of each part of the strategy API. */
  private static final List<Class<?>> API = List.of(StrategyProvider.class, Bar.class);

  private final StrategyDescriptor original;
  private final String provider;
  private final ClassLoader parent;
  private final Map<String, byte[]> classes;

  private StrategyCode(
      StrategyDescriptor original,
      String provider,
      ClassLoader parent,
      Map<String, byte[]> classes) {
    this.original = original;
    this.provider = provider;
    this.parent = parent;
    this.classes = classes;
  }

  /**
   * The code of a kind that a catalog found.
   *
   * @throws UserError when nobody provides it
   */
  static StrategyCode of(StrategyDescriptor descriptor) {
    ClassLoader loader = descriptor.factory().getClass().getClassLoader();
    for (StrategyProvider provider : ServiceLoader.load(StrategyProvider.class, loader)) {
      if (provider.strategies().stream().anyMatch(d -> d.type().equals(descriptor.type()))) {
        return of(provider, descriptor.type());
      }
    }
    throw new UserError(
        descriptor.type()
            + " cannot be loaded again: no StrategyProvider beside it has it in its list");
  }

  /** The code of one of a provider's kinds. */
  static StrategyCode of(StrategyProvider provider, String type) {
    ClassLoader loader = provider.getClass().getClassLoader();
    Map<String, byte[]> classes = new HashMap<>();
    Set<Path> places = places(provider.getClass());
    API.forEach(shared -> places.remove(place(shared)));
    for (Path place : places) {
      read(place, classes);
    }
    if (loader instanceof URLClassLoader) {
      // It asks its parent first.
      classes.keySet().removeIf(name -> loader.getParent().getResource(file(name)) != null);
    }
    return new StrategyCode(find(provider, type), provider.getClass().getName(), loader, classes);
  }

  private static StrategyDescriptor find(StrategyProvider provider, String type) {
    return provider.strategies().stream()
        .filter(d -> d.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new UserError(provider.getClass().getName() + " has no " + type));
  }

  private static Set<Path> places(Class<?> provider) {
    Set<Path> places = new LinkedHashSet<>();
    places.add(place(provider));
    if (provider.getClassLoader() instanceof URLClassLoader plugins) {
      for (URL url : plugins.getURLs()) {
        places.add(Path.of(URI.create(url.toString())));
      }
    }
    return places;
  }

  /** The jar or folder that a class is from. */
  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String file(String name) {
    return name.replace('.', '/') + CLASS;
  }

  private static void read(Path place, Map<String, byte[]> into) {
    try {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.walk(place)) {
          for (Path file : files.filter(f -> f.toString().endsWith(CLASS)).toList()) {
            add(place.relativize(file).toString(), Files.readAllBytes(file), into);
          }
        }
        return;
      }
      try (JarFile jar = new JarFile(place.toFile())) {
        Enumeration<JarEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
          JarEntry entry = entries.nextElement();
          if (entry.getName().endsWith(CLASS)) {
            try (InputStream in = jar.getInputStream(entry)) {
              add(entry.getName(), in.readAllBytes(), into);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UserError(place + " cannot be read: " + e.getMessage());
    }
  }

  private static void add(String file, byte[] bytes, Map<String, byte[]> into) {
    String name = file.substring(0, file.length() - CLASS.length()).replace('\\', '/');
    into.putIfAbsent(name.replace('/', '.'), bytes);
  }

  /** As it is loaded in this process. */
  StrategyDescriptor original() {
    return original;
  }

  /** Loaded anew, with static fields of its own. */
  StrategyDescriptor fresh() {
    try {
      Constructor<?> constructor = new Fresh().loadClass(provider).getDeclaredConstructor();
      constructor.setAccessible(true);
      return find((StrategyProvider) constructor.newInstance(), original.type());
    } catch (ReflectiveOperationException e) {
      throw new UserError(provider + " cannot be loaded again: " + e);
    }
  }

  /** The class files of its own, by name. */
  Map<String, byte[]> classes() {
    return classes;
  }

  /** Names of the classes that its references begin with: the provider, the rule, its state. */
  List<String> roots(StrategyDescriptor.Made made) {
    return List.of(
        provider, made.strategy().getClass().getName(), made.strategy().stateType().getName());
  }

  /** Looks at the strategy's own classes first, and defines each anew. */
  private final class Fresh extends ClassLoader {

    Fresh() {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known : defineClass(name, bytes, 0, bytes.length);
      }
    }
  }
}
