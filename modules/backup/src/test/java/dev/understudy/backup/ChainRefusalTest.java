package dev.understudy.backup;

import static dev.understudy.backup.RememberedStore.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.SimulatedDisk;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** B2: a missing, reordered, foreign or altered link is refused before anything is written. */
class ChainRefusalTest {
  private final RememberedStore source = new RememberedStore(1);
  private final SimulatedDisk elsewhere = new SimulatedDisk(new Random(7));
  private final BackupTarget target = DirectoryTarget.on(elsewhere, "the vault");

  @BeforeEach
  void fullAndThreeIncrementals() {
    Backups backups = Backups.of(target, source.clock);
    result(backups.full(source.write(12).snapshot().write(3).store));
    for (int i = 0; i < 3; i++) {
      result(backups.incremental(source.write(4).store));
    }
  }

  private void isRefused(Restore restore, String... words) {
    WatchedDisk place = new WatchedDisk();
    assertThatThrownBy(() -> result(restore.into(place)))
        .isInstanceOf(RefusedBackupException.class)
        .hasMessageContainingAll(words);
    assertThat(place.changes()).as("changes of the place").isZero();
  }

  private static void put(Disk disk, String name, Buffer content) {
    disk.delete(name);
    DiskFile file = disk.open(name);
    file.append(content);
    result(file.sync());
    file.close();
  }

  private Buffer content(String name) {
    return Contents.whole(target, name);
  }

  /** Another manifest in the place of a link's, sealed as ours are. */
  private void forge(String id, Manifest manifest) {
    put(elsewhere, TargetNames.manifest(id), ManifestText.write(manifest));
  }

  private Manifest manifest(String id) {
    return Contents.of(target).link(id).orElseThrow().manifest();
  }

  @Test
  @DisplayName("Any file that is missing is named")
  void missingFile() {
    for (String name : elsewhere.list()) {
      boolean isNewest = name.startsWith("000004");
      if (TargetNames.isManifest(name) && isNewest) {
        continue; // without its manifest the newest link does not exist
      }
      Buffer content = content(name);
      elsewhere.delete(name);
      boolean isFull = name.equals("000001-full.json");
      isRefused(Restore.from(target), isFull ? "000001-full" : TargetNames.owner(name), "missing");
      put(elsewhere, name, content);
    }
    result(Restore.from(target).into(new WatchedDisk()));
  }

  @Test
  @DisplayName("Links that changed places are named")
  void reordered() {
    Buffer two = content("000002-incremental.json");
    Buffer three = content("000003-incremental.json");
    put(elsewhere, "000002-incremental.json", three);
    put(elsewhere, "000003-incremental.json", two);
    isRefused(
        Restore.from(target), "000002-incremental.json holds the manifest of 000003-incremental");
    isRefused(
        Restore.from(target).toIndex(22),
        "000003-incremental.json holds the manifest of 000002-incremental");
  }

  @Test
  @DisplayName("A link that begins elsewhere than its parent ends is named")
  void outOfOrder() {
    Manifest two = manifest("000002-incremental");
    Link one = Contents.of(target).link("000001-full").orElseThrow();
    forge(
        "000003-incremental",
        new Manifest(
            "000003-incremental",
            Kind.INCREMENTAL,
            two.system(),
            one.id(),
            one.sha256(),
            two.to(),
            manifest("000003-incremental").to(),
            two.created(),
            manifest("000003-incremental").pieces()));
    isRefused(
        Restore.from(target).toLink("000003-incremental"), "000003-incremental", "out of order");
  }

  @Test
  @DisplayName("A parent that is not the one on which a link was made is named")
  void altered() {
    Manifest two = manifest("000002-incremental");
    forge(
        two.id(),
        new Manifest(
            two.id(),
            two.kind(),
            two.system(),
            two.parent(),
            two.parentSha256(),
            two.from(),
            two.to(),
            two.created().plusMillis(1),
            two.pieces()));
    isRefused(Restore.from(target), "000002-incremental is altered", "000003-incremental was made");
  }

