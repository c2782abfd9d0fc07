package dev.understudy.notebook;

/**
 * What cell code calls without knowing: the engine weaves these calls into every class of a cell. Public only because cell
 * classes live in another package and class loader.
 */
public final class CellGuard {
  private CellGuard() {}

  /** Returns at once, unless the cell of this thread was cut off: then it throws, which ends any loop. */
  public static void check() {
    if (Thread.currentThread() instanceof CellThread cell && cell.isCut()) {
      throw new CellCut();
    }
  }

  /**
   * Stands in for {@code System.exit}: a notebook that ended the JVM would look like one that ran to its end.
   *
   * @throws UnsupportedOperationException always
   */
  public static void exit(int status) {
    throw new UnsupportedOperationException("System.exit(" + status
        + ") in a cell would end the kernel: let the cell return or throw instead");
  }

  /** Unwinds the stack of a cell that was cut off. An error, so that a cell's {@code catch (Exception)} lets it pass. */
  private static final class CellCut extends Error {
    private static final long serialVersionUID = 1;

    CellCut() {
      super("the cell was cut off", null, false, false);
    }
  }
}
