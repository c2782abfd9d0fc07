package dev.understudy.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;

/** Holds the classes of all cells; everything else comes from the parent loader, the same the engine was loaded by. */
final class CellLoader extends ClassLoader implements LoaderDelegate {
  private final Map<String, byte[]> notYetDefined = new ConcurrentHashMap<>();

  CellLoader(ClassLoader parent) {
    super("cells", parent);
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    for (ClassBytecodes one : classes) {
      notYetDefined.put(one.name(), CellWeaver.weave(one.bytecodes()));
    }
    List<Boolean> loaded = new ArrayList<>();
    try {
      for (ClassBytecodes one : classes) {
        loadClass(one.name())
            .getDeclaredMethods(); // links it now, so that a broken class is reported for its own
        // cell
        loaded.add(true);
      }
    } catch (ReflectiveOperationException | LinkageError failure) {
      boolean[] installed = new boolean[classes.length];
      for (int i = 0; i < loaded.size(); i++) {
        installed[i] = true;
      }
      throw new ClassInstallException("load: " + failure.getMessage(), installed);
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    Class<?> loaded =
        findLoadedClass(name); // JShell asks here too, for classes it has loaded before
    if (loaded != null) {
      return loaded;
    }
    byte[] bytes = notYetDefined.remove(name);
    if (bytes == null) {
      throw new ClassNotFoundException(
          name + " is neither on the class path nor declared in a cell");
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    // never happens: CellControl refuses redefinition, and JShell then loads a class of a new name
  }

  @Override
  public void addToClasspath(String path) {
    // the parent has the whole class path from the start
  }
}
