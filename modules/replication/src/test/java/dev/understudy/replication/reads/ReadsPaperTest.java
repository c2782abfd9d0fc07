package dev.understudy.replication.reads;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Position;
import dev.understudy.replication.reads.ReadMessage.Age;
import dev.understudy.replication.reads.ReadMessage.AskAge;
import dev.understudy.replication.reads.ReadMessage.Behind;
import dev.understudy.replication.reads.ReadMessage.Confirm;
import dev.understudy.replication.reads.ReadMessage.Confirmed;
import dev.understudy.replication.reads.ReadMessage.Found;
import dev.understudy.replication.reads.ReadMessage.Full;
import dev.understudy.replication.reads.ReadMessage.Lost;
import dev.understudy.replication.reads.ReadMessage.Read;
import dev.understudy.replication.reads.ReadMessage.TooStale;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One sentence, one answer: what a replica says to readers, beside a log as the test wants it. */
class ReadsPaperTest {
  private static final Duration PATIENCE = ofMillis(300);

  private static Position at(long epoch, long index) {
    return new Position(epoch, index);
  }

  private static Serving serving(FakeHost host) {
    return new Serving(host, new ReadRules(1));
  }

  /** Asks for what holds these entries, and is at most so old if that is not null. */
  private static void ask(Serving serving, Duration mostAge, Position... seen) {
    serving.onRead("reader", new Read(1, "toy", List.of(seen), mostAge, PATIENCE));
    serving.endOfTurn();
  }

  @Test
  @DisplayName("A reader who has seen nothing is answered at once with what is committed (V3)")
  void found() {
    FakeHost host = FakeHost.with(1, 1, 1);
    ask(serving(host), null);
    assertThat(host.heard()).containsExactly(new Found(1, "3", at(1, 3), null));
  }

  @Test
  @DisplayName("One who has seen more is answered when that is there (V1)")
  void waitsForWhatWasSeen() {
    FakeHost host = FakeHost.with(1, 1);
    Serving serving = serving(host);
    ask(serving, null, at(1, 3));
    assertThat(host.heard()).isEmpty();
    host.add(1);
    host.committed = 3;
    serving.endOfTurn();
    assertThat(host.heard()).containsExactly(new Found(1, "3", at(1, 3), null));
  }

  @Test
  @DisplayName(
      "An entry of an earlier epoch in its place is not what was seen: it will be cut (V1)")
  void waitsForTheLaterEpoch() {
    FakeHost host = FakeHost.with(1, 1, 1);
    ask(serving(host), null, at(2, 3));
    assertThat(host.heard()).isEmpty();
  }

  @Test
  @DisplayName(
      "With an entry of a later epoch in its place, or before it, what was seen is lost (V1)")
  void lost() {
    FakeHost host = FakeHost.with(1, 1, 2);
    Serving serving = serving(host);
    ask(serving, null, at(1, 3));
    ask(serving, null, at(1, 5));
    assertThat(host.heard())
        .containsExactly(new Lost(1, at(1, 3), at(2, 3)), new Lost(1, at(1, 5), at(2, 3)));
  }

  @Test
  @DisplayName(
      "It is not lost while the entry of the later epoch is not committed: it may go itself")
  void notLostYet() {
    FakeHost host = FakeHost.with(1, 1, 2);
    host.committed = 2;
    ask(serving(host), null, at(1, 3));
    assertThat(host.heard()).isEmpty();
  }

  @Test
  @DisplayName(
      "Where a snapshot stands for it, an entry of the epoch of the base is there, and of an"
          + " earlier one nobody can tell")
  void beforeTheBase() {
    FakeHost host = FakeHost.with(1, 1, 2, 2, 2);
    host.base = 4;
    Serving serving = serving(host);
    ask(serving, null, at(2, 3));
    ask(serving, null, at(1, 2));
    assertThat(host.heard())
        .containsExactly(new Found(1, "5", at(2, 5), null), new Lost(1, at(1, 2), at(2, 4)));
  }

