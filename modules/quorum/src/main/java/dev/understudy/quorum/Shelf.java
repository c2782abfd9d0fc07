package dev.understudy.quorum;

import dev.understudy.quorum.Change.Claim;
import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.Change.Dropped;
import dev.understudy.quorum.Change.HandedOver;
import dev.understudy.quorum.Change.Hint;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one node keeps: its own copies, those it keeps for others, and what it promised to clients. */
final class Shelf {
  /** So many copies at most are kept for others. */
  static final int MOST_HINTS = 10_000;

  // Volatile, because it is what the journal says, applied in order.
  private final SortedMap<String, Copy> copies = new TreeMap<>();
  private final SortedMap<String, Claim> claims = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Copy>> hints = new TreeMap<>();

  /** Does what the change says. */
  void apply(Change change) {
    if (change instanceof Copy copy) {
      copies.put(copy.key(), copy);
    } else if (change instanceof Claim claim) {
      claims.put(claim.client(), claim);
    } else if (change instanceof Hint hint) {
      hintsFor(hint.owner()).put(hint.copy().key(), hint.copy());
    } else if (change instanceof HandedOver done) {
      handedOver(done);
    } else if (change instanceof Dropped dropped) {
      copies.remove(dropped.key());
    }
  }

  private void handedOver(HandedOver done) {
    SortedMap<String, Copy> ofOwner = hintsFor(done.owner());
    Copy kept = ofOwner.get(done.key());
    if (kept != null && kept.version().equals(done.version())) { // not a newer one that came since
      ofOwner.remove(done.key());
    }
    if (ofOwner.isEmpty()) {
      hints.remove(done.owner());
    }
  }

  /** This node's own copy of a key. */
  Copy copy(String key) {
    return copies.getOrDefault(key, Copy.absent(key));
  }

  /** The newest copy of a key that is here, for whomever it is kept. */
  Copy newest(String key) {
    List<Copy> all = new ArrayList<>(List.of(copy(key)));
    hints.values().stream()
        .map(ofOwner -> ofOwner.get(key))
        .filter(c -> c != null)
        .forEach(all::add);
    return Copy.newest(all);
  }

  /** What was promised about the last write of a client. */
  Claim claim(String client) {
    return claims.getOrDefault(
        client, new Claim(client, 0, Ballot.NONE, Ballot.NONE, Version.NONE));
  }

  /** The copy that is kept for an owner. */
  Copy hint(String owner, String key) {
    return hints.containsKey(owner)
        ? hints.get(owner).getOrDefault(key, Copy.absent(key))
        : Copy.absent(key);
  }

  boolean hasRoomForHints() {
    return hintsKept() < MOST_HINTS;
  }

  private int hintsKept() {
    return hints.values().stream().mapToInt(SortedMap::size).sum();
  }

  private SortedMap<String, Copy> hintsFor(String owner) {
    return hints.computeIfAbsent(owner, o -> new TreeMap<>());
  }

  /** How many changes it takes to say all that is here. */
  int size() {
    return copies.size() + claims.size() + hintsKept();
  }

  /** All that is here, as the fewest changes that give it. */
  List<Change.Entry> all() {
    List<Change.Entry> all = new ArrayList<>();
    copies.values().forEach(copy -> all.add(new Change.Entry(copy)));
    claims.values().forEach(claim -> all.add(new Change.Entry(claim)));
    hints().forEach(hint -> all.add(new Change.Entry(hint)));
    return all;
  }

  /** All copies, by key; a view of those now. */
  SortedMap<String, Copy> copies() {
    return new TreeMap<>(copies);
  }

  SortedMap<String, Claim> claims() {
    return new TreeMap<>(claims);
  }

  /** All hints, the oldest keys first. */
  List<Hint> hints() {
    List<Hint> all = new ArrayList<>();
    hints.forEach((owner, kept) -> kept.values().forEach(copy -> all.add(new Hint(owner, copy))));
    return all;
  }
}
