package dev.understudy.chaos;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.BitRot;
import dev.understudy.cluster.fault.Fault.DiskLost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The faults that a subject's promise covers: some kinds, and of the disks never more than a minority
 * lost or rotten, whatever the kinds.
 */
public final class Budget {
  private static final List<Class<? extends Fault>> EVERY = List.copyOf(permitted());

  private final Map<Class<? extends Fault>, String> left = new LinkedHashMap<>();

  private Budget() {}

  /** Java looks each of them up anew whenever it is asked, and every schedule asks. */
  private static List<Class<? extends Fault>> permitted() {
    List<Class<? extends Fault>> kinds = new ArrayList<>();
    Arrays.stream(Fault.class.getPermittedSubclasses())
        .forEach(kind -> kinds.add(kind.asSubclass(Fault.class)));
    return kinds;
  }

  /** Every kind there is. */
  public static Budget all() {
    return new Budget();
  }

  /** The same without a kind, and why: in one sentence, for the table of faults. */
  public Budget without(Class<? extends Fault> kind, String reason) {
    Budget less = new Budget();
    less.left.putAll(left);
    less.left.put(kind, reason);
    return less;
  }

  /** The kinds that are covered, in the order in which {@link Fault} declares them. */
  public List<Class<? extends Fault>> kinds() {
    return every().stream().filter(this::covers).toList();
  }

  /** Whether this kind is covered. */
  public boolean covers(Class<? extends Fault> kind) {
    return !left.containsKey(kind);
  }

  /** Why a kind is not covered; "" if it is. */
  public String whyNot(Class<? extends Fault> kind) {
    return left.getOrDefault(kind, "");
  }

  /**
   * Whether the promise covers all that happens in this schedule: only kinds that it covers; and of
   * the disks those of a minority, together with the nodes that stay broken for good.
   */
  public boolean covers(Schedule schedule) {
    return covers(schedule.nodes().size(), schedule.forGood(), schedule.faults());
  }

  /** The same of all that breaks, for a time or for good, among so many nodes. */
  boolean covers(int nodes, List<Fault> forGood, List<Fault> faults) {
    long lost = Stream.concat(forGood.stream(), faults.stream().filter(Budget::isOfWholeDisk))
        .flatMap(fault -> fault.nodes().stream())
        .distinct()
        .count();
    return 2 * lost < nodes && faults.stream().allMatch(fault -> covers(fault.getClass()));
  }

  private static boolean isOfWholeDisk(Fault fault) {
    return fault instanceof DiskLost || fault instanceof BitRot;
  }

  /** Every kind of fault there is. */
  public static List<Class<? extends Fault>> every() {
    return EVERY;
  }
}
