package dev.understudy.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.Aside;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.cluster.trace.Truncated;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DrillTest {
  /** What clients and the auditor did, in milliseconds; the failure comes at 1000. */
  private static final class Story {
    private final List<TraceEvent> events = new ArrayList<>();
    private long calls;

    Story failure() {
      events.add(new FaultBegan(nanos(1000), 1, FaultKind.CRASH, List.of("athens"), "athens"));
      return this;
    }

    Story write(String key, int called, int returned) {
      return operation("alice", called, returned, new Command.Put(key, "here"), Outcome.ok(null));
    }

    Story audit(String key, Outcome<String> found) {
      return operation("auditor", 9000, 9001, new Command.Get(key), found);
    }

    Story operation(
        String client, int called, int returned, Command command, Outcome<String> outcome) {
      calls++;
      events.add(new ClientCalled(nanos(called), client, calls, command));
      events.add(new ClientReturned(nanos(returned), client, calls, outcome.isOk(), outcome));
      return this;
    }

    Story saved(String node, Object what) {
      events.add(new TraceEvent.Saved(nanos(1500), node, what));
      return this;
    }

    DrillRun measure() {
      events.sort(Comparator.comparingLong(TraceEvent::atNanos));
      return Drill.measure(new Trace(7, events, 0), "auditor");
    }

    private static long nanos(int millis) {
      return millis * 1_000_000L;
    }
  }

  private static final Outcome<String> HERE = Outcome.ok("here");
  private static final Outcome<String> GONE = Outcome.ok(null);

  private static Duration ms(int millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  @DisplayName(
      "Nothing lost: no RPO, and an RTO from the failure to the first answer to a new write")
  void nothingLost() {
    DrillRun run = new Story()
        .write("a", 900, 910)
        .failure()
        .write("b", 2000, 4000)
        .write("c", 4001, 4010)
        .audit("a", HERE)
        .audit("b", HERE)
        .audit("c", HERE)
        .measure();
    assertThat(run)
        .isEqualTo(new DrillRun(
            7, 3, List.of(), 0, Duration.ZERO, Optional.of(ms(3000)), ms(9001), List.of()));
  }

  @Test
  @DisplayName("RPO goes from the first lost acknowledgement to the failure")
  void rpo() {
    DrillRun run = new Story()
        .write("a", 900, 910)
        .write("b", 920, 930)
        .write("c", 980, 990)
        .failure()
        .write("d", 2000, 4000)
        .audit("a", HERE)
        .audit("b", GONE)
        .audit("c", Outcome.ok("something else"))
        .audit("d", HERE)
        .measure();
    assertThat(run.lostKeys()).containsExactly("b", "c");
    assertThat(run.lost()).isEqualTo(2);
    assertThat(run.rpo()).isEqualTo(ms(70));
  }

  @Test
  @DisplayName("What was set aside is counted once, also if a crash came before it was given up")
  void setAside() {
    DrillRun run = new Story()
        .write("a", 900, 910)
        .failure()
        .saved("athens", new Aside("cut-from-2.jsonl", 3, 90))
        .saved("athens", new Aside("cut-from-2.jsonl", 3, 90))
        .saved("byzantium", new Aside("cut-from-2.jsonl", 3, 90))
        .saved("byzantium", new Truncated(1))
        .audit("a", HERE)
        .measure();
    assertThat(run.setAside()).isEqualTo(6);
  }

  @Test
  @DisplayName("What a zombie acknowledges after the failure is lost too, and is no recovery")
  void zombie() {
    DrillRun run = new Story()
        .write("a", 980, 990)
        .failure()
        .write("b", 1100, 1200)
        .write("c", 1300, 1500)
        .write("d", 5000, 5100)
        .audit("a", GONE)
        .audit("b", GONE)
        .audit("c", GONE)
        .audit("d", HERE)
        .measure();
    assertThat(run.rpo()).isEqualTo(ms(510));
    assertThat(run.rto()).contains(ms(4100));
  }

  @Test
  @DisplayName("A write called before the failure does not show that the cluster came back")
  void underWay() {
    DrillRun run = new Story()
        .write("a", 999, 1500)
        .failure()
        .write("b", 1501, 1600)
        .audit("a", HERE)
        .audit("b", HERE)
        .measure();
    assertThat(run.rto()).contains(ms(600));
  }

  @Test
  @DisplayName("A key that the auditor could not read is not lost, but the cluster did not recover")
  void unreadable() {
    Story story = new Story().write("a", 900, 910).failure().write("b", 2000, 4000);
    DrillRun run = story.audit("a", Outcome.fail("silence")).audit("b", HERE).measure();
    assertThat(run.lost()).isZero();
    assertThat(run.rto()).isEmpty();
    assertThat(run.isRecovered()).isFalse();
    assertThat(new Story().write("a", 900, 910).failure().measure().isRecovered())
        .as("nor did one that was never audited")
        .isFalse();
  }

  @Test
  @DisplayName("Without a write after the failure there is no RTO, whatever the auditor reads")
  void noWriteAfterwards() {
    DrillRun run = new Story().write("a", 900, 910).failure().audit("a", HERE).measure();
    assertThat(run.isRecovered()).isFalse();
  }

  @Test
  @DisplayName("A write of unknown outcome is neither acknowledged nor lost")
  void unknownWrite() {
    DrillRun run = new Story()
        .operation("bob", 900, 1900, new Command.Put("a", "here"), Outcome.unknown("silence"))
        .failure()
        .write("b", 2000, 4000)
        .audit("b", HERE)
        .measure();
    assertThat(run.acknowledged()).isEqualTo(1);
    assertThat(run.lost()).isZero();
    assertThat(run.isRecovered()).isTrue();
  }

  @Test
  @DisplayName("Two writes to one key are refused: nobody could tell which of them was lost")
  void sameKey() {
    Story story = new Story().write("a", 900, 910).failure().write("a", 2000, 4000);
    assertThatThrownBy(story::measure).hasMessageContaining("key a is put twice, by alice");
  }

  @Test
  @DisplayName("Without a failure there is nothing to measure from")
  void noFailure() {
    Story story = new Story().write("a", 900, 910);
    assertThatThrownBy(story::measure).hasMessageContaining("nothing failed in this trace");
  }
}
