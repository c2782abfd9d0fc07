package dev.understudy.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.Command;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.RealDisk;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B7 on a real disk, which has links, folders in folders, and other processes. */
@Tag("real-time")
class RestoreFolderRealTimeTest {
  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();

  @TempDir
  Path folder;

  private Path data;
  private Path vault;
  private long stateHash;

  @BeforeEach
  void oneBackup() throws Exception {
    data = folder.resolve("data");
    vault = folder.resolve("vault");
    DurableStore store = await(() -> DurableStore.open(
        new RealDisk(vertx, data), RememberedStore.SMALL, clock, RememberedStore.SYSTEM));
    for (int i = 0; i < 20; i++) {
      int number = i;
      await(() ->
          store.execute("client", number, new Command.Put("cats/" + number % 7, "" + number)));
      if (i == 10) {
        await(store::snapshot);
      }
    }
    stateHash = store.stateHash();
    await(() -> Backups.of(target(), clock).full(store));
    store.close();
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private BackupTarget target() {
    return DirectoryTarget.in(vertx, vault);
  }

  private interface Work<T> {
    Future<T> begin();
  }

  /** Runs work on an event loop, as all of it belongs to one context. */
  private final Context loop = vertx.getOrCreateContext();

  private <T> T await(Work<T> work) throws Exception {
    Promise<T> promise = Promise.promise();
    loop.runOnContext(
        now -> Future.<Void>succeededFuture().compose(begin -> work.begin()).onComplete(promise));
    return promise.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> folder.relativize(file).toString()).sorted().toList();
    }
  }

  private void isRefused(Path place, String why) throws IOException {
    List<String> before = everything();
    assertThatThrownBy(() -> await(() -> Restore.from(target()).into(vertx, place)))
        .as("%s", place)
        .hasCauseInstanceOf(RefusedBackupException.class)
        .hasMessageContaining(why);
    assertThat(everything()).isEqualTo(before);
  }

  private long hashIn(Path place) throws Exception {
    return await(() -> DurableStore.open(
                new RealDisk(vertx, place), RememberedStore.SMALL, clock, "f".repeat(32))
            .onSuccess(DurableStore::close))
        .stateHash();
  }

  @Test
  @DisplayName(
      "B1: a restore to a folder that is absent or empty gives back the store, and nothing beside")
  void restores() throws Exception {
    Path absent = folder.resolve("absent");
    await(() -> Restore.from(target()).into(vertx, absent));
    assertThat(hashIn(absent)).isEqualTo(stateHash);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    await(() -> Restore.from(target()).into(vertx, empty));
    assertThat(hashIn(empty)).isEqualTo(stateHash);
    try (Stream<Path> top = Files.list(folder)) {
      assertThat(top.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "vault", "absent", "empty");
    }
  }

  @Test
  @DisplayName(
      "B7: a restore goes to no file, no link, no folder that is in use, and not into its source")
  void refusesPlaces() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    isRefused(file, "is a file");
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("x"), "x");
    isRefused(full, "is not empty: there is x");
    isRefused(data, "is not empty");
    isRefused(vault, "is not empty");
    isRefused(data.resolve("inside"), "inside the data directory");
    isRefused(vault.resolve("inside"), "inside the backups");
    isRefused(Path.of("/"), "root of the file system");
    isRefused(folder.resolve("nowhere").resolve("inside"), "no folder around it");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);
    isRefused(link, "is a link");
    Path toVault = Files.createSymbolicLink(folder.resolve("toVault"), vault);
    isRefused(toVault.resolve("inside"), "inside the backups");
  }

  @Test
  @DisplayName("B7: a piece that is a link to elsewhere is refused")
  void linkedPiece() throws Exception {
    try (Stream<Path> files = Files.list(vault)) {
      Path piece = files.filter(f -> f.toString().contains(".wal-")).findFirst().orElseThrow();
      Path moved = Files.move(piece, folder.resolve("moved"));
      Files.createSymbolicLink(piece, moved);
      isRefused(folder.resolve("place"), "is a link");
    }
  }

  @Test
  @DisplayName(
      "What an interrupted restore has left is removed by the next one, and by nobody else")
  void leftovers() throws Exception {
    Path hidden = Files.createDirectory(folder.resolve(".place.restoring"));
    Files.writeString(hidden.resolve("restore.unfinished"), "");
    Files.writeString(hidden.resolve("wal-0000000000000001.log"), "half");
    Path place = folder.resolve("place");
    await(() -> Restore.from(target()).into(vertx, place));
    assertThat(hashIn(place)).isEqualTo(stateHash);
    assertThat(hidden).doesNotExist();
  }

  @Test
  @DisplayName("A cancelled restore leaves no folder behind, hidden or not")
  void cancelled() throws Exception {
    List<String> before = everything();
    Cancellation cancellation = new Cancellation();
    int[] chunks = {0};
    Job job = Job.plain().withCancellation(cancellation).withProgress(progress -> {
      if (progress.bytesDone() > progress.bytesTotal() / 2 && ++chunks[0] == 2) {
        cancellation.cancel();
      }
    });
    assertThatThrownBy(
            () -> await(() -> Restore.from(target()).as(job).into(vertx, folder.resolve("place"))))
        .hasCauseInstanceOf(Cancellation.CancelledException.class);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  @DisplayName("While one process writes to a target, another is refused")
  void locked() throws Exception {
    BackupTarget.Lease lease = target().lease("prune");
    assertThatThrownBy(() -> target().lease("make a backup"))
        .isInstanceOf(RefusedBackupException.class)
        .hasMessageContaining("another process is at work in");
    lease.giveBack();
    lease.giveBack();
    target().lease("make a backup").giveBack();
  }
}
