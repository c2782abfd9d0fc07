package dev.understudy.backup.suite;

import static dev.understudy.backup.RememberedStore.result;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Backups;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.Link;
import dev.understudy.backup.RememberedStore;
import dev.understudy.cluster.TracedDisk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.SimulatedDisk;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Two weeks of backups of one store, what the store was when each was made, and how they go wrong. */
final class Vault {
  /** The chain of {@link #TIP} is the links 1, 3 and 5: the log links between stand beside it. */
  static final String ROOT = "000001-full";

  static final String MIDDLE = "000003-incremental";
  static final String TIP = "000005-incremental";
  static final String OTHER_ROOT = "000006-full";

  final BackupTarget target;
  private final SimulatedDisk disk;
  private final RememberedStore store;
  private final Map<String, Long> records = new TreeMap<>(); // by link, how many were in it

  private Vault(long seed, String system) {
    disk = new SimulatedDisk(new Random(seed));
    target = DirectoryTarget.on(disk, "the vault");
    store = new RememberedStore(seed, system, new SimulatedDisk(new Random(~seed)));
    Backups backups = Backups.of(target, store.clock);
    made(result(backups.full(store.write(9).snapshot().write(3).store)));
    made(result(backups.log(store.write(2).store)));
    made(result(backups.incremental(store.write(4).store)));
    made(result(backups.log(store.write(1).store)));
    made(result(backups.incremental(store.write(5).store)));
    made(result(backups.full(store.write(2).snapshot().write(2).store)));
    made(result(backups.incremental(store.write(3).store)));
  }

  /** The vault of a seed; whoever looks on sees what lies there. */
  static Vault of(TracedDisk onlooker) {
    Vault vault = new Vault(onlooker.random().nextLong(), RememberedStore.SYSTEM);
    onlooker.note("the vault holds " + String.join(", ", vault.ids()));
    return vault;
  }

  private void made(Link link) {
    records.put(link.id(), (long) store.last());
  }

  /** All links, oldest first. */
  List<String> ids() {
    return List.copyOf(records.keySet());
  }

  /** The fingerprint of the store when a link was made. */
  long hashAt(String id) {
    return store.hashAt(records.get(id));
  }

  /** How many commits there were when a link was made. */
  long recordsAt(String id) {
    return records.get(id);
  }

  /** The files of a link, its manifest among them. */
  List<String> filesOf(String id) {
    return disk.list().stream().filter(name -> name.startsWith(id + ".")).toList();
  }

  long sizeOf(String file) {
    return content(file).length();
  }

  void remove(String file) {
    disk.delete(file);
  }

  void flip(String file, long bit) {
    disk.corrupt(file, bit / Byte.SIZE, 1 << (int) (bit % Byte.SIZE));
  }

  void cut(String file) {
    Buffer bytes = content(file);
    put(file, bytes.getBuffer(0, bytes.length() - 1));
  }

  void swap(String file, String other) {
    Buffer first = content(file);
    put(file, content(other));
    put(other, first);
  }

  /** The link that another store has under this name comes in the place of ours. */
  String replaceByForeign(String id) {
    String system = "f".repeat(32);
    Vault other = new Vault(store.hashAt(store.last()), system);
    filesOf(id).forEach(disk::delete);
    other.filesOf(id).forEach(file -> put(file, other.content(file)));
    return system;
  }

  /** One more link, made after a bit had flipped on the disk of the store in one of its new records. */
  Link rotten(boolean isLast) {
    store.write(1);
    String segment = newestSegment();
    long rots = store.disk.open(segment).size() - 1; // in the payload of that record
    store.write(isLast ? 0 : 3);
    store.disk.corrupt(segment, rots, 1);
    return result(Backups.of(target, store.clock).incremental(store.store));
  }

  private String newestSegment() {
    List<String> segments =
        store.disk.list().stream().filter(name -> name.startsWith("wal-")).toList();
    return segments.get(segments.size() - 1);
  }

  private Buffer content(String name) {
    DiskFile file = disk.open(name);
    Buffer bytes = file.read(0, (int) file.size());
    file.close();
    return bytes;
  }

  private void put(String name, Buffer bytes) {
    disk.delete(name);
    DiskFile file = disk.open(name);
    file.append(bytes);
    result(file.sync());
    result(disk.syncDirectory());
    file.close();
  }
}
