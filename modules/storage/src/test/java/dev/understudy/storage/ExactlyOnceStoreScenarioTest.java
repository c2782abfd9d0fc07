package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.storage.ExactlyOnceStore.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExactlyOnceStoreScenarioTest {
  private static final Command CUDDLE = new Command.Append("cuddles", "x");

  private final ExactlyOnceStore store = new ExactlyOnceStore();

  @Test
  @DisplayName("A retry gets the answer of the first try and changes nothing")
  void retry() {
    assertThat(store.apply("alice", 1, CUDDLE)).isEqualTo(new Answer.Applied(null));
    assertThat(store.apply("alice", 2, CUDDLE)).isEqualTo(new Answer.Applied("x"));
    assertThat(store.apply("bob", 2, CUDDLE)).isEqualTo(new Answer.Applied("xx"));
    assertThat(store.apply("alice", 2, CUDDLE)).isEqualTo(new Answer.Repeated("x"));
    assertThat(store.snapshot()).containsEntry("cuddles", "xxx");
  }

  @Test
  @DisplayName("A straggler from the past is told so, and changes nothing")
  void stale() {
    store.apply("alice", 1, CUDDLE);
    store.apply("alice", 5, CUDDLE);
    assertThat(store.apply("alice", 1, CUDDLE)).isEqualTo(new Answer.Stale(5));
    assertThat(store.apply("alice", 3, CUDDLE)).isEqualTo(new Answer.Stale(5));
    assertThat(store.snapshot()).containsEntry("cuddles", "xx");
  }

  @Test
  @DisplayName("A snapshot without the sessions would apply a retry twice; with them it does not")
  void snapshotWithSessions() {
    store.apply("alice", 1, CUDDLE);
    ExactlyOnceStore restored = ExactlyOnceStore.of(store.snapshot(), store.sessions());
    assertThat(restored.stateHash()).isEqualTo(store.stateHash());
    assertThat(restored.apply("alice", 1, CUDDLE)).isEqualTo(new Answer.Repeated(null));

    ExactlyOnceStore forgetful =
        ExactlyOnceStore.of(store.snapshot(), new ExactlyOnceStore().sessions());
    assertThat(forgetful.stateHash()).isNotEqualTo(store.stateHash());
    assertThat(forgetful.apply("alice", 1, CUDDLE)).isEqualTo(new Answer.Applied("x"));
  }
}
