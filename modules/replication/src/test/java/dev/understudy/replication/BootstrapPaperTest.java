package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Configured;
import dev.understudy.replication.ReplicationMessage.Diverged;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.Promote;
import dev.understudy.replication.ReplicationMessage.SnapshotChunk;
import dev.understudy.replication.ReplicationMessage.SnapshotOffer;
import dev.understudy.replication.ReplicationMessage.SnapshotWanted;
import dev.understudy.replication.ReplicationMessage.Superseded;
import dev.understudy.replication.ReplicationMessage.Survey;
import dev.understudy.storage.Command;
import dev.understudy.storage.ExactlyOnceStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One sentence, one handler: a replica that gets or gives a snapshot, beside one that is scripted. */
class BootstrapPaperTest {
  private static final Duration SOON = Duration.ofMillis(20); // before the next heartbeat
  private static final Snapshot SNAPSHOT = snapshot(10, 1);

  private final Cluster cluster = Cluster.simulated(1);
  private final Scripted athens = new Scripted(); // leads epoch 1, being the first by name

  @AfterEach
  void close() {
    cluster.close();
  }

  /** Keeps ten entries, and hands over chunks of two keys, two of them at a time. */
  private static final class Short extends Replica {
    Short() {
      super(Mode.QUORUM);
    }

    @Override
    protected LogBounds logBounds() {
      return new LogBounds(10, 0, 40, 2);
    }
  }

  private static Request request(long number) {
    return new Request("bob", number, new Command.Put("k" + number, "v" + number));
  }

  /** What so many requests add up to, the last of which is in an entry of this epoch. */
  private static Snapshot snapshot(int index, long epoch) {
    ExactlyOnceStore store = new ExactlyOnceStore();
    for (long number = 1; number <= index; number++) {
      store.apply("bob", number, request(number).command());
    }
    return Snapshot.of(store, index, epoch, 40);
  }

  private static List<Entry> entries(long epoch, long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(number -> new Entry(epoch, request(number)))
        .toList();
  }

  private void start() {
    cluster.start(() -> athens, "athens");
    cluster.start(Short::new, "byzantium");
  }

  /** Says it to byzantium and returns what byzantium answers. */
  private List<Record> tell(Record message) {
    int before = athens.state().heard().size();
    cluster.await(athens.say("byzantium", message));
    cluster.runFor(SOON);
    List<Record> heard = athens.state().heard();
    return heard.subList(before, heard.size());
  }

  private void restart() {
    cluster.crash("byzantium");
    cluster.restart("byzantium");
  }

  private List<Record> offer(long epoch, Snapshot snapshot) {
    return tell(new SnapshotOffer(epoch, snapshot.stamp()));
  }

  private List<Record> chunk(long epoch, Snapshot snapshot, int number) {
    return tell(new SnapshotChunk(epoch, snapshot.chunks().get(number)));
  }

  private static SnapshotWanted wanted(Snapshot snapshot, int number) {
    return new SnapshotWanted(1, snapshot.stamp(), number);
  }

  private List<Record> install(long epoch, Snapshot snapshot) {
    offer(epoch, snapshot);
    IntStream.range(0, snapshot.chunks().size() - 1).forEach(i -> chunk(epoch, snapshot, i));
    return chunk(epoch, snapshot, snapshot.chunks().size() - 1);
  }

  private Replica.State byzantium() {
    return cluster.state("byzantium", Replica.State.class);
  }

  @Test
  @DisplayName(
      "Each chunk is on the disk before the next is wanted; with the last the log is replaced")
  void chunks() {
    start();
    tell(new Append(1, 0, 0, entries(1, 1, 3), 0));
    int last = SNAPSHOT.chunks().size() - 1;
    assertThat(last).isGreaterThan(3);
    assertThat(offer(1, SNAPSHOT)).containsExactly(wanted(SNAPSHOT, 0));
    for (int number = 0; number < last; number++) {
      assertThat(chunk(1, SNAPSHOT, number)).containsExactly(wanted(SNAPSHOT, number + 1));
      restart();
      assertThat(byzantium().receiving().chunks()).as("on the disk").isEqualTo(number + 1);
      assertThat(byzantium().log()).as("the old log is kept").hasSize(3);
    }
    assertThat(chunk(1, SNAPSHOT, last)).containsExactly(new Flushed(1, 10, 10));
    for (int life = 0; life < 2; life++) {
      assertThat(byzantium().logStart()).isEqualTo(10);
      assertThat(byzantium().log()).isEmpty();
      assertThat(byzantium().content()).hasSize(10).containsEntry("k10", "v10");
      assertThat(byzantium().receivingUpTo()).isZero();
      restart();
    }
    assertThat(tell(new Append(1, 10, 1, entries(1, 11, 12), 12)))
        .containsExactly(new Flushed(1, 12, 12));
    tell(new Append(1, 12, 1, List.of(new Entry(1, request(10))), 13));
    assertThat(byzantium().content())
        .as("what a client asked for before the snapshot is not done again")
        .containsEntry("k10", "v10")
        .hasSize(12);
  }

