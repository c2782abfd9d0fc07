package dev.understudy.quorum;

import dev.understudy.quorum.Change.Copy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Hashes over copies by which two nodes find where they differ: equal hashes of a branch mean equal
 * copies below it, so only branches that differ are looked into (Merkle, 1987). A key's place is its
 * hash in hexadecimal digits; a branch is named by the first of them, its path.
 */
public final class MerkleTree {
  /** So many digits has the path of a leaf. */
  public static final int DEPTH = 3;

  private final SortedMap<String, List<Copy>> leaves = new TreeMap<>();
  private final List<SortedMap<String, Long>> levels =
      new ArrayList<>(); // hashes by path, by its length

  /** The tree of these copies, in the order of their keys. */
  public MerkleTree(Collection<Copy> copies, ToLongFunction<Copy> leafHash) {
    for (int length = 0; length <= DEPTH; length++) {
      levels.add(new TreeMap<>());
    }
    for (Copy copy : copies) {
      String path = Digest.hex(copy.key()).substring(0, DEPTH);
      leaves.computeIfAbsent(path, p -> new ArrayList<>()).add(copy);
      levels.get(DEPTH).merge(path, leafHash.applyAsLong(copy), MerkleTree::combined);
    }
    for (int length = DEPTH; length > 0; length--) {
      SortedMap<String, Long> above = levels.get(length - 1);
      levels
          .get(length)
          .forEach((path, hash) -> above.merge(
              path.substring(0, path.length() - 1), own(path, hash), MerkleTree::combined));
    }
  }

  /** The hash of what tells one copy from another. */
  static long leafHash(Copy copy) {
    Version version = copy.version();
    return Digest.of(
        copy.key(),
        String.valueOf(version.counter()),
        version.client(),
        String.valueOf(version.sequence()),
        String.valueOf(copy.deletedAtMillis()));
  }

  private static long own(String path, long hash) {
    return Digest.of(path, Long.toHexString(hash));
  }

  private static long combined(long one, long other) {
    return Digest.of(Long.toHexString(one), Long.toHexString(other));
  }

  /** The hashes of the branches right below a path, by their paths; empty ones are left out. */
  public SortedMap<String, Long> below(String path) {
    return new TreeMap<>(levels.get(path.length() + 1).subMap(path, path + "~"));
  }

  /** The paths right below this one at which the other side, whose hashes these are, differs. */
  public List<String> differing(String path, SortedMap<String, Long> theirs) {
    SortedMap<String, Long> ours = below(path);
    SortedMap<String, Long> either = new TreeMap<>(theirs);
    either.putAll(ours);
    return either.keySet().stream()
        .filter(branch -> !Objects.equals(ours.get(branch), theirs.get(branch)))
        .toList();
  }

  /** The copies in a leaf. */
  public List<Copy> leaf(String path) {
    return List.copyOf(leaves.getOrDefault(path, List.of()));
  }
}
