package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GroupCommitPaperTest {
  private final List<Promise<Void>> syncs = new ArrayList<>();
  private final GroupCommit group = new GroupCommit(() -> "the paws", this::slowSync);

  private Future<Void> slowSync() {
    syncs.add(Promise.promise());
    return syncs.get(syncs.size() - 1).future();
  }

  @Test
  @DisplayName("A thousand who ask during one sync share the next one")
  void sharing() {
    Future<Void> first = group.ask();
    List<Future<Void>> late = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      late.add(group.ask());
    }
    assertThat(syncs).hasSize(1);

    syncs.get(0).complete();
    assertThat(first.succeeded()).isTrue();
    assertThat(late).noneMatch(Future::isComplete);
    assertThat(syncs).hasSize(2);

    syncs.get(1).complete();
    assertThat(late).allMatch(Future::succeeded);
    assertThat(syncs).hasSize(2);
  }

  @Test
  @DisplayName("Who asks in the very moment of completion is served too")
  void reentrant() {
    List<Future<Void>> inner = new ArrayList<>();
    group.ask().onSuccess(done -> inner.add(group.ask()));
    syncs.get(0).complete();
    assertThat(syncs).hasSize(2);
    syncs.get(1).complete();
    assertThat(inner).hasSize(1).allMatch(Future::succeeded);
  }

  @Test
  @DisplayName("After one failure nobody is served again, also not those who wait already")
  void failure() {
    Future<Void> first = group.ask();
    Future<Void> waiting = group.ask();
    syncs.get(0).fail("the cable is loose");
    assertThat(first.cause())
        .isInstanceOf(SyncFailedException.class)
        .hasMessageContaining("the paws")
        .hasRootCauseMessage("the cable is loose");
    assertThat(waiting.failed()).isTrue();
    assertThat(group.ask().failed()).isTrue();
    assertThat(syncs).hasSize(1);
  }
}