  @Test
  @DisplayName(
      "What a leader has applied is shown when it is committed, as it was when it was asked"
          + " for (V3)")
  void waitsForCommitted() {
    FakeHost host = FakeHost.with(1, 1);
    host.add(1);
    Serving serving = serving(host);
    ask(serving, null);
    host.add(1);
    serving.endOfTurn();
    assertThat(host.heard()).isEmpty();
    host.committed = 3;
    serving.endOfTurn();
    assertThat(host.heard()).containsExactly(new Found(1, "3", at(1, 3), null));
  }

  @Test
  @DisplayName("What was applied and then cut is never shown (V3)")
  void cut() {
    FakeHost host = FakeHost.with(1, 1);
    host.add(1);
    Serving serving = serving(host);
    ask(serving, null);
    host.epochs.remove(2);
    host.applied = 2;
    serving.endOfTurn();
    assertThat(host.heard()).containsExactly(new Found(1, "2", at(1, 2), null));
  }

  @Test
  @DisplayName("Who waits longer than the reader wishes is told how far the replica is")
  void behind() {
    FakeHost host = FakeHost.with(1, 1);
    ask(serving(host), null, at(1, 3));
    host.pass(299);
    assertThat(host.heard()).isEmpty();
    host.pass(51);
    assertThat(host.heard()).containsExactly(new Behind(1, at(1, 2), "athens"));
  }

  @Test
  @DisplayName("R9 No more than 1024 readers wait at a replica")
  void full() {
    FakeHost host = FakeHost.with(1);
    Serving serving = serving(host);
    for (int i = 0; i < 1024; i++) {
      ask(serving, null, at(1, 2));
    }
    assertThat(host.heard()).isEmpty();
    ask(serving, null, at(1, 2));
    assertThat(host.heard()).containsExactly(new Full(1, 1024));
  }

  @Test
  @DisplayName(
      "A follower asks whom it follows how old that is, and counts from when it asked (V2)")
  void follower() {
    FakeHost host = FakeHost.with(1, 1);
    host.upstream = "athens";
    Serving serving = serving(host);
    Duration asked = host.now;
    ask(serving, ofMillis(100));
    assertThat(host.heard()).containsExactly(new AskAge(asked));
    host.pass(30);
    serving.ages().onAge(new Age(asked, ofMillis(20), at(1, 2)));
    serving.endOfTurn();
    assertThat(host.heard()).containsExactly(new Found(1, "2", at(1, 2), ofMillis(50)));
  }

  @Test
  @DisplayName("What it hears does not count before it has applied all that it is about (V2)")
  void notAppliedYet() {
    FakeHost host = FakeHost.with(1, 1);
    host.upstream = "athens";
    Serving serving = serving(host);
    Duration asked = host.now;
    ask(serving, ofMillis(1000));
    serving.ages().onAge(new Age(asked, ofMillis(20), at(1, 3)));
    serving.endOfTurn();
    assertThat(host.heard()).containsExactly(new AskAge(asked));
    host.add(1);
    host.committed = 3;
    serving.endOfTurn();
    assertThat(host.heard()).containsExactly(new Found(1, "3", at(1, 3), ofMillis(20)));
  }

  @Test
  @DisplayName(
      "An answer to nothing that it has asked, as to an earlier incarnation, is passed over")
  void notAsked() {
    FakeHost host = FakeHost.with(1, 1);
    host.upstream = "athens";
    Serving serving = serving(host);
    ask(serving, ofMillis(1000));
    host.heard();
    serving.ages().onAge(new Age(host.now.plusSeconds(5), Duration.ZERO, at(1, 2)));
    serving.endOfTurn();
    assertThat(host.heard()).isEmpty();
  }

  @Test
  @DisplayName(
      "Nobody is asked more often than once in 50 ms, and who waits too long is told the age")
  void tooStale() {
    FakeHost host = FakeHost.with(1, 1);
    host.upstream = "athens";
    Serving serving = serving(host);
    Duration asked = host.now;
    ask(serving, ofMillis(100));
    serving.ages().onAge(new Age(asked, ofMillis(400), at(1, 2)));
    serving.endOfTurn();
    host.pass(299);
    assertThat(host.heard()).hasSize(6).allMatch(AskAge.class::isInstance);
    host.pass(1);
    assertThat(host.heard()).contains(new TooStale(1, ofMillis(700), "athens"));
  }

