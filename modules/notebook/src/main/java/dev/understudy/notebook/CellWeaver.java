package dev.understudy.notebook;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts {@link CellGuard#check()} at the start of each method and before each jump backwards: no loop lacks one. */
final class CellWeaver {
  private static final String GUARD = CellGuard.class.getName().replace('.', '/');

  private CellWeaver() {}

  /** The woven class; the class as it was when its version is newer than the weaver knows. */
  static byte[] weave(byte[] classFile) {
    ClassReader reader;
    try {
      reader = new ClassReader(classFile);
    } catch (IllegalArgumentException newerThanTheWeaver) {
      return classFile; // such cells still heed Thread.interrupt
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Methods(writer), 0);
    return writer.toByteArray();
  }

  private static final class Methods extends ClassVisitor {
    Methods(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      return new Loops(super.visitMethod(access, name, type, signature, exceptions));
    }
  }

  private static final class Loops extends MethodVisitor {
    private final Set<Label> passed = new HashSet<>();

    Loops(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      check();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      if (passed.contains(target)) {
        check();
      }
      super.visitJumpInsn(opcode, target);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      boolean exits =
          opcode == Opcodes.INVOKESTATIC && owner.equals("java/lang/System") && name.equals("exit");
      super.visitMethodInsn(opcode, exits ? GUARD : owner, name, type, isInterface);
    }

    private void check() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "check", "()V", false);
    }
  }
}
