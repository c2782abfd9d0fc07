package dev.understudy.quorum;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who holds a key: the first nodes that are met going round a ring from the key's place. Each node
 * stands at several places, so that neighbours differ and the load is even (Karger and others,
 * "Consistent Hashing and Random Trees", 1997).
 */
public final class Ring {
  private static final int PLACES_OF_EACH = 32;

  private final int members;
  private final SortedMap<Long, String> places = new TreeMap<>();

  /** A ring of these nodes; their order does not matter. */
  public Ring(List<String> nodes) {
    members = nodes.size();
    for (String node : nodes) {
      for (int place = 0; place < PLACES_OF_EACH; place++) {
        places.put(Digest.of("node", node, String.valueOf(place)), node);
      }
    }
  }

  /** All nodes in the order in which they are met: the first n own the key, the next stand in. */
  public List<String> from(String key) {
    long place = Digest.of("key", key);
    Set<String> met = new LinkedHashSet<>();
    meet(places.tailMap(place), met);
    meet(places.headMap(place), met);
    return new ArrayList<>(met);
  }

  private void meet(SortedMap<Long, String> arc, Set<String> met) {
    Iterator<String> next = arc.values().iterator();
    while (met.size() < members && next.hasNext()) {
      met.add(next.next());
    }
  }
}