  @Test
  @DisplayName("A link of another system is named")
  void foreign() {
    RememberedStore other =
        new RememberedStore(1, "f".repeat(32), new SimulatedDisk(new Random(3)));
    SimulatedDisk others = new SimulatedDisk(new Random(8));
    Backups backups = Backups.of(DirectoryTarget.on(others, "theirs"), other.clock);
    result(backups.full(other.write(12).snapshot().write(3).store));
    result(backups.incremental(other.write(4).store));
    for (String name : others.list()) {
      if (name.startsWith("000002")) {
        put(elsewhere, name, Contents.whole(DirectoryTarget.on(others, "theirs"), name));
      }
    }
    isRefused(Restore.from(target), "000002-incremental is foreign", "f".repeat(32));
  }

  @Test
  @DisplayName("Every bit of every file that flips is noticed, and the link is named")
  void everyBit() {
    elsewhere.list().forEach(elsewhere::delete);
    RememberedStore small = new RememberedStore(2).write(3).snapshot().write(2);
    result(Backups.of(target, small.clock).full(small.store));
    result(Backups.of(target, small.clock).log(small.write(1).store));
    int flips = 0;
    for (String name : elsewhere.list()) {
      Buffer content = content(name);
      for (int offset = 0; offset < content.length(); offset++) {
        for (int bit = 0; bit < Byte.SIZE; bit++) {
          elsewhere.corrupt(name, offset, 1 << bit);
          isRefused(Restore.from(target), TargetNames.owner(name));
          elsewhere.corrupt(name, offset, 1 << bit);
          flips++;
        }
      }
    }
    assertThat(flips).isGreaterThan(15_000);
    result(Restore.from(target).into(new WatchedDisk()));
  }

  @Test
  @DisplayName("B7: a manifest that names anything but files of a store, or one twice, is refused")
  void names() {
    Manifest full = manifest("000001-full");
    List<String> bad = List.of(
        "../wal-0000000000000001.log",
        "/etc/passwd",
        "C:\\wal-0000000000000001.log",
        "a/wal-0000000000000001.log",
        "..",
        "",
        "system.json",
        "restore.unfinished",
        "wal-0000000000000001.log\0",
        "wal-0000000000000001.log\n",
        "WAL-0000000000000001.LOG",
        full.pieces().get(1).file());
    for (String name : bad) {
      List<Piece> pieces = new ArrayList<>(full.pieces());
      Piece last = pieces.get(pieces.size() - 1);
      pieces.add(new Piece(name, 0, last.bytes(), last.sha256()));
      forge(full.id(), withPieces(full, pieces));
      isRefused(Restore.from(target).toLink("000001-full"), "000001-full is refused", name);
    }
    forge(full.id(), full);
    result(Restore.from(target).into(new WatchedDisk()));
  }

  private static Manifest withPieces(Manifest link, List<Piece> pieces) {
    return new Manifest(
        link.id(),
        link.kind(),
        link.system(),
        link.parent(),
        link.parentSha256(),
        link.from(),
        link.to(),
        link.created(),
        pieces);
  }

  @Test
  @DisplayName("Pieces that do not make whole files are refused")
  void pieces() {
    Manifest full = manifest("000001-full");
    for (int i = 1; i < full.pieces().size(); i++) {
      List<Piece> pieces = new ArrayList<>(full.pieces());
      pieces.remove(i);
      forge(full.id(), withPieces(full, pieces));
      isRefused(Restore.from(target).toLink("000001-full"), "000001-full");
      pieces.add(
          i, new Piece(full.pieces().get(i).file(), 1, 1, full.pieces().get(i).sha256()));
      forge(full.id(), withPieces(full, pieces));
      isRefused(Restore.from(target).toLink("000001-full"), "000001-full");
    }
  }
}