  @Test
  @DisplayName("A slow clock makes what it measures longer, not what it was told (V2)")
  void slowClock() {
    FakeHost host = FakeHost.with(1, 1);
    host.upstream = "athens";
    Serving serving = new Serving(host, new ReadRules(0.5));
    Duration asked = host.now;
    ask(serving, ofMillis(100));
    host.heard();
    host.pass(30);
    serving.ages().onAge(new Age(asked, ofMillis(20), at(1, 2)));
    serving.endOfTurn();
    assertThat(host.heard()).containsExactly(new Found(1, "2", at(1, 2), ofMillis(80)));
    assertThatThrownBy(() -> new ReadRules(0)).hasMessageContaining("0.0 times as fast as time");
  }

  private static FakeHost leader() {
    FakeHost host = FakeHost.with(1, 2);
    host.mayVouch = true;
    host.others = List.of("byzantium", "cyrene", "delphi", "ephesus");
    return host;
  }

  @Test
  @DisplayName(
      "A leader's answer has an age when a majority has said that it knows of no later epoch,"
          + " each member for itself (V2)")
  void majority() {
    FakeHost host = leader();
    Serving serving = serving(host);
    Duration asked = host.now;
    ask(serving, ofMillis(100));
    assertThat(host.heard()).hasSize(4).containsOnly(new Confirm(2, asked));
    serving.ages().onConfirmed("byzantium", new Confirmed(2, asked));
    serving.ages().onConfirmed("byzantium", new Confirmed(2, asked));
    serving.ages().onConfirmed("cyrene", new Confirmed(1, asked));
    serving.ages().onConfirmed("delphi", new Confirmed(2, asked.plusNanos(1)));
    serving.endOfTurn();
    assertThat(host.heard()).isEmpty();
    serving.ages().onConfirmed("ephesus", new Confirmed(2, asked));
    serving.endOfTurn();
    assertThat(host.heard()).containsExactly(new Found(1, "2", at(2, 2), Duration.ZERO));
  }

  @Test
  @DisplayName(
      "A leader that has committed nothing of its own epoch cannot tell what is committed (V2)")
  void newLeader() {
    FakeHost host = leader();
    host.mayVouch = false;
    ask(serving(host), ofMillis(100));
    assertThat(host.heard()).isEmpty();
  }

  @Test
  @DisplayName("A member confirms its own epoch only, and nothing while it has lost its disk")
  void confirms() {
    FakeHost host = FakeHost.with(1, 2);
    Serving serving = serving(host);
    serving.ages().onConfirm("athens", new Confirm(1, ofMillis(7)));
    assertThat(host.heard()).isEmpty();
    serving.ages().onConfirm("athens", new Confirm(2, ofMillis(7)));
    assertThat(host.heard()).containsExactly(new Confirmed(2, ofMillis(7)));
    host.isCounted = false;
    serving.ages().onConfirm("athens", new Confirm(2, ofMillis(8)));
    assertThat(host.heard()).isEmpty();
  }

  @Test
  @DisplayName("Who is asked for an age asks first, and adds what it took: ages add up")
  void addsUp() {
    FakeHost host = FakeHost.with(1, 1);
    host.upstream = "athens";
    Serving serving = serving(host);
    Duration asked = host.now;
    serving.onAskAge("standby", new AskAge(ofMillis(3)));
    assertThat(host.heard()).containsExactly(new AskAge(asked));
    host.pass(30);
    serving.ages().onAge(new Age(asked, ofMillis(10), at(1, 9)));
    assertThat(host.heard()).containsExactly(new Age(ofMillis(3), ofMillis(40), at(1, 9)));
    host.pass(5);
    serving.onAskAge("standby", new AskAge(ofMillis(4)));
    assertThat(host.heard())
        .as("it knows well enough")
        .containsExactly(new Age(ofMillis(4), ofMillis(45), at(1, 9)));
  }
}
