package dev.understudy.chaos;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Delay;
import dev.understudy.cluster.fault.Fault.Duplication;
import dev.understudy.cluster.fault.Fault.Flapping;
import dev.understudy.cluster.fault.Fault.Loss;
import dev.understudy.cluster.fault.Fault.Reordering;
import java.util.List;
import java.util.TreeSet;

/** The types of message that a fault may hit alone, as faults name them. */
final class MessageTypes {
  private MessageTypes() {}

  /**
   * The simple names of these records, and of those that these sealed interfaces permit: by name,
   * since each compiler has its own order of what an interface permits.
   */
  static List<String> of(List<Class<?>> families) {
    TreeSet<String> names = new TreeSet<>();
    families.forEach(family -> collect(family, names));
    return List.copyOf(names);
  }

  private static void collect(Class<?> family, TreeSet<String> names) {
    if (family.isRecord()) {
      names.add(family.getSimpleName());
    } else if (family.isSealed()) {
      for (Class<?> permitted : family.getPermittedSubclasses()) {
        collect(permitted, names);
      }
    } else {
      throw new IllegalArgumentException(
          "messages are records or the sealed interfaces of records, and " + family
              + " is neither");
    }
  }

  /** The one type that this fault hits; "" if it hits all, or is about something else. */
  static String only(Fault fault) {
    if (fault instanceof Loss f) {
      return f.of().type();
    } else if (fault instanceof Duplication f) {
      return f.of().type();
    } else if (fault instanceof Reordering f) {
      return f.of().type();
    } else if (fault instanceof Delay f) {
      return f.of().type();
    } else if (fault instanceof Flapping f) {
      return only(f.fault());
    }
    return "";
  }
}
