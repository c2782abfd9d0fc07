package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyValueStorePaperTest {
  private final KeyValueStore store = new KeyValueStore();

  @Test
  @DisplayName("Every command answers with what it found")
  void results() {
    assertThat(store.apply(new Command.Put("paw", "left"))).isNull();
    assertThat(store.apply(new Command.Put("paw", "right"))).isEqualTo("left");
    assertThat(store.apply(new Command.Append("paw", "!"))).isEqualTo("right");
    assertThat(store.apply(new Command.Append("ear", "soft"))).isNull();
    assertThat(store.apply(new Command.Get("paw"))).isEqualTo("right!");
    assertThat(store.apply(new Command.Delete("paw"))).isEqualTo("right!");
    assertThat(store.apply(new Command.Get("paw"))).isNull();
    assertThat(store.snapshot()).hasToString("{ear=soft}");
  }

  @Test
  @DisplayName("A compare-and-set applies exactly when it finds what it expected, also nothing")
  void compareAndSet() {
    assertThat(store.apply(new Command.CompareAndSet("paw", null, "left"))).isNull();
    assertThat(store.apply(new Command.CompareAndSet("paw", null, "right"))).isEqualTo("left");
    assertThat(store.apply(new Command.CompareAndSet("paw", "left", "right"))).isEqualTo("left");
    assertThat(store.apply(new Command.Get("paw"))).isEqualTo("right");
  }

  @Test
  @DisplayName("Only a read is read-only")
  void readOnly() {
    assertThat(new Command.Get("paw").isReadOnly()).isTrue();
    assertThat(new Command.Put("paw", "left").isReadOnly()).isFalse();
    assertThat(new Command.CompareAndSet("paw", null, "left").isReadOnly()).isFalse();
  }

  @Test
  @DisplayName("The fingerprint of a state is the same number on every machine")
  void stateHashIsFixed() {
    assertThat(store.stateHash()).isZero();
    store.apply(new Command.Put("a", "bc"));
    long hash = store.stateHash();
    assertThat(hash).isEqualTo(-5883602526202866160L);
    store.apply(new Command.Delete("a"));
    store.apply(new Command.Put("ab", "c"));
    assertThat(store.stateHash()).isNotEqualTo(hash);
  }

  @Test
  @DisplayName("A command without a key says what is missing")
  void missing() {
    assertThatThrownBy(() -> new Command.Put(null, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> new Command.Append("x", null)).hasMessageContaining("suffix");
  }
}
