package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RingTest {
  private static final List<String> NODES =
      List.of("athens", "byzantium", "cyrene", "delphi", "ephesus");
  private static final int KEYS = 3000;

  @Test
  @DisplayName("Every node finds the same holders, each node once, whoever told it of the others")
  void everybodyAgrees() {
    List<String> reversed = new ArrayList<>(NODES);
    Collections.reverse(reversed);
    for (int i = 0; i < 100; i++) {
      List<String> ring = new Ring(NODES).from("key " + i);
      assertThat(ring).containsExactlyInAnyOrderElementsOf(NODES);
      assertThat(new Ring(reversed).from("key " + i)).isEqualTo(ring);
    }
    assertThat(new Ring(NODES).from("toy")).isEqualTo(new Ring(NODES).from("toy"));
  }

  @Test
  @DisplayName("Each node has about its share of the keys")
  void even() {
    Ring ring = new Ring(NODES);
    SortedMap<String, Integer> owned = new TreeMap<>();
    for (int i = 0; i < KEYS; i++) {
      ring.from("key " + i).subList(0, 3).forEach(node -> owned.merge(node, 1, Integer::sum));
    }
    int share = KEYS * 3 / NODES.size();
    assertThat(owned.values()).allMatch(keys -> keys > share * 2 / 3 && keys < share * 4 / 3);
  }

  @Test
  @DisplayName("A new node takes keys from the others, and nobody else gets any")
  void newNode() {
    List<String> more = new ArrayList<>(NODES);
    more.add("faiyum");
    int moved = 0;
    for (int i = 0; i < KEYS; i++) {
      String before = new Ring(NODES).from("key " + i).get(0);
      String after = new Ring(more).from("key " + i).get(0);
      if (!before.equals(after)) {
        assertThat(after).isEqualTo("faiyum");
        moved++;
      }
    }
    assertThat(moved).isBetween(KEYS / 12, KEYS / 4);
  }
}
