package dev.understudy.stateless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.stateless.StatelessMessage.Work;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The meter on traces that were written by hand. */
class ServedTest {
  private static final Command GET = new Command.Get("toy");

  private final List<TraceEvent> events = new ArrayList<>();

  private void called(long millis, String client, long number) {
    events.add(new TraceEvent.ClientCalled(millis * 1_000_000, client, number, GET));
  }

  private void returned(long millis, String client, long number, Outcome<String> outcome) {
    events.add(
        new TraceEvent.ClientReturned(millis * 1_000_000, client, number, outcome.isOk(), outcome));
  }

  private void ok(long millis, String client, long number) {
    returned(millis, client, number, Outcome.ok("here"));
  }

  private void asked(String node, String client, long number) {
    events.add(
        new TraceEvent.Sent(0, 0, "front", node, new Work(new Request(client, number, GET))));
  }

  private Served served() {
    return Served.of(new Trace(1, events, 0));
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  @DisplayName("A trace in which nobody asks has no outage")
  void nothing() {
    assertThat(served()).isEqualTo(new Served(0, 0, 0, 0, ms(0), ms(0), ms(0)));
    assertThat(served().availability()).isEqualTo(1);
  }

  @Test
  @DisplayName("A silence is an outage if it is longer than what is tolerated and somebody waits")
  void silence() {
    called(0, "alice", 1);
    ok(200, "alice", 1); // as long as is tolerated
    called(5000, "alice", 2); // for 4.8 s nobody waited
    ok(5201, "alice", 2);
    assertThat(served().outage()).isEqualTo(ms(201));
    assertThat(served().longestWait()).isEqualTo(ms(201));
    assertThat(served().availability()).isEqualTo(5000 / 5201.0);
  }

  @Test
  @DisplayName(
      "While one of those who wait is answered there is no outage, however long the other waits")
  void oneIsAnswered() {
    called(0, "alice", 1);
    for (int i = 1; i <= 10; i++) {
      called(100 * i - 50, "bob", i);
      ok(100 * i, "bob", i);
    }
    ok(1000, "alice", 1);
    assertThat(served().outage()).isZero();
    assertThat(served().longestWait()).isEqualTo(ms(1000));
    assertThat(served().answered()).isEqualTo(11);
  }

  @Test
  @DisplayName("Who is told that it failed was not answered; who waits at the end still waits")
  void failed() {
    called(0, "alice", 1);
    called(100, "bob", 1);
    returned(300, "alice", 1, Outcome.unknown("no answer"));
    returned(400, "bob", 1, Outcome.fail("no answer"));
    called(1000, "alice", 2);
    called(1500, "bob", 2);
    assertThat(served().outage()).isEqualTo(ms(400 + 500));
    assertThat(served().asked()).isEqualTo(4);
    assertThat(served().failed()).isEqualTo(2);
    assertThat(served().answered()).isZero();
  }

  @Test
  @DisplayName(
      "A request counts as sent to another node once, and not when it went to one node twice")
  void retried() {
    asked("athens", "alice", 1);
    asked("athens", "alice", 1);
    asked("athens", "alice", 2);
    asked("byzantium", "alice", 2);
    asked("cyrene", "alice", 2);
    asked("byzantium", "bob", 1);
    assertThat(served().retried()).isEqualTo(1);
  }

  @Test
  @DisplayName("All figures stand in one line")
  void text() {
    called(0, "alice", 1);
    ok(250, "alice", 1);
    assertThat(served())
        .hasToString("1 of 1 requests answered, 0 failed, 0 sent to another node;"
            + " longest wait 0.250 s, outage 0.250 s");
  }
}
