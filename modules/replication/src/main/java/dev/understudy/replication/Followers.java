package dev.understudy.replication;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** What a leader knows of all its followers. */
final class Followers implements Iterable<Follower> {
  private final List<Follower> all = new ArrayList<>();

  /**
   * Knows nothing of them but their names; hopes that they need nothing before this index.
   *
   * @param version the version of the epoch's configuration that everybody has from the beginning;
   *     -1 if that must be told
   */
  Followers(List<String> names, long next, long version) {
    names.forEach(name -> all.add(new Follower(name, next, version)));
  }

  Follower named(String name) {
    for (Follower follower : all) {
      if (follower.name.equals(name)) {
        return follower;
      }
    }
    throw new NoSuchElementException("no follower " + name);
  }

  List<String> names() {
    return all.stream().map(follower -> follower.name).toList();
  }

  /** How many members there are, the leader included. */
  int members() {
    return 1 + all.size();
  }

  /** How many members have saved this version, or a later one; the leader has. */
  int whoKnow(long version) {
    int know = 1;
    for (Follower follower : all) {
      know += follower.version() >= version ? 1 : 0;
    }
    return know;
  }

  List<Follower.State> state() {
    return all.stream().map(Follower::state).toList();
  }

  @Override
  public Iterator<Follower> iterator() {
    return all.iterator();
  }
}
