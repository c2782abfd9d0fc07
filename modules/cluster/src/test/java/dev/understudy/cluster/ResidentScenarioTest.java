package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ResidentScenarioTest {
  private static final Command PUT = new Command.Put("paw", "left");

  /** Keeps every request, and answers it as the key says. */
  private static final class Keeper extends Node {
    record State(List<Request> kept) {}

    private final List<Request> kept = new ArrayList<>(); // durable: it is what was promised

    @Override
    protected Handlers handlers() {
      return Handlers.of(ClientMessage.class)
          .on(Request.class, this::onRequest)
          .answers(Done.class, NotLeader.class, Rejected.class, Busy.class);
    }

    @Override
    protected void onStart() {
      kept.addAll(loadLog(Request.class));
    }

    private void onRequest(String client, Request request) {
      switch (request.command().key()) {
        case "elsewhere" -> reply(new NotLeader(request.sequence(), "byzantium"));
        case "rejected" -> send(client, new Rejected(request.sequence(), "too long"));
        case "never" -> trace("says nothing");
        default -> {
          send(client, new Done(request.sequence(), null));
          append(request);
          kept.add(request);
        }
      }
    }

    @Override
    public State state() {
      return new State(List.copyOf(kept));
    }
  }

  private final Cluster cluster = Cluster.simulated(7);

  private Resident started() {
    cluster.start(Keeper::new, "athens");
    return cluster.nodeOf("athens").resident();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private static Outcome<String> outcome(Cluster cluster, Future<Outcome<String>> asked) {
    return cluster.await(asked);
  }

  private List<Class<?>> happened() {
    return cluster.trace().events().stream().<Class<?>>map(Object::getClass).toList();
  }

  @Test
  @DisplayName("A resident hears nothing that is not durable, and nothing of it travels")
  void durableFirst() {
    Resident resident = started();
    assertThat(outcome(cluster, resident.execute(PUT))).isEqualTo(Outcome.ok(null));
    assertThat(happened())
        .containsSubsequence(
            TraceEvent.ClientCalled.class,
            TraceEvent.Saved.class,
            TraceEvent.Flushed.class,
            TraceEvent.ClientReturned.class)
        .doesNotContain(TraceEvent.Sent.class, TraceEvent.Delivered.class);
  }

  @Test
  @DisplayName("Operations that are asked for together share one flush, and keep their order")
  void groupCommit() {
    Resident resident = started();
    List<Future<Outcome<String>>> asked = IntStream.range(0, 50)
        .mapToObj(i -> resident.execute(new Command.Put("key", "" + i)))
        .toList();
    asked.forEach(one -> assertThat(cluster.await(one).isOk()).isTrue());
    assertThat(cluster.state("athens", Keeper.State.class).kept())
        .extracting(Request::sequence)
        .isEqualTo(IntStream.rangeClosed(1, 50).mapToObj(Long::valueOf).toList());
    assertThat(happened().stream().filter(TraceEvent.Flushed.class::equals).count())
        .isLessThan(50);
  }

  @Test
  @DisplayName("Who goes on when it is answered does so on the node's loop, and in its next turn")
  void goesOnOnTheLoop() {
    Resident resident = started();
    Future<Outcome<String>> second =
        resident.execute(PUT).compose(first -> resident.execute(new Command.Put("paw", "right")));
    assertThat(outcome(cluster, second).isOk()).isTrue();
    assertThat(cluster.state("athens", Keeper.State.class).kept()).hasSize(2);
  }

  @Test
  @DisplayName("What its node does not do has failed, with the reason")
  void notDone() {
    Resident resident = started();
    assertThat(outcome(cluster, resident.execute(new Command.Put("elsewhere", ""))))
        .isEqualTo(Outcome.fail("athens does not lead: ask byzantium"));
    assertThat(outcome(cluster, resident.execute(new Command.Put("rejected", ""))))
        .isEqualTo(Outcome.fail("too long"));
  }

  @Test
  @DisplayName("Of a write that nobody answers nobody knows; a read has failed; later ones wait on")
  void silence() {
    Resident resident = started();
    Future<Outcome<String>> write = resident.execute(new Command.Put("never", ""));
    Future<Outcome<String>> read = resident.execute(new Command.Get("never"));
    cluster.runFor(Client.DEADLINE.multipliedBy(3).dividedBy(2));
    Future<Outcome<String>> later = resident.execute(new Command.Put("never", ""));
    assertThat(write.result()).isEqualTo(Outcome.unknown("no answer within 10 s"));
    cluster.runFor(Client.DEADLINE.dividedBy(4));
    assertThat(later.isComplete()).isFalse();
    assertThat(outcome(cluster, read)).isEqualTo(Outcome.fail("no answer within 10 s"));
    assertThat(outcome(cluster, later)).isEqualTo(Outcome.unknown("no answer within 10 s"));
  }

  @Test
  @DisplayName("After a restart it counts from 1 again, under another name")
  void anotherName() {
    cluster.await(started().execute(PUT));
    cluster.crash("athens");
    cluster.restart("athens");
    cluster.await(cluster.nodeOf("athens").resident().execute(PUT));
    assertThat(cluster.state("athens", Keeper.State.class).kept())
        .containsExactly(new Request("athens#1", 1, PUT), new Request("athens#2", 1, PUT));
  }
}
