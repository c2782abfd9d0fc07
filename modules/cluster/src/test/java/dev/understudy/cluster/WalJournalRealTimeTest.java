package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.storage.DurableStore;
import dev.understudy.storage.RealDisk;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real-time")
class WalJournalRealTimeTest {
  private record Word(long number) {}

  private record Sum(long sum) {}

  private record Vote(String candidate) {}

  private Vertx vertx;
  private Context loop;

  private <T> T onLoop(Supplier<Future<T>> action) throws Exception {
    Promise<T> done = Promise.promise();
    loop.runOnContext(now -> action.get().onComplete(done));
    return done.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static WalJournal journal(Vertx vertx, Path folder) {
    return new WalJournal(
        new RealDisk(vertx, folder),
        new DurableStore.Options(WriteAheadLog.Options.defaults(), 100),
        new RecordCodec(),
        WalRules.KEPT,
        loss -> {});
  }

  @Test
  @DisplayName("On a real disk a node finds its snapshot and the rest, and the front is gone")
  void realDisk(@TempDir Path folder) throws Exception {
    vertx = Vertx.vertx();
    loop = vertx.getOrCreateContext();
    try {
      WalJournal journal = journal(vertx, folder);
      onLoop(journal::open);
      for (long round = 1; round <= 3; round++) {
        long index = 100 * round;
        onLoop(() -> {
          journal.save(new Vote("athens"));
          for (long n = 1; n <= 100; n++) {
            journal.append(new Word(n));
          }
          return journal.flush();
        });
        onLoop(() -> journal.compact(index, List.of(new Sum(50 * index), new Sum(0))));
      }
      onLoop(() -> {
        journal.append(new Word(7));
        return journal.flush();
      });
      Journal.Recovered found = onLoop(journal(vertx, folder)::open);
      assertThat(found.state(Vote.class)).contains(new Vote("athens"));
      assertThat(found.start()).isEqualTo(300);
      assertThat(found.snapshot(Sum.class)).containsExactly(new Sum(15_000), new Sum(0));
      assertThat(found.log(Word.class)).containsExactly(new Word(7));
      assertThat(names(folder))
          .contains("snap-000000000000012f.snap")
          .doesNotContain("wal-0000000000000001.log");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisplayName("On a real disk what was set aside is a file that anybody can read")
  void setAside(@TempDir Path folder) throws Exception {
    vertx = Vertx.vertx();
    loop = vertx.getOrCreateContext();
    try {
      WalJournal journal = journal(vertx, folder);
      onLoop(journal::open);
      onLoop(() -> {
        journal.append(new Word(1));
        journal.append(new Word(2));
        return journal.flush();
      });
      onLoop(() -> {
        journal.setAside(SetAside.of("cut-2", List.of(new Word(2)), new RecordCodec()));
        journal.truncate(1);
        return journal.flush();
      });
      assertThat(folder.resolve("cut-2.jsonl")).hasContent("{\"number\":2}\n");
      assertThat(onLoop(journal::open).log(Word.class)).containsExactly(new Word(1));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }
}
