package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("real-time")
@Timeout(60)
class LocalDiskRealTimeTest {
  @TempDir
  private Path folder;

  private static List<Long> log(Cluster cluster) {
    return cluster.state("athens", Probe.State.class).log();
  }

  @Test
  @DisplayName(
      "Whenever it crashes: what was said is on the disk, and no write comes after the crash")
  void crashes() {
    try (Cluster cluster = Cluster.local(folder)) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      List<Long> said = new ArrayList<>();
      long next = 1;
      for (int round = 0; round < 30; round++) {
        List<Future<Outcome<Probe.Message.Kept>>> asked = new ArrayList<>();
        long first = next;
        for (int i = 0; i < 20; i++) {
          asked.add(prober.keepAt("athens", next++));
        }
        cluster.await(asked.get(round % 20));
        cluster.crash("athens");
        cluster.restart("athens");
        List<Long> found = log(cluster);
        for (int i = 0; i < 20; i++) {
          if (asked.get(i).isComplete() && asked.get(i).result().isOk()) {
            said.add(first + i);
          }
        }
        assertThat(found).as("round %d", round).containsAll(said).doesNotHaveDuplicates();
        assertThat(log(cluster)).as("round %d", round).isEqualTo(found);
      }
    }
    assertThat(folder.resolve("athens")).isNotEmptyDirectory();
  }

  @Test
  @DisplayName("A lost disk is an empty folder")
  void lostDisk() {
    try (Cluster cluster = Cluster.local(folder)) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      cluster.await(prober.keepAt("athens", 7));
      cluster.crash("athens");
      cluster.loseDisk("athens");
      assertThat(folder.resolve("athens")).isEmptyDirectory();
      cluster.restart("athens");
      assertThat(log(cluster)).isEmpty();
      assertThat(cluster.await(prober.keepAt("athens", 8)).isOk()).isTrue();
      cluster.crash("athens");
      cluster.restart("athens");
      assertThat(log(cluster)).containsExactly(8L);
    }
  }

  @Test
  @DisplayName("What a real disk cannot do is refused in one line that says what to do")
  void refused() throws IOException {
    try (Cluster cluster = Cluster.local(folder.resolve("own/deeper"))) {
      assertThatThrownBy(() -> cluster.start(Probe::new, "athens/x"))
          .hasMessageStartingWith("'athens/x' cannot be the name of a folder: ");
      assertThatThrownBy(() -> cluster.start(Probe::new, ".."))
          .hasMessageStartingWith("'..' cannot be the name of a folder: ");
      cluster.start(Probe::new, "athens");
      assertThatThrownBy(() -> cluster.begin(new Fault.Crash("athens", UnsyncedLoss.ALL)))
          .hasMessageEndingWith("take Cluster.simulated(seed)");
    }
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("x"), "here");
    assertThatThrownBy(() -> Cluster.local(taken))
        .hasMessage("the folder " + taken + " is not empty: give one that is, for a cluster does"
            + " not go on where another one ended");
  }
}
