package dev.understudy.stateless;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.stateless.StatelessMessage.Check;
import dev.understudy.stateless.StatelessMessage.Healthy;
import dev.understudy.stateless.StatelessMessage.NoDatabase;
import dev.understudy.stateless.StatelessMessage.Work;
import dev.understudy.stateless.StatelessMessage.Worked;
import java.time.Duration;

/**
 * A node without state: it checks what is asked, refuses by itself what is wrong, and asks the
 * database for all else. It saves nothing, and nothing that it knows outlives a request; so a crash
 * takes with it what is under way here, and nothing more.
 */
public class ApiNode extends Node {
  /** The longest key that is let through, in characters. */
  public static final int LONGEST_KEY = 100;

  /** Shorter than that of the load balancer, or a silent database would look like silent API nodes. */
  static final Duration PATIENCE = Duration.ofMillis(100);

  /** What others may see of an API node: how many requests it has seen to since it started. */
  public record State(long worked) {}

  private final String database;
  private long worked; // volatile: a count for people, nothing depends on it

  /** An API node that asks the database of this name. */
  public ApiNode(String database) {
    this.database = database;
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(StatelessMessage.class, ClientMessage.class)
        .on(Work.class, this::onWork)
        .on(Check.class, (from, check) -> reply(new Healthy()))
        .answers(Worked.class, NoDatabase.class, Healthy.class)
        .answers(Request.class, Done.class, NotLeader.class, Rejected.class, Busy.class);
  }

  private void onWork(String loadBalancer, Work work) {
    worked++;
    Request request = work.request();
    int length = request.command().key().length();
    if (length == 0 || length > LONGEST_KEY) {
      String reason = "a key has 1 to " + LONGEST_KEY + " characters, this one has " + length;
      reply(worked(request, new Rejected(request.sequence(), reason)));
      return;
    }
    ask(
        database,
        request,
        PATIENCE,
        ClientMessage.class,
        outcome -> send(loadBalancer, answer(request, outcome)));
  }

  private static Record answer(Request request, Outcome<ClientMessage> outcome) {
    return outcome instanceof Outcome.Ok<ClientMessage> ok
        ? worked(request, ok.value())
        : new NoDatabase(request.client(), request.sequence());
  }

  private static Worked worked(Request request, ClientMessage answer) {
    return new Worked(request.client(), request.sequence(), answer);
  }

  @Override
  public State state() {
    return new State(worked);
  }
}
