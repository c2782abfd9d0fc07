package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** Of which it was said that the disk has them. */
  private static List<Long> said(Map<Long, Future<Outcome<Probe.Message.Kept>>> asked) {
    return asked.keySet().stream()
        .filter(number ->
            asked.get(number).isComplete() && asked.get(number).result().isOk())
        .toList();
  }

  @Test
  @DisplayName("Whenever it crashes: what was said is on the disk, and nothing is there twice")
  void crashes() {
    try (Cluster cluster = Cluster.local(folder)) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      Map<Long, Future<Outcome<Probe.Message.Kept>>> asked = new TreeMap<>();
      long next = 1;
      for (int round = 0; round < 30; round++) {
        long awaited = next + round % 20;
        for (int i = 0; i < 20; i++) {
          asked.put(next, prober.keepAt("athens", next++));
        }
        cluster.await(asked.get(awaited));
        cluster.crash("athens");
        List<Long> said = said(asked); // now: what comes later may be of the next life
        cluster.restart("athens");
        assertThat(log(cluster)).as("round %d", round).containsAll(said).doesNotHaveDuplicates();
      }
      asked.values().forEach(cluster::await);
      assertThat(log(cluster)).containsAll(said(asked)).doesNotHaveDuplicates();
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
  @DisplayName("A name that is there already is refused, and whose it is keeps its files")
  void nameTwice() {
    try (Cluster cluster = Cluster.local(folder)) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      cluster.await(prober.keepAt("athens", 7));
      assertThatThrownBy(() -> cluster.start(Probe::new, "athens"))
          .hasMessage("there is a 'athens' already");
      cluster.await(prober.keepAt("athens", 8));
      cluster.crash("athens");
      cluster.restart("athens");
      assertThat(log(cluster)).containsExactly(7L, 8L);
    }
  }

  @Test
  @DisplayName(
      "A damaged journal is refused with the node's name; with an empty disk it starts again")
  void damaged() throws IOException {
    try (Cluster cluster = Cluster.local(folder)) {
      cluster.start(Probe::new, "athens");
      Probe prober = cluster.join("prober", new Probe());
      for (long number = 1; number <= 20; number++) {
        cluster.await(prober.keepAt("athens", number));
      }
      cluster.crash("athens");
      Path journal = folder.resolve("athens").resolve("wal-0000000000000001.log");
      byte[] bytes = Files.readAllBytes(journal);
      bytes[bytes.length / 2] ^= 1;
      Files.write(journal, bytes);
      assertThatThrownBy(() -> cluster.restart("athens"))
          .hasMessageStartingWith(
              "a node failed: 'athens' does not start: refusing to open the journal: ")
          .hasMessageEndingWith("from a replica or a backup, or rebuild this node");
      assertThat(Files.readAllBytes(journal)).isEqualTo(bytes);
      assertThat(cluster.isRunning("athens")).isFalse();
      cluster.crash("athens");
      cluster.loseDisk("athens");
      cluster.restart("athens");
      assertThat(cluster.await(prober.keepAt("athens", 21)).isOk()).isTrue();
    }
  }

  @Test
  @DisplayName(
      "A folder belongs to one cluster, even before a node is there, and after it is closed")
  void oneCluster() {
    String message = "the folder " + folder + " is not empty, 'claimed by a cluster' is in it: give"
        + " one that is, for a cluster does not go on where another one ended";
    try (Cluster cluster = Cluster.local(folder)) {
      assertThatThrownBy(() -> Cluster.local(folder)).hasMessage(message);
      cluster.start(Probe::new, "athens");
    }
    assertThatThrownBy(() -> Cluster.local(folder)).hasMessageContaining("is not empty, '");
  }

  @Test
  @DisplayName("What can be no folder is refused before anything begins")
  void noFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "here");
    for (Path wrong : List.of(file, file.resolve("below"))) {
      assertThatThrownBy(() -> Cluster.local(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a cluster cannot have the folder " + wrong + ": " + file)
          .hasMessageEndingWith("; give one that is empty or can be made, and can be written to");
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
        .hasMessage("the folder " + taken + " is not empty, 'x' is in it: give one that is, for a"
            + " cluster does not go on where another one ended");
  }
}
