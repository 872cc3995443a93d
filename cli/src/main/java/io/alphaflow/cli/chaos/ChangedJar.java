package io.alphaflow.cli.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A jar of the jobs in which the state of every operator has a field more, as the next version may
 * have: what it makes of state without the field, and what the jar without it makes of state that
 * has it, is what an upgrade with a changed schema comes down to.
 */
final class ChangedJar {

  /** The field; the no-argument constructor sets it to 1. */
  static final String FIELD = "fieldOfTheNextVersion";

  /** What the operators keep, a class for each kind of state. */
  static final List<String> STATES =
      List.of(
          "io/alphaflow/risk/gate/GateState",
          "io/alphaflow/signals/instance/GroupState",
          "io/alphaflow/signals/instance/InstrumentState",
          "io/alphaflow/signals/partition/PartitionState",
          "io/alphaflow/ingest/instrument/InstrumentState",
          "io/alphaflow/ingest/instrument/PartitionState",
          "io/alphaflow/execution/operator/AccountDecisions",
          "io/alphaflow/execution/lane/LaneState",
          "io/alphaflow/pnl/book/PnlBook",
          "io/alphaflow/archive/audit/ChainState",
          "io/alphaflow/common/bar/PartitionBars");

  private ChangedJar() {}

  /** Writes it, in one step: half a jar would be taken for one. */
  static void write(Path jar, Path changed) throws IOException {
    Set<String> missing = new TreeSet<>(STATES);
    Files.createDirectories(changed.getParent());
    Path half = changed.resolveSibling(changed.getFileName() + ".new");
    try (JarFile from = new JarFile(jar.toFile());
        JarOutputStream to = new JarOutputStream(Files.newOutputStream(half))) {
      to.setLevel(1);
      for (Enumeration<JarEntry> all = from.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        to.putNextEntry(entry(entry));
        try (InputStream in = from.getInputStream(entry)) {
          byte[] bytes = in.readAllBytes();
          to.write(missing.remove(name(entry)) ? withField(bytes) : bytes);
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException("the jar " + jar + " has no class " + missing);
    }
    Files.move(half, changed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** With its time: the same jar must give the same bytes, by which it is known. */
  private static JarEntry entry(JarEntry before) {
    JarEntry entry = new JarEntry(before.getName());
    entry.setTime(before.getTime());
    return entry;
  }

  private static String name(JarEntry entry) {
    return entry.getName().replaceFirst("\\.class$", "");
  }

  /** The class with the field. */
  static byte[] withField(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new AddField(writer, reader.getClassName()), 0);
    return writer.toByteArray();
  }

  private static final class AddField extends ClassVisitor {

    private final String owner;

    AddField(ClassVisitor next, String owner) {
      super(Opcodes.ASM9, next);
      this.owner = owner;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return name.equals("<init>") ? new SetField(next, owner) : next;
    }

    @Override
    public void visitEnd() {
      super.visitField(Opcodes.ACC_PRIVATE, FIELD, "J", null, null).visitEnd();
      super.visitEnd();
    }
  }

  /** Sets the field before the constructor returns. */
  private static final class SetField extends MethodVisitor {

    private final String owner;

    SetField(MethodVisitor next, String owner) {
      super(Opcodes.ASM9, next);
      this.owner = owner;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        visitVarInsn(Opcodes.ALOAD, 0);
        super.visitInsn(Opcodes.LCONST_1);
        visitFieldInsn(Opcodes.PUTFIELD, owner, FIELD, "J");
      }
      super.visitInsn(opcode);
    }
  }
}
