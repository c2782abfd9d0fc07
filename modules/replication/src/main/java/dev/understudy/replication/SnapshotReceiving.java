package dev.understudy.replication;

import java.util.ArrayList;
import java.util.List;

/**
 * Gets a snapshot chunk by chunk. Each is staged on the disk beside the old log, which is given up only
 * when all of them are there and add up to what the stamp says (S3).
 */
public final class SnapshotReceiving {
  /** What there is of which snapshot, for those who watch from outside. */
  public record State(Stamp stamp, int chunks) {}

  private final Copy copy;
  private final Rules rules;
  private final Host host;
  private final List<Chunk> chunks; // durable: they are staged
  private Stamp stamp; // durable as soon as there is a chunk; null if none was offered

  /** Goes on with what was staged before this start. */
  public SnapshotReceiving(List<Chunk> staged, Copy copy, Rules rules, Host host) {
    this.copy = copy;
    this.rules = rules;
    this.host = host;
    chunks = new ArrayList<>(staged);
    stamp = staged.isEmpty() ? null : staged.get(0).stamp();
  }

  /** The snapshot it is at; null if there is none. */
  Stamp stamp() {
    return stamp;
  }

  /** The number of the chunk that is wanted next. */
  int wanted() {
    return chunks.size();
  }

  /** This snapshot is offered; what there is of another one is given up. */
  void begin(Stamp offered) {
    if (!offered.equals(stamp)) {
      forget();
      stamp = offered;
    }
  }

  /**
   * A chunk has come. One that is not wanted changes nothing.
   *
   * @return whether it was the last one, so that the snapshot now stands for the log
   */
  boolean take(Chunk chunk) {
    if (stamp == null) {
      begin(chunk.stamp());
    }
    if (!chunk.stamp().equals(stamp) || chunk.number() != chunks.size()) {
      return false;
    }
    chunks.add(chunk);
    Snapshot snapshot = Snapshot.of(chunks);
    if (rules.isWhole(snapshot)) {
      copy.replaceBy(snapshot);
      chunks.clear();
      stamp = null;
      return true;
    } else if (chunks.size() < stamp.chunks()) {
      host.stage(chunk);
    } else {
      host.trace("the " + stamp + " does not add up to what it should: begins anew");
      forget();
    }
    return false;
  }

  /** What there is. */
  public State state() {
    return new State(stamp, chunks.size());
  }

  private void forget() {
    if (!chunks.isEmpty()) {
      host.unstage();
      chunks.clear();
    }
    stamp = null;
  }
}
