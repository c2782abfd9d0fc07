package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.quorum.Change.Claim;
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

  @Test
  @DisplayName(
      "All that is here gives, applied to nothing, all that is here: copies, promises, hints")
  void all() {
    shelf.apply(copy("toy", 1));
    shelf.apply(copy("toy", 2));
    shelf.apply(copy("ball", 1));
    shelf.apply(new Dropped("ball"));
    shelf.apply(new Claim("alice", 2, Ballot.NONE, Ballot.NONE, copy("toy", 2).version()));
    shelf.apply(new Hint("athens", copy("toy", 1)));
    Shelf again = new Shelf();
    shelf.all().forEach(entry -> again.apply(entry.change()));
    assertThat(shelf.all()).hasSize(3).hasSize(shelf.size());
    assertThat(again.copies()).isEqualTo(shelf.copies()).hasSize(1);
    assertThat(again.claims()).isEqualTo(shelf.claims()).hasSize(1);
    assertThat(again.hints()).isEqualTo(shelf.hints()).hasSize(1);
  }
}
