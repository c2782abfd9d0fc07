package dev.understudy.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that keeps apart what is durable and what is only written, and loses the latter
 * when it is told to {@link #crash()}. It survives the crash of its node, as a real disk does: the
 * restarted node opens its files on the same object.
 *
 * <p>File handles of before a crash are useless: their appends, reads and truncations throw {@link
 * IllegalStateException}, their syncs fail with it, and a sync that was in flight never completes.
 *
 * <p>After a failed sync what it covered stays visible but is never written, not even by a later
 * sync through a fresh handle, which succeeds: that is how Linux file systems behave.
 *
 * <p>A disk belongs to one node and is used from that node's event loop; the faults may come from
 * any thread. No future is completed under the lock.
 */
public final class SimulatedDisk implements Disk {
  private final RandomGenerator random;
  private final SyncDelay delay;
  // Volatile, because names, like bytes, first live in the page cache.
  private final TreeMap<String, SimulatedContent> visible = new TreeMap<>();
  // Durable, because a completed sync of the directory put them there.
  private final TreeMap<String, SimulatedContent> durable = new TreeMap<>();
  private final UnsyncedChanges<TreeMap<String, SimulatedContent>> unsynced =
      new UnsyncedChanges<>(durable);
  private SimulatedHandle directory = new SimulatedHandle("the directory", 0);
  private UnsyncedLoss loss = UnsyncedLoss.ALL;
  private long capacity = Long.MAX_VALUE;
  private boolean nextSyncFails;
  private long syncs;
  private long spared; // the syncs up to this one do not fail any more

  /** A disk whose syncs complete at once; {@code random} decides what a torn crash leaves. */
  public SimulatedDisk(RandomGenerator random) {
    this(random, SyncDelay.none());
  }

  /** A disk whose syncs take as long as {@code delay} says. */
  public SimulatedDisk(RandomGenerator random, SyncDelay delay) {
    this.random = random;
    this.delay = delay;
  }

  @Override
  public synchronized List<String> list() {
    return List.copyOf(visible.keySet());
  }

  @Override
  public synchronized DiskFile open(String name) {
    SimulatedContent content = visible.get(FileNames.checked(name));
    if (content == null) {
      SimulatedContent created = new SimulatedContent();
      change(names -> names.put(name, created));
      content = created;
    }
    return new SimulatedFile(this, content, new SimulatedHandle(name, directory.incarnation()));
  }

  @Override
  public synchronized boolean exists(String name) {
    return visible.containsKey(FileNames.checked(name));
  }

  @Override
  public synchronized void delete(String name) {
    if (exists(name)) {
      change(names -> names.remove(name));
    }
  }

  @Override
  public synchronized void rename(String from, String to) {
    FileNames.checked(to);
    SimulatedContent content = content(from);
    change(names -> {
      names.remove(from, content);
      names.put(to, content);
    });
  }

  @Override
  public Future<Void> syncDirectory() {
    SimulatedHandle opened;
    synchronized (this) {
      opened = directory;
    }
    return sync(opened, unsynced);
  }

  /** Chooses what the coming crashes do to unsynced changes; {@link UnsyncedLoss#ALL} at first. */
  public synchronized void unsyncedLoss(UnsyncedLoss newLoss) {
    loss = newLoss;
  }

  /**
   * The power goes and comes back: unsynced changes are lost as {@link #unsyncedLoss} says, all
   * handles are useless, a sync in flight never completes.
   */
  public synchronized void crash() {
    directory = new SimulatedHandle(directory.name(), directory.incarnation() + 1);
    unsynced.crash(loss, random);
    visible.clear();
    visible.putAll(durable);
    visible.values().forEach(content -> content.crash(loss, random));
  }

  /** The next sync that is asked for, of a file or of the directory, fails; see the class on how. */
  public synchronized void failNextSync() {
    nextSyncFails = true;
  }

  /** A sync that was to fail and has not failed yet will not, whether it was asked for or not. */
  public synchronized void spareNextSync() {
    nextSyncFails = false;
    spared = syncs;
  }

  /** How many durable bytes all files have together: what a crash can leave, and what can rot. */
  public synchronized long durableBytes() {
    return visible.values().stream().mapToLong(SimulatedContent::durableBytes).sum();
  }

  /**
   * Bit rot anywhere: flips one bit of one durable byte, each as likely as any other.
   *
   * @throws IllegalArgumentException when no byte is durable
   */
  public synchronized void rot(RandomGenerator chance) {
    long durableBytes = durableBytes();
    if (durableBytes == 0) {
      throw new IllegalArgumentException("no byte of this disk is durable, so none could rot");
    }
    long left = chance.nextLong(durableBytes);
    for (String name : list()) {
      int size = visible.get(name).durableBytes();
      if (left < size) {
        corrupt(name, left, 1 << chance.nextInt(Byte.SIZE));
        return;
      }
      left -= size;
    }
  }

  /**
   * Bit rot: flips the bits of {@code bitmask} in one durable byte.
   *
   * @throws IllegalArgumentException when there is no such file or no such durable byte
   */
  public synchronized void corrupt(String name, long offset, int bitmask) {
    SimulatedContent content = content(name);
    if (offset < 0 || offset >= content.durableBytes()) {
      throw new IllegalArgumentException(
          "%s has %d durable bytes, so none at offset %d that could rot"
              .formatted(name, content.durable.size(), offset));
    }
    content.durable.flip((int) offset, bitmask);
    content.visible.flip((int) offset, bitmask);
  }

  /** Limits the disk to so many bytes in all files together; more ends a shortage. */
  public synchronized void full(long bytes) {
    capacity = bytes;
  }

  /** How many syncs, of files and of the directory, were asked for since the disk was made. */
  public synchronized long syncs() {
    return syncs;
  }

  synchronized boolean isOver(SimulatedHandle handle) {
    return handle.incarnation() != directory.incarnation();
  }

  /** How many bytes all files have together, durable or not. */
  public synchronized long used() {
    return visible.values().stream()
        .mapToLong(content -> content.visible.size())
        .sum();
  }

  synchronized void checkRoom(String name, long bytes) {
    if (capacity != Long.MAX_VALUE && used() + bytes > capacity) {
      throw new DiskFullException(name, bytes, null);
    }
  }

  Future<Void> sync(SimulatedHandle handle, UnsyncedChanges<?> changes) {
    long upTo;
    long number;
    boolean fails;
    synchronized (this) {
      upTo = changes.newest();
      fails = nextSyncFails;
      nextSyncFails = false;
      number = ++syncs;
    }
    Promise<Void> promise = Promise.promise();
    delay
        .elapsed()
        .onSuccess(
            waited -> finishSync(handle, changes, upTo, fails && number > spared(), promise));
    return promise.future();
  }

  private synchronized long spared() {
    return spared;
  }

  private void finishSync(
      SimulatedHandle handle,
      UnsyncedChanges<?> changes,
      long upTo,
      boolean fails,
      Promise<Void> promise) {
    SyncFailedException failure;
    synchronized (this) {
      if (isOver(handle)) {
        return; // the crash has decided what became of the changes, and the asker is gone
      }
      if (fails) {
        handle.syncFailed();
        changes.forget(upTo);
      } else if (handle.failure() == null) {
        changes.settle(upTo);
      }
      failure = handle.failure();
    }
    if (failure == null) {
      promise.complete();
    } else {
      promise.fail(failure);
    }
  }

  private SimulatedContent content(String name) {
    SimulatedContent content = visible.get(FileNames.checked(name));
    if (content == null) {
      throw new IllegalArgumentException(
          "no file " + name + " on this disk; there are " + visible.keySet());
    }
    return content;
  }

  private void change(UnsyncedChanges.Change<TreeMap<String, SimulatedContent>> change) {
    unsynced.add(change);
    change.applyTo(visible);
  }
}
