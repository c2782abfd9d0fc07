package dev.understudy.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Backups;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.Kind;
import dev.understudy.backup.Restore;
import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.recovery.Disks;
import dev.understudy.replication.LogBounds;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.sim.RandomStream;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ArchivistTest {
  private static final List<String> MEMBERS = List.of("athens", "byzantium", "cyrene");
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final LogBounds SHORT = new LogBounds(20, 5, 100, 2);
  private static final String SYSTEM = "0".repeat(32);

  private final BackupTarget vault = DirectoryTarget.on(disk("vault"), "the vault");
  private Cluster cluster;
  private Clock clock;

  @BeforeEach
  void open() {
    cluster = Cluster.simulated(7);
    clock = Disks.clock(cluster);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  /** One that syncs at once, so that it is at home on every loop and on none. */
  private static SimulatedDisk disk(String name) {
    return new SimulatedDisk(new RandomStream(7, name));
  }

  private void begin(Mode mode) {
    begin(mode, LogBounds.DEFAULT);
  }

  private void begin(Mode mode, LogBounds bounds) {
    cluster.start(() -> new WatchedReplica(mode, bounds), MEMBERS.toArray(String[]::new));
    archive();
  }

  private void archive() {
    Archivist.Place place =
        new Archivist.Place(disk("archive"), SYSTEM, vault, clock, DurableStore.Options.defaults());
    cluster.join("archivist", new Archivist(MEMBERS, place, INTERVAL));
  }

  private Archivist.State archived() {
    return cluster.state("archivist", Archivist.State.class);
  }

  @Test
  @DisplayName("What is restored is what the replicas hold, with the sessions of their clients")
  void content() {
    begin(Mode.QUORUM);
    Client alice = cluster.client("alice");
    for (int i = 0; i < 600; i++) {
      cluster.await(i % 3 == 0 ? alice.append("toys", "x") : alice.put("toy/" + i % 40, "" + i));
    }
    cluster.await(alice.delete("toy/1"));
    cluster.runFor(INTERVAL.multipliedBy(3));
    Replica.State leader = cluster.state("athens", Replica.State.class);
    assertThat(archived().index()).isEqualTo(leader.lastIndex());
    assertThat(archived().backups()).isGreaterThan(3);

    assertRestored("place", 601);
  }

  /** What the newest backup gives back is what the leader holds, and it remembers alice. */
  private void assertRestored(String name, long lastSequence) {
    Replica.State leader = cluster.state("athens", Replica.State.class);
    SimulatedDisk place = disk(name);
    cluster.await(Restore.from(vault).into(place));
    DurableStore restored =
        cluster.await(DurableStore.open(place, DurableStore.Options.defaults(), clock, SYSTEM));
    assertThat(restored.content()).isEqualTo(leader.content());
    assertThat(restored.sessions().get("alice").lastSequence()).isEqualTo(lastSequence);
    restored.close();
  }

  /** Which kinds of links there are, in their order. */
  private List<Kind> links() {
    return Backups.of(vault, clock).list().links().stream()
        .map(link -> link.manifest().kind())
        .toList();
  }

  private void write(Client alice, int count) {
    for (int i = 0; i < count; i++) {
      cluster.await(i % 3 == 0 ? alice.append("toys", "x") : alice.put("toy/" + i % 40, "" + i));
    }
  }

  @Test
  @DisplayName("Where no log reaches back to what is archived, it begins anew with a full backup")
  void compacted() {
    begin(Mode.QUORUM, SHORT);
    Client alice = cluster.client("alice");
    write(alice, 10);
    cluster.runFor(INTERVAL.multipliedBy(2));
    long before = archived().index();
    cluster.isolate("archivist");
    write(alice, 200);
    for (String member : MEMBERS) {
      assertThat(cluster.state(member, Replica.State.class).front().base().index())
          .isGreaterThan(before);
    }
    cluster.heal();
    cluster.runFor(INTERVAL.multipliedBy(12));
    assertThat(archived().index())
        .isEqualTo(cluster.state("athens", Replica.State.class).lastIndex());
    assertRestored("place", 210);
    assertThat(links()).containsSubsequence(Kind.FULL, Kind.FULL);
    write(alice, 5);
    cluster.runFor(INTERVAL.multipliedBy(2));
    assertRestored("another place", 215);
    assertThat(links()).endsWith(Kind.FULL, Kind.INCREMENTAL);
  }

  @Test
  @DisplayName(
      "One who comes when all have compacted begins with a snapshot; nobody writes behind it")
  void late() {
    cluster.start(
        () -> new WatchedReplica(Mode.QUORUM, new LogBounds(20, 0, 100, 2)),
        MEMBERS.toArray(String[]::new));
    write(cluster.client("alice"), 100);
    cluster.runFor(INTERVAL);
    archive();
    cluster.runFor(INTERVAL.multipliedBy(12));
    assertThat(archived().index())
        .isEqualTo(cluster.state("athens", Replica.State.class).lastIndex());
    assertRestored("place", 100);
  }

  @Test
  @DisplayName("As long as one of the others has the log, it makes no full backup")
  void oneHasTheLog() {
    List<LogBounds> bounds = new ArrayList<>(List.of(SHORT, SHORT, LogBounds.DEFAULT));
    cluster.start(
        () -> new WatchedReplica(Mode.QUORUM, bounds.remove(0)), MEMBERS.toArray(String[]::new));
    archive();
    Client alice = cluster.client("alice");
    write(alice, 10);
    cluster.runFor(INTERVAL.multipliedBy(2));
    cluster.isolate("archivist");
    write(alice, 200);
    cluster.heal();
    cluster.runFor(INTERVAL.multipliedBy(6));
    assertThat(links())
        .startsWith(Kind.FULL)
        .contains(Kind.INCREMENTAL)
        .containsOnlyOnce(Kind.FULL);
    assertRestored("place", 210);
  }

  @Test
  @DisplayName("It asks the next replica when one is silent")
  void asksTheNext() {
    begin(Mode.QUORUM);
    Client alice = cluster.client("alice");
    cluster.await(alice.put("toy", "left paw"));
    cluster.runFor(INTERVAL.multipliedBy(2));
    cluster.crash("athens");
    Operator operator = cluster.join("operator", new Operator());
    cluster.await(operator.promoteAfter(INTERVAL));
    cluster.await(alice.put("toy", "right paw"));
    cluster.runFor(INTERVAL.multipliedBy(6));
    assertThat(archived().index()).isEqualTo(4); // two epochs begin, two writes
  }

  @Test
  @DisplayName(
      "What a lost leader alone had is in a backup, and nothing of another history joins it")
  void anotherHistory() {
    begin(Mode.ASYNC);
    Client alice = cluster.client("alice");
    cluster.cut("athens", "byzantium");
    cluster.cut("athens", "cyrene");
    cluster.await(alice.put("toy", "of athens alone"));
    cluster.runFor(INTERVAL.multipliedBy(2));
    Archivist.State before = archived();
    assertThat(before.index()).isEqualTo(2);
    cluster.crash("athens");
    Operator operator = cluster.join("operator", new Operator());
    cluster.await(operator.promoteAfter(INTERVAL));
    cluster.await(alice.put("toy", "of another history"));
    cluster.await(alice.put("toy", "of another history, again"));
    cluster.runFor(INTERVAL.multipliedBy(6));
    assertThat(archived()).isEqualTo(before);
    assertThat(cluster.trace().events())
        .anyMatch(event -> event instanceof TraceEvent.Noted noted
            && noted.remark().contains("byzantium does not give what comes behind entry 2"));
  }
}
