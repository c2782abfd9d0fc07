package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.DiskFile;
import dev.understudy.storage.RealDisk;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("real-time")
@Timeout(40)
class LivingDiskRealTimeTest {
  @TempDir
  private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private <T> T onLoop(Supplier<Future<T>> action) throws Exception {
    Promise<T> done = Promise.promise();
    loop.runOnContext(now -> action.get().onComplete(done));
    return done.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private <T> T atOnce(Supplier<T> action) throws Exception {
    return onLoop(() -> Future.succeededFuture(action.get()));
  }

  @Test
  @DisplayName("Of a life that has ended nothing reaches the disk, and the next one finds the rest")
  void ended() throws Exception {
    RealDisk disk = new RealDisk(vertx, folder);
    LivingDisk first = new LivingDisk(disk);
    DiskFile file = first.open("journal");
    file.append(Buffer.buffer("written"));
    onLoop(file::sync);
    onLoop(first::syncDirectory);
    file.append(Buffer.buffer(" only"));
    Future<Void> underWay = atOnce(() -> {
      Future<Void> sync = file.sync();
      first.die();
      return sync;
    });
    file.append(Buffer.buffer(" never"));
    file.truncate(1);
    first.delete("journal");
    first.rename("journal", "elsewhere");
    Future<Void> asked = atOnce(file::sync);
    Future<Void> ofNames = atOnce(first::syncDirectory);
    file.close();
    assertThatThrownBy(() -> first.open("another")).hasMessageContaining("no file another");

    LivingDisk next = new LivingDisk(disk);
    assertThat(next.list()).containsExactly("journal");
    DiskFile found = next.open("journal");
    assertThat(found.read(0, (int) found.size())).hasToString("written only");
    onLoop(found::sync);
    onLoop(next::syncDirectory);
    assertThat(underWay.isComplete()).isFalse();
    assertThat(asked.isComplete()).isFalse();
    assertThat(ofNames.isComplete()).isFalse();
    next.rename("journal", "elsewhere");
    assertThat(first.list()).as("the dead may still be read").containsExactly("elsewhere");
    next.delete("elsewhere");
    assertThat(first.exists("elsewhere")).isFalse();
  }
}
