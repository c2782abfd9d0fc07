package dev.understudy.replication;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * On which disk a replica speaks, and what it knows of the disks of others: what somebody said from a
 * disk that is lost counts no more, though the message may still be under way. Durable.
 *
 * <p>Without this a quorum could be made of what one said before it lost its disk and of what others
 * said after they had told it where it is (Michael and others, "Recovering Shared Objects Without
 * Stable Storage", 2017: their crash vectors).
 *
 * @param own which of its disks it has, counted from 1
 * @param joined whether it is a member on that disk
 * @param others the disks of others by their names, as far as they are not the first
 */
public record Disks(long own, boolean joined, SortedMap<String, Long> others) {
  /** A member that has its first disk and knows of none that was lost. */
  static final Disks FIRST = new Disks(1, true, new TreeMap<>());

  public Disks {
    others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
  }

  /** Whether what this one says from this disk still counts. */
  boolean counts(String name, long disk) {
    return disk >= others.getOrDefault(name, 1L);
  }

  /** The same with what this knows too. */
  Disks with(String name, long disk) {
    if (disk <= others.getOrDefault(name, 1L)) {
      return this;
    }
    SortedMap<String, Long> more = new TreeMap<>(others);
    more.put(name, disk);
    return new Disks(own, joined, more);
  }

  /** The same as a member. */
  Disks asMember() {
    return new Disks(own, true, others);
  }

  /** Removes each answer that came from a disk of which another answer knows that it is lost. */
  static <A> void removeLost(SortedMap<String, A> answers, Function<A, Disks> disks) {
    SortedMap<String, A> all = new TreeMap<>(answers);
    Iterator<Map.Entry<String, A>> each = answers.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, A> one = each.next();
      long own = disks.apply(one.getValue()).own();
      if (all.values().stream().anyMatch(a -> !disks.apply(a).counts(one.getKey(), own))) {
        each.remove();
      }
    }
  }

  @Override
  public String toString() {
    return "disk=" + own + (joined ? "" : " joining anew") + (others.isEmpty() ? "" : " " + others);
  }
}
