package dev.understudy.quorum;

import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.Change.Dropped;
import dev.understudy.quorum.Change.HandedOver;
import dev.understudy.quorum.Change.Hint;
import dev.understudy.quorum.QuorumMessage.Branches;
import dev.understudy.quorum.QuorumMessage.Leaves;
import dev.understudy.quorum.QuorumMessage.Store;
import dev.understudy.quorum.QuorumMessage.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a node that makes copies equal while nobody asks: it hands over what it keeps for
 * others, compares its copies with those of one other node after the other, and drops old tombstones.
 */
final class Caretaker {
  private static final Duration HAND_OVER_EVERY = Duration.ofMillis(200);
  private static final int MOST_HANDED_OVER = 100; // at a time

  private final Keeper keeper;
  private final Rules rules;
  private final Shelf shelf;
  private final List<String> peers;
  private long compared;

  Caretaker(Keeper keeper, Rules rules, Shelf shelf, List<String> peers) {
    this.keeper = keeper;
    this.rules = rules;
    this.shelf = shelf;
    this.peers = peers;
  }

  void start() {
    if (rules.isSloppy()) {
      keeper.after("hand over", HAND_OVER_EVERY, this::handOver);
    }
    if (!rules.compareEvery().isZero() && !peers.isEmpty()) {
      keeper.after("compare", rules.compareEvery(), this::compare);
    }
  }

  private void handOver() {
    shelf.hints().stream().limit(MOST_HANDED_OVER).forEach(this::handOver);
    keeper.after("hand over", HAND_OVER_EVERY, this::handOver);
  }

  private void handOver(Hint hint) {
    Copy copy = hint.copy();
    HandedOver done = new HandedOver(hint.owner(), copy.key(), copy.version());
    if (!keeper.waitsForOwner()) {
      keeper.write(done);
    }
    Store store = new Store(copy, "");
    keeper.question(hint.owner(), store, HAND_OVER_EVERY, Stored.class, outcome -> {
      if (outcome.isOk() && keeper.waitsForOwner()) {
        keeper.write(done);
      }
    });
  }

  /** Begins at the root of the tree; what differs is asked for branch by branch. */
  private void compare() {
    dropOldTombstones();
    String peer = peers.get((int) (compared++ % peers.size()));
    keeper.tell(peer, new Branches("", tree(peer).below("")));
    keeper.after("compare", rules.compareEvery(), this::compare);
  }

  private void dropOldTombstones() {
    shelf.copies().values().stream()
        .filter(this::isToBeDropped)
        .forEach(copy -> keeper.write(new Dropped(copy.key())));
  }

  private boolean isToBeDropped(Copy copy) {
    return copy.isTombstone() && keeper.mayDrop(copy, keeper.age(copy));
  }

  /** The tree of the keys that both this node and that one own. */
  private MerkleTree tree(String peer) {
    List<Copy> shared = shelf.copies().values().stream()
        .filter(copy -> keeper.owns(peer, copy.key()) && keeper.owns(keeper.self(), copy.key()))
        .toList();
    return new MerkleTree(shared, keeper::leafHash);
  }

  void onBranches(String peer, Branches branches) {
    MerkleTree tree = tree(peer);
    List<String> leaves = new ArrayList<>();
    for (String path : tree.differing(branches.path(), branches.hashes())) {
      if (path.length() == MerkleTree.DEPTH) {
        leaves.add(path);
      } else {
        keeper.tell(peer, new Branches(path, tree.below(path)));
      }
    }
    if (!leaves.isEmpty()) {
      keeper.tell(peer, new Leaves(leaves, in(tree, leaves), true));
    }
  }

  private static List<Copy> in(MerkleTree tree, List<String> leaves) {
    return leaves.stream().flatMap(path -> tree.leaf(path).stream()).toList();
  }

  /** Keeps what is newer, and sends back what is newer here. */
  void onLeaves(String peer, Leaves leaves) {
    leaves.copies().stream().filter(this::isWelcome).forEach(keeper::keep);
    if (leaves.isFirst()) {
      List<Copy> newer = in(tree(peer), leaves.paths()).stream()
          .filter(copy -> !leaves.copies().contains(copy))
          .toList();
      if (!newer.isEmpty()) {
        keeper.tell(peer, new Leaves(leaves.paths(), newer, false));
      }
    }
  }

  /** A tombstone that would be dropped at once, and deletes nothing here, would come again and again. */
  private boolean isWelcome(Copy copy) {
    return !isToBeDropped(copy) || !shelf.copy(copy.key()).version().equals(Version.NONE);
  }

  long compared() {
    return compared;
  }
}
