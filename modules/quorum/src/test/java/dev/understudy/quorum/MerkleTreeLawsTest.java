package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.quorum.Change.Copy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MerkleTreeLawsTest {
  private static Copy copy(String key, long counter) {
    return new Copy(key, "value " + counter, new Version(counter, "alice", counter), 0);
  }

  private static MerkleTree tree(Map<String, Copy> copies) {
    return new MerkleTree(new TreeMap<>(copies).values(), MerkleTree::leafHash);
  }

  /** The keys in the leaves that a walk down both trees ends at. */
  private static Set<String> found(MerkleTree one, MerkleTree other, String path) {
    Set<String> keys = new LinkedHashSet<>();
    for (String branch : one.differing(path, other.below(path))) {
      if (branch.length() == MerkleTree.DEPTH) {
        one.leaf(branch).forEach(copy -> keys.add(copy.key()));
        other.leaf(branch).forEach(copy -> keys.add(copy.key()));
      } else {
        keys.addAll(found(one, other, branch));
      }
    }
    return keys;
  }

  @Property(seed = "1")
  @Label("What differs is found, on whichever side it is newer or missing, and little else")
  void differences(
      @ForAll @Size(max = 60) List<@IntRange(max = 2000) Integer> common,
      @ForAll @Size(max = 8) List<@IntRange(max = 2000) Integer> here,
      @ForAll @Size(max = 8) List<@IntRange(max = 2000) Integer> there) {
    Map<String, Copy> one = new TreeMap<>();
    common.forEach(key -> one.put("key " + key, copy("key " + key, 1)));
    Map<String, Copy> other = new TreeMap<>(one);
    here.forEach(key -> one.put("key " + key, copy("key " + key, 2)));
    there.forEach(key -> other.put("key " + key, copy("key " + key, 3)));
    Set<String> different = new LinkedHashSet<>(one.keySet());
    different.addAll(other.keySet());
    different.removeIf(key -> one.containsKey(key) && one.get(key).equals(other.get(key)));

    Set<String> found = found(tree(one), tree(other), "");
    assertThat(found).containsAll(different);
    assertThat(found.isEmpty()).isEqualTo(different.isEmpty());
    assertThat(found(tree(other), tree(one), "")).isEqualTo(found);
  }
}
