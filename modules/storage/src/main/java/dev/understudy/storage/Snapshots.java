package dev.understudy.storage;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The snapshots of a store or a journal on its disk: the two newest are kept, in case one of them rots. */
final class Snapshots<S> {
  private static final int KEPT = 2;

  private final Disk disk;
  private final StoreRules rules;
  private final int blockBytes;
  private final Supplier<? extends SnapshotTarget<S>> targets;
  private final List<SnapshotFile> whole = new ArrayList<>(); // durable: the files themselves
  private final List<String> damaged = new ArrayList<>();
  private SnapshotReader.Loaded<S> newest;
  private String underWay; // volatile: it counts only when it is done; null when there is none

  /** Looks for the newest snapshot that is whole, and loads it into a target. Changes nothing. */
  Snapshots(
      Disk disk, StoreRules rules, int blockBytes, Supplier<? extends SnapshotTarget<S>> targets) {
    this.disk = disk;
    this.rules = rules;
    this.blockBytes = blockBytes;
    this.targets = targets;
    List<String> names = SnapshotNames.in(disk);
    for (int i = names.size() - 1; i >= 0 && whole.size() < KEPT; i--) {
      try {
        find(names.get(i));
      } catch (DamagedSnapshotException found) {
        damaged.add(found.getMessage());
      }
    }
  }

  private void find(String name) {
    if (newest == null) {
      newest = SnapshotReader.load(disk, name, rules, targets.get());
      whole.add(newest.file());
    } else {
      whole.add(0, SnapshotReader.glance(disk, name, rules));
    }
  }

  /** Those of these that are whole as far as their first and last blocks tell, oldest first. */
  static List<SnapshotFile> glanceAt(Disk disk, List<String> names) {
    List<SnapshotFile> found = new ArrayList<>();
    for (String name : names) {
      try {
        found.add(SnapshotReader.glance(disk, name, StoreRules.KEPT));
      } catch (DamagedSnapshotException passedOver) {
        continue;
      }
    }
    return List.copyOf(found);
  }

  /** Where they lie, beside the journal. */
  Disk disk() {
    return disk;
  }

  /** What was loaded, once: null when there was no whole snapshot, and from the second call on. */
  SnapshotReader.Loaded<S> takeLoaded() {
    SnapshotReader.Loaded<S> loaded = newest;
    newest = null;
    return loaded;
  }

  /** What is wrong with the snapshots that were passed over, a sentence each. */
  List<String> damaged() {
    return damaged;
  }

  /** The whole snapshots, oldest first, at most two. */
  List<SnapshotFile> whole() {
    return List.copyOf(whole);
  }

  /** Writes a snapshot; it counts as soon as the future succeeds. */
  Future<SnapshotFile> write(SnapshotFile stamp, SnapshotContent content) {
    underWay = stamp.file();
    String name = SnapshotNames.whileWriting(stamp.file());
    disk.delete(name);
    DiskFile file = disk.open(name);
    return new SnapshotWriter(file, stamp, content, rules, blockBytes)
        .run()
        .onComplete(done -> file.close())
        .onFailure(cause -> disk.delete(name))
        .compose(written -> {
          disk.rename(name, stamp.file());
          return disk.syncDirectory().map(written);
        })
        .onComplete(done -> underWay = null)
        .onSuccess(this::add);
  }

  private void add(SnapshotFile written) {
    whole.removeIf(snapshot -> snapshot.file().equals(written.file()));
    whole.add(written);
    while (whole.size() > KEPT) {
      whole.remove(0);
    }
  }

  /** Deletes those that do not count any more, and those that never did. */
  void deleteOthers() {
    for (String name : SnapshotNames.in(disk)) {
      boolean counts = whole.stream().anyMatch(snapshot -> snapshot.file().equals(name));
      if (!counts && !name.equals(underWay)) {
        disk.delete(name);
      }
    }
  }
}
