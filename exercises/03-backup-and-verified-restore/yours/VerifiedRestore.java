import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Contents;
import dev.understudy.backup.Kind;
import dev.understudy.backup.Link;
import dev.understudy.backup.Piece;
import dev.understudy.backup.Point;
import dev.understudy.backup.RefusedBackupException;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.DurableStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a store out of the backups that lie in a target, on an empty disk. A backup is a chain of
 * links: a full one, and others, each of which goes on where the one that it names as its parent
 * ends. A link consists of pieces, which are bytes of the store's files, and of a {@link
 * dev.understudy.backup.Manifest manifest}, which says what it is.
 *
 * <p>A disk holds a store from the moment on at which {@link DurableStore#identify} has succeeded.
 */
final class VerifiedRestore {
  /** Lies on a disk while a restore is under way there. */
  static final String MARKER = "restore.unfinished";

  private final BackupTarget target;
  private final Contents contents;

  VerifiedRestore(BackupTarget target) {
    this.target = target;
    this.contents = Contents.of(target);
  }

  /** The links that a restore of this one needs, the full one first. */
  List<Link> chain(String id) {
    List<Link> chain = new ArrayList<>();
    // Begin with link(id). As long as a link is not of Kind.FULL it stands on the parent that
    // its manifest() names: look at the two with checkStandsOn, and go on with the parent.
    chain.add(link(id));
    return chain;
  }

  /** Refuses a link that does not stand on this one although it names it. */
  private static void checkStandsOn(Link parent, Link child) {
    // Throw a RefusedBackupException that names both links when
    // - they are of two systems (say which ones: somebody must find out whose link that is);
    // - the parent is not the very one that the child was made on: the child knows the
    //   sha256() of that one;
    // - the child does not begin at the point where the parent ends.
    // In which order do you ask?
  }

  /** Refuses a chain of which any piece is not what its manifest says. */
  private void checkPieces(List<Link> chain) {
    // For each piece of each link: are bytes(link, piece) as many as it says, and is their
    // sha256 the one that it says? If not, refuse the link by its name.
  }

  /** Restores what a link holds, with all before it; there is a store when this has succeeded. */
  Future<Void> restore(String id, Disk disk) {
    // 1. Find the chain, check its pieces, and checkEmpty(disk). Nothing is written before.
    // 2. Put the MARKER on the disk: open it, close it, sync the directory. From now on
    //    whatever lies there is nobody's, and the next restore clears it away.
    // 3. lay(chain, disk): the files of the store.
    // 4. DurableStore.identify(disk, system) makes a store of them; the system stands in each
    //    manifest. Which moment is right for that?
    // 5. Take the MARKER away, and sync the directory.
    return Future.succeededFuture();
  }

  /** Writes the files of a store: piece behind piece, link behind link. */
  private Future<Void> lay(List<Link> chain, Disk disk) {
    clear(disk);
    Map<String, DiskFile> files = new LinkedHashMap<>();
    for (Link link : chain) {
      for (Piece piece : link.manifest().pieces()) {
        files.computeIfAbsent(piece.file(), disk::open).append(bytes(link, piece));
      }
    }
    // Nothing of it is durable yet. Future.all waits for many futures; mapEmpty() makes a
    // Future<Void> of it.
    return Future.succeededFuture();
  }

  /**
   * Proves that a link can be restored, on a disk that is empty.
   *
   * @return the fingerprint of the store that it holds; fails when it cannot be restored
   */
  Future<Long> verify(String id, Disk scratch) {
    Point end = link(id).manifest().to();
    // Every checksum may be right, and the store was damaged when the backup was made. So
    // restore to the scratch disk and open(scratch) what is there. A store that opens may
    // still be shorter than it should be: compare its lastLsn() with the end. Its stateHash()
    // is the fingerprint.
    return Future.succeededFuture(0L);
  }

  // Everything below is yours to use and need not be changed.

  /** The link of this id. */
  private Link link(String id) {
    return contents.link(id).orElseThrow(() -> {
      String damage = contents.damaged().get(id + ".json");
      return new RefusedBackupException(
          "%s is %s", id, damage == null ? "missing" : "unreadable: " + damage);
    });
  }

  /** What lies in the target for a piece of a link; refuses the link when nothing does. */
  private Buffer bytes(Link link, Piece piece) {
    DiskFile file = target.open(link.id() + "." + piece.file());
    try {
      return file.read(0, (int) file.size());
    } finally {
      file.close();
    }
  }

  /** Refuses a disk on which lies anything but what an interrupted restore has left. */
  private static void checkEmpty(Disk disk) {
    boolean isUnfinished = disk.exists(MARKER) && !disk.exists(DurableStore.SYSTEM_FILE);
    if (!disk.list().isEmpty() && !isUnfinished) {
      throw new RefusedBackupException(
          "there is %s: choose an empty disk", disk.list().get(0));
    }
  }

  /** Removes what an interrupted restore has left. */
  private static void clear(Disk disk) {
    disk.list().stream().filter(name -> !name.equals(MARKER)).forEach(disk::delete);
  }

  private static Future<DurableStore> open(Disk disk) {
    String forNewStoresOnly = "0".repeat(32);
    return DurableStore.open(
        disk, DurableStore.Options.defaults(), Clock.systemUTC(), forNewStoresOnly);
  }

  private static String sha256(Buffer bytes) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.getBytes()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