  @Test
  @DisplayName("A chunk that comes twice, early or of another snapshot changes nothing")
  void notWanted() {
    start();
    offer(1, SNAPSHOT);
    assertThat(chunk(1, SNAPSHOT, 2)).containsExactly(wanted(SNAPSHOT, 0));
    chunk(1, SNAPSHOT, 0);
    assertThat(chunk(1, SNAPSHOT, 0)).containsExactly(wanted(SNAPSHOT, 1));
    assertThat(chunk(1, snapshot(12, 1), 1)).containsExactly(wanted(SNAPSHOT, 1));
    assertThat(byzantium().receiving().chunks()).isOne();
  }

  @Test
  @DisplayName("Another offer is another snapshot: what there is of the first one is given up")
  void anotherOffer() {
    start();
    offer(1, SNAPSHOT);
    chunk(1, SNAPSHOT, 0);
    Snapshot other = snapshot(12, 1);
    assertThat(offer(1, other)).containsExactly(wanted(other, 0));
    restart();
    assertThat(byzantium().receivingUpTo()).as("also on the disk").isZero();
    assertThat(install(1, other)).containsExactly(new Flushed(1, 12, 12));
  }

  @Test
  @DisplayName("S3 Chunks that do not add up to what the stamp says replace nothing")
  void doesNotAddUp() {
    start();
    Stamp stamp = SNAPSHOT.stamp();
    Stamp wrong = new Stamp(stamp.index(), stamp.epoch(), stamp.chunks(), stamp.hash() + 1);
    List<Chunk> chunks = new ArrayList<>();
    SNAPSHOT.chunks().forEach(chunk -> chunks.add(new Chunk(wrong, chunk.number(), chunk.parts())));
    Snapshot forged = Snapshot.of(chunks);
    assertThat(install(1, forged)).containsExactly(wanted(forged, 0));
    assertThat(byzantium().logStart()).isZero();
    assertThat(install(1, SNAPSHOT)).containsExactly(new Flushed(1, 10, 10));
  }

  @Test
  @DisplayName(
      "R4 What it has already it does not take, and what it may have it asks for by the log")
  void declined() {
    start();
    tell(new Append(1, 0, 0, entries(1, 1, 11), 0));
    assertThat(offer(1, SNAPSHOT)).containsExactly(new Flushed(1, 10, 0));
    assertThat(chunk(1, SNAPSHOT, 0)).containsExactly(new Flushed(1, 10, 0));
    install(1, snapshot(20, 1));
    assertThat(offer(1, SNAPSHOT)).as("late").containsExactly(new Missing(1, 20));
    assertThat(byzantium().lastIndex()).isEqualTo(20);
  }

  @Test
  @DisplayName(
      "A snapshot of a later epoch replaces a longer log, one of an earlier epoch does not")
  void laterEpoch() {
    start();
    install(1, snapshot(20, 1));
    tell(new Append(2, 20, 1, entries(2, 21, 21), 21));
    assertThat(offer(3, snapshot(15, 1))).containsExactly(new Missing(3, 20));
    assertThat(offer(3, snapshot(15, 3)))
        .containsExactly(new SnapshotWanted(3, snapshot(15, 3).stamp(), 0));
    assertThat(offer(2, snapshot(30, 2))).containsExactly(new Superseded(3));
  }

