package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@Tag("real-time")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealDiskRealTimeTest extends DiskContract {
  private Vertx vertx;
  private Disk disk;

  @BeforeAll
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  void stop() throws Exception {
    await(vertx.close());
  }

  @BeforeEach
  void freshFolder(@TempDir Path folder) {
    disk = new RealDisk(vertx, folder.resolve("node"));
  }

  @Override
  Disk disk() {
    return disk;
  }

  @Test
  @DisplayName("A sync completes on the context that asked for it, off the event loop or not")
  void completesWhereAsked() throws Exception {
    DiskFile file = disk.open("paw.log");
    file.append(Buffer.buffer("paw"));
    Context node = vertx.getOrCreateContext();
    Promise<Context> seen = Promise.promise();
    node.runOnContext(now -> file.sync().onComplete(done -> seen.complete(Vertx.currentContext())));
    assertThat(await(seen.future())).isSameAs(node);
  }

  @Test
  @DisplayName("A hundred impatient callers are all served")
  void manySyncs() throws Exception {
    DiskFile file = disk.open("paw.log");
    List<Future<Void>> syncs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      file.append(Buffer.buffer("paw"));
      syncs.add(file.sync());
    }
    await(Future.all(syncs));
    assertThat(file.size()).isEqualTo(300);
  }

  @Test
  @DisplayName("What the machine refuses to append is told with the file; nothing of it counts")
  void refusedAppend(@TempDir Path folder) throws Exception {
    Path full = Path.of("/dev/full"); // takes nothing, though its file system has room
    assumeThat(full).exists();
    Path link = Files.createSymbolicLink(folder.resolve("paw.log"), full);
    DiskFile file = new RealDisk(vertx, folder).open("paw.log");
    assertThatThrownBy(() -> file.append(Buffer.buffer("paw")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot append to " + link + ": ")
        .cause()
        .isInstanceOf(FileSystemException.class);
    assertThat(file.size()).isZero();
    file.close();
    Files.delete(link);
  }

  @Test
  @DisplayName("A file whose sync failed takes no further append and no further sync")
  void failedForGood() throws Exception {
    DiskFile file = disk.open("paw.log");
    file.close();
    assertThatThrownBy(() -> await(file.sync()))
        .hasRootCauseInstanceOf(java.nio.channels.ClosedChannelException.class);
    assertThatThrownBy(() -> file.append(Buffer.buffer("paw")))
        .isInstanceOf(SyncFailedException.class);
    assertThatThrownBy(() -> await(file.sync())).hasCauseInstanceOf(SyncFailedException.class);
  }

  @Test
  @DisplayName("An append to a closed file is an error of the caller's machine, not a full disk")
  void closed() {
    DiskFile file = disk.open("paw.log");
    file.close();
    assertThatThrownBy(() -> file.append(Buffer.buffer("paw")))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  @DisplayName("A file that nobody may write to is read, and an append to it says so")
  void readOnly(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("paw.log"), "paw");
    assertThat(path.toFile().setReadOnly()).isTrue();
    assumeThat(Files.isWritable(path)).as("permissions bind this user").isFalse();
    DiskFile file = new RealDisk(vertx, folder).open("paw.log");
    assertThat(file.read(0, 3)).isEqualTo(Buffer.buffer("paw"));
    assertThatThrownBy(() -> file.append(Buffer.buffer("paw")))
        .hasRootCauseInstanceOf(AccessDeniedException.class);
  }
}
