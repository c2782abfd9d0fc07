package dev.understudy.benchmarks;

/**
 * Where a report was measured; no names and no places.
 *
 * @param processors how many the JVM may use
 * @param architecture the kind of processor
 * @param system the operating system
 * @param java the version of the JDK
 * @param vm the virtual machine
 */
public record Machine(int processors, String architecture, String system, String java, String vm) {
  /** This one. */
  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.arch"),
        System.getProperty("os.name"),
        System.getProperty("java.runtime.version"),
        System.getProperty("java.vm.name"));
  }

  @Override
  public String toString() {
    return processors + " processors, " + architecture + ", " + system + ", Java " + java;
  }
}
