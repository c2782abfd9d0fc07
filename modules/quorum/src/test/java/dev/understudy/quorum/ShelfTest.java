package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.Change.Dropped;
import dev.understudy.quorum.Change.HandedOver;
import dev.understudy.quorum.Change.Hint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private final Shelf shelf = new Shelf();

  private static Copy copy(String key, long counter) {
    return new Copy(key, "value", new Version(counter, "alice", counter), 0);
  }

  @Test
  @DisplayName("A hint that was handed over takes no newer one with it")
  void newerHintStays() {
    shelf.apply(new Hint("athens", copy("toy", 1)));
    shelf.apply(new Hint("athens", copy("toy", 2)));
    shelf.apply(new HandedOver("athens", "toy", copy("toy", 1).version()));
    assertThat(shelf.hints()).containsExactly(new Hint("athens", copy("toy", 2)));
    shelf.apply(new HandedOver("athens", "toy", copy("toy", 2).version()));
    assertThat(shelf.hints()).isEmpty();
    assertThat(shelf.newest("toy")).isEqualTo(Copy.absent("toy"));
  }

  @Test
  @DisplayName("There is room for so many hints, whomever they are for")
  void room() {
    for (int i = 1; i < Shelf.MOST_HINTS; i++) {
      shelf.apply(new Hint("athens", copy("toy/" + i, 1)));
    }
    assertThat(shelf.hasRoomForHints()).isTrue();
    shelf.apply(new Hint("byzantium", copy("toy", 1)));
    assertThat(shelf.hasRoomForHints()).isFalse();
  }

  @Test
  @DisplayName("What is dropped is as if it had never been")
  void dropped() {
    shelf.apply(copy("toy", 1));
    shelf.apply(new Dropped("toy"));
    assertThat(shelf.copy("toy")).isEqualTo(Copy.absent("toy"));
    assertThat(shelf.copies()).isEmpty();
  }
}
