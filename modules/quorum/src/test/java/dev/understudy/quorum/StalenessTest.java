package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.Recorder;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.Command;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StalenessTest {
  private final Recorder recorder = new Recorder(1);
  private long calls;

  private long call(String client, Command command) {
    recorder.add(new TraceEvent.ClientCalled(0, client, ++calls, command)); // all at one instant
    return calls;
  }

  private void end(String client, long call, String result) {
    recorder.add(new TraceEvent.ClientReturned(0, client, call, true, Outcome.ok(result)));
  }

  private void write(String value) {
    end("alice", call("alice", new Command.Put("toy", value)), null);
  }

  private void read(String value) {
    end("bob", call("bob", new Command.Get("toy")), value);
  }

  private Staleness staleness() {
    return Staleness.of(recorder.trace());
  }

  @Test
  @DisplayName(
      "A read that misses what was acknowledged before is stale, also one that sees nothing")
  void stale() {
    write("one");
    read("one");
    write("two");
    read("one");
    read("two");
    assertThat(staleness()).isEqualTo(new Staleness(3, 1, 0));
    read(null);
    assertThat(staleness()).isEqualTo(new Staleness(4, 2, 1));
  }

  @Test
  @DisplayName("A read may see a write that is under way, or not; once seen, it stays seen")
  void backwards() {
    write("one");
    call("alice", new Command.Put("toy", "two")); // without an end
    read("one");
    read("two");
    assertThat(staleness()).isEqualTo(new Staleness(2, 0, 0));
    read("one");
    assertThat(staleness()).isEqualTo(new Staleness(3, 0, 1));
  }

  @Test
  @DisplayName("What ends while a read is under way need not be seen by it")
  void concurrent() {
    write("one");
    long slow = call("bob", new Command.Get("toy"));
    write("two");
    end("bob", slow, "one");
    assertThat(staleness()).isEqualTo(new Staleness(1, 0, 0));
  }
}
