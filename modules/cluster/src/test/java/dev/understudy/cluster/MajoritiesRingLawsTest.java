package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.sim.Disturbance;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ring of three cannot be, and is refused: whoever has a neighbour on either side reaches all. */
class MajoritiesRingLawsTest {
  private static List<String> ring(int nodes) {
    return IntStream.range(0, nodes).mapToObj(number -> "node" + number).toList();
  }

  /** Whom this node reaches, itself included. */
  private static SortedSet<String> reached(List<String> ring, String from) {
    List<Disturbance> cuts = Disturbances.of(new Fault.MajoritiesRing(ring));
    SortedSet<String> reached = new TreeSet<>(List.of(from));
    for (String to : ring) {
      if (cuts.stream().noneMatch(cut -> cut.to().includes(from, to, "paw"))) {
        reached.add(to);
      }
    }
    return reached;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 8, 9})
  @DisplayName("Each reaches a majority and not one more on either side than it takes")
  void majorities(int nodes) {
    List<String> ring = ring(nodes);
    int majority = nodes / 2 + 1;
    for (String name : ring) {
      assertThat(reached(ring, name)).hasSizeBetween(majority, majority + 1).hasSizeLessThan(nodes);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 8, 9})
  @DisplayName("No two have the same majority, and whoever is reached reaches back")
  void different(int nodes) {
    List<String> ring = ring(nodes);
    assertThat(ring.stream().map(name -> reached(ring, name))).doesNotHaveDuplicates();
    for (String one : ring) {
      for (String other : reached(ring, one)) {
        assertThat(reached(ring, other)).contains(one);
      }
    }
  }
}
