package io.alphaflow.cli.lookahead;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;

/**
 * What the classes of a strategy refer to that a function of the market has no use for: files, the
 * network, clocks, chance, threads, processes, reflection, and anything else that is neither plain
 * Java nor the strategy API. No run can show what such a reference would give on another day.
 *
 * <p>Read from the constant pools: every class and member that is named there, called or not.
 */
final class ForbiddenReferences {

  private static final Set<String> PACKAGES =
      Set.of(
          "java/lang",
          "java/lang/annotation",
          "java/lang/invoke",
          "java/lang/runtime",
          "java/math",
          "java/nio/charset",
          "java/text",
          "java/time",
          "java/time/format",
          "java/time/temporal",
          "java/util",
          "java/util/function",
          "java/util/regex",
          "java/util/stream",
          "com/fasterxml/jackson/annotation",
          "io/alphaflow/common/json",
          "io/alphaflow/common/model",
          "io/alphaflow/common/money",
          "io/alphaflow/common/state",
          "io/alphaflow/indicator",
          "io/alphaflow/parameter",
          "io/alphaflow/strategy");

  private static final Set<String> CLASSES =
      Set.of("java/io/Serializable", "java/util/concurrent/TimeUnit");

  private static final Set<String> NOT_CLASSES =
      Set.of(
          "java/lang/ClassLoader",
          "java/lang/InheritableThreadLocal",
          "java/lang/Module",
          "java/lang/ModuleLayer",
          "java/lang/Process",
          "java/lang/ProcessBuilder",
          "java/lang/ProcessHandle",
          "java/lang/Runtime",
          "java/lang/StackWalker",
          "java/lang/Thread",
          "java/lang/ThreadGroup",
          "java/lang/ThreadLocal",
          "java/time/Clock",
          "java/util/Calendar",
          "java/util/Date",
          "java/util/GregorianCalendar",
          "java/util/IdentityHashMap",
          "java/util/Random",
          "java/util/Scanner",
          "java/util/ServiceLoader",
          "java/util/SplittableRandom",
          "java/util/Timer",
          "java/util/TimerTask",
          "java/util/WeakHashMap");

  private static final Set<String> NOT_MEMBERS =
      Set.of(
          "java/lang/Class.forName",
          "java/lang/Class.getClassLoader",
          "java/lang/Class.getConstructor",
          "java/lang/Class.getConstructors",
          "java/lang/Class.getDeclaredConstructor",
          "java/lang/Class.getDeclaredConstructors",
          "java/lang/Class.getDeclaredField",
          "java/lang/Class.getDeclaredFields",
          "java/lang/Class.getDeclaredMethod",
          "java/lang/Class.getDeclaredMethods",
          "java/lang/Class.getField",
          "java/lang/Class.getFields",
          "java/lang/Class.getMethod",
          "java/lang/Class.getMethods",
          "java/lang/Class.getModule",
          "java/lang/Class.getResource",
          "java/lang/Class.getResourceAsStream",
          "java/lang/Class.newInstance",
          "java/lang/Math.random",
          "java/lang/StrictMath.random",
          "java/lang/invoke/MethodHandles.lookup",
          "java/lang/invoke/MethodHandles.privateLookupIn",
          "java/lang/invoke/MethodHandles.publicLookup",
          "java/util/UUID.randomUUID");

  private static final Set<String> NOT_METHODS = Set.of("parallel", "parallelStream");

  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int CLASS = 7;

  private final Map<String, byte[]> classes;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> found = new TreeSet<>();

  private ForbiddenReferences(Map<String, byte[]> classes) {
    this.classes = classes;
  }

  /**
   * What was found.
   *
   * @param classes how many classes were read
   * @param references sentences, sorted
   */
  record Result(int classes, Set<String> references) {}

  /**
   * Reads some classes and those of the same code that they refer to.
   *
   * @param classes class files of the code by name
   * @param roots where to begin
   */
  static Result in(Map<String, byte[]> classes, Collection<String> roots) {
    ForbiddenReferences scan = new ForbiddenReferences(classes);
    Deque<String> next = new ArrayDeque<>(roots);
    while (!next.isEmpty()) {
      String name = next.pop();
      byte[] bytes = classes.get(name);
      if (bytes != null && scan.seen.add(name)) {
        scan.read(name, new ClassReader(bytes), next);
      }
    }
    return new Result(scan.seen.size(), scan.found);
  }

  private void read(String name, ClassReader in, Deque<String> next) {
    char[] buffer = new char[in.getMaxStringLength()];
    for (int i = 1; i < in.getItemCount(); i++) {
      int at = in.getItem(i);
      if (at == 0) {
        // The second half of a long or double.
        continue;
      }
      switch (in.readByte(at - 1)) {
        case CLASS -> type(name, in.readUTF8(at, buffer), next);
        case FIELD, METHOD, INTERFACE_METHOD -> {
          int member = in.getItem(in.readUnsignedShort(at + 2));
          member(name, in.readClass(at, buffer), in.readUTF8(member, buffer));
        }
        default -> {
          // Texts, numbers and signatures refer to nothing by themselves.
        }
      }
    }
  }

  private void type(String from, String text, Deque<String> next) {
    String type = text.replaceFirst("^\\[+L?", "").replace(";", "");
    boolean primitive = text.startsWith("[") && type.length() == 1;
    if (primitive) {
      return;
    }
    String dotted = type.replace('/', '.');
    if (classes.containsKey(dotted)) {
      next.add(dotted);
    } else if (!CLASSES.contains(type)
        && (!PACKAGES.contains(packageOf(type)) || NOT_CLASSES.contains(outermost(type)))) {
      found.add(from + " refers to " + dotted);
    }
  }

  private void member(String from, String owner, String name) {
    boolean forbidden =
        owner.equals("java/lang/System")
            ? !name.equals("arraycopy")
            : NOT_MEMBERS.contains(owner + "." + name)
                || owner.startsWith("java/time/") && name.equals("now")
                || owner.startsWith("java/") && NOT_METHODS.contains(name);
    if (forbidden) {
      found.add(from + " refers to " + owner.replace('/', '.') + "." + name);
    }
  }

  private static String packageOf(String type) {
    int slash = type.lastIndexOf('/');
    return slash < 0 ? "" : type.substring(0, slash);
  }

  private static String outermost(String type) {
    int dollar = type.indexOf('$');
    return dollar < 0 ? type : type.substring(0, dollar);
  }
}