  @Test
  @DisplayName("Of entries that a snapshot stands for only the last is compared")
  void behindBase() {
    start();
    install(1, SNAPSHOT);
    assertThat(tell(new Append(1, 8, 1, entries(1, 9, 12), 0)))
        .containsExactly(new Flushed(1, 12, 10));
    assertThat(tell(new Append(1, 3, 1, entries(1, 4, 6), 0))).containsExactly(new Missing(1, 10));
    assertThat(tell(new Append(1, 3, 1, List.of(), 0))).containsExactly(new Missing(1, 10));
    assertThat(tell(new Append(1, 9, 1, entries(1, 10, 10), 0)))
        .containsExactly(new Flushed(1, 10, 10));
    assertThat(byzantium().lastIndex()).isEqualTo(12);
  }

  @Test
  @DisplayName(
      "R5 Who has another entry than its leader where its snapshot ends cannot cut it, and says so")
  void diverged() {
    start();
    install(1, SNAPSHOT);
    assertThat(tell(new Append(2, 10, 2, List.of(), 0))).containsExactly(new Diverged(2));
    assertThat(tell(new Append(2, 8, 2, entries(2, 9, 11), 0))).containsExactly(new Diverged(2));
    assertThat(byzantium().log()).isEmpty();
    assertThat(install(2, snapshot(4, 2))).containsExactly(new Flushed(2, 4, 4));
    assertThat(byzantium().content()).hasSize(4);
  }

  /** Byzantium leads epoch 3, and what it commits a snapshot stands for soon. */
  private void leader() {
    start();
    tell(new Survey(3));
    tell(new Promote(new Configuration(3, 0, Mode.QUORUM, List.of("athens", "byzantium"))));
    tell(new Configured(3, 0));
    LongStream.rangeClosed(1, 12).forEach(number -> tell(request(number)));
    tell(new Flushed(3, 13));
    cluster.runFor(SOON);
    assertThat(byzantium().logStart()).isEqualTo(11);
  }

  private static List<SnapshotChunk> chunksIn(List<Record> heard) {
    return heard.stream()
        .filter(SnapshotChunk.class::isInstance)
        .map(SnapshotChunk.class::cast)
        .toList();
  }

  private static List<Integer> numbersIn(List<Record> heard) {
    return chunksIn(heard).stream().map(sent -> sent.chunk().number()).toList();
  }

  @Test
  @DisplayName(
      "To whom the log does not reach back a leader offers a snapshot, and two chunks at a time")
  void offers() {
    leader();
    Stamp stamp = byzantium().front().base();
    assertThat(tell(new Missing(3, 2))).contains(new SnapshotOffer(3, stamp));
    assertThat(numbersIn(tell(new SnapshotWanted(3, stamp, 0)))).containsExactly(0, 1);
    assertThat(numbersIn(tell(new SnapshotWanted(3, stamp, 1)))).containsExactly(2);
    assertThat(numbersIn(tell(new SnapshotWanted(3, stamp, 1)))).isEmpty();
    assertThat(numbersIn(tell(new SnapshotWanted(2, stamp, 3))))
        .as("another epoch")
        .isEmpty();
    assertThat(numbersIn(tell(new SnapshotWanted(3, SNAPSHOT.stamp(), 3)))).isEmpty();
    assertThat(numbersIn(tell(new SnapshotWanted(3, stamp, 3)))).containsExactly(3, 4);
    assertThat(tell(new Flushed(3, 11)))
        .as("then the log")
        .anyMatch(said -> said instanceof Append append
            && append.previousIndex() == 11
            && append.entries().size() == 2);
  }

  @Test
  @DisplayName("What got lost is sent again when a heartbeat has brought the follower no further")
  void sentAgain() {
    leader();
    Stamp stamp = byzantium().front().base();
    tell(new Missing(3, 2));
    tell(new SnapshotWanted(3, stamp, 1));
    cluster.runFor(Duration.ofMillis(150));
    assertThat(numbersIn(tell(new SnapshotWanted(3, stamp, 1)))).containsExactly(1, 2);
  }

  @Test
  @DisplayName("Whose log has parted is offered a snapshot that ends in the leader's own epoch")
  void ofItsEpoch() {
    leader();
    assertThat(byzantium().front().base().epoch()).isEqualTo(3);
    assertThat(tell(new Diverged(3)))
        .contains(new SnapshotOffer(3, byzantium().front().base()));
    tell(new Flushed(3, 13));
    assertThat(tell(new Missing(3, 99)))
        .contains(new SnapshotOffer(3, byzantium().front().base()));
  }
}
