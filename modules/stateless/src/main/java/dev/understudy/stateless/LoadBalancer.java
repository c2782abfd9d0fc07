package dev.understudy.stateless;

import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.Node;
import dev.understudy.stateless.StatelessMessage.Check;
import dev.understudy.stateless.StatelessMessage.Healthy;
import dev.understudy.stateless.StatelessMessage.NoDatabase;
import dev.understudy.stateless.StatelessMessage.Work;
import dev.understudy.stateless.StatelessMessage.Worked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Hands the requests of clients to a pool of API nodes, one after the other in turn. Who leaves a
 * request or a health check unanswered is suspected until it answers one again; what it has not
 * answered goes to another one, which may do it a second time: that is harmless, for the database
 * knows a request by its number.
 */
public class LoadBalancer extends Node {
  /** So long may an API node take for a request. */
  static final Duration PATIENCE = Duration.ofMillis(150);

  static final Duration CHECK_EVERY = Duration.ofMillis(250);
  static final Duration CHECK_PATIENCE = Duration.ofMillis(100);

  /**
   * What others may see of a load balancer.
   *
   * @param suspected the API nodes that are not asked while another one answers
   * @param underWay how many requests an API node is at
   * @param retried how many requests were sent to another API node since this node started
   */
  public record State(List<String> suspected, int underWay, long retried) {}

  /** One request, and the API nodes that were asked for it, the last of them now. */
  private record Task(Request request, List<String> asked) {
    String id() {
      return id(request.client(), request.sequence());
    }

    static String id(String client, long sequence) {
      return client + " " + sequence;
    }
  }

  private final List<String> pool;

  // Volatile, all of it: clients ask again, and checks find out again who answers.
  private final List<String> suspected = new ArrayList<>();
  private final Map<String, Task> underWay = new TreeMap<>();
  private int turn;
  private long retried;

  /** A load balancer before the API nodes of these names. */
  public LoadBalancer(List<String> pool) {
    this.pool = List.copyOf(pool);
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(StatelessMessage.class, ClientMessage.class)
        .on(Request.class, this::onRequest)
        .on(Worked.class, this::onWorked)
        .on(NoDatabase.class, this::onNoDatabase)
        .answers(Work.class, Check.class, Healthy.class)
        .answers(Done.class, NotLeader.class, Rejected.class, Busy.class);
  }

  @Override
  protected void onStart() {
    setTimer("check", CHECK_EVERY, this::check); // by then the pool has started too
  }

  private void onRequest(String client, Request request) {
    Task task = new Task(request, new ArrayList<>());
    if (underWay.putIfAbsent(task.id(), task) == null) { // otherwise an API node is at it
      handOver(task);
    }
  }

  private void handOver(Task task) {
    String node = choose(task.asked());
    task.asked().add(node);
    send(node, new Work(task.request()));
    setTimer(task.id(), PATIENCE, () -> onSilence(node, task));
  }

  private void onSilence(String node, Task task) {
    suspect(node);
    if (isToBeRetried(task.asked().size())) {
      retried++;
      handOver(task);
    } else {
      underWay.remove(task.id()); // its client asks again
    }
  }

  private void onWorked(String node, Worked worked) {
    if (end(node, worked.client(), worked.sequence())) {
      send(worked.client(), (Record) worked.answer()); // as all messages are
    }
  }

  /** Another API node would fare no better; the client will ask again. */
  private void onNoDatabase(String node, NoDatabase message) {
    end(node, message.client(), message.sequence());
  }

  /** False if nobody waits for this any more. */
  private boolean end(String node, String client, long sequence) {
    trust(node);
    String id = Task.id(client, sequence);
    cancelTimer(id);
    return underWay.remove(id) != null;
  }

  private void check() {
    for (String node : pool) {
      ask(node, new Check(), CHECK_PATIENCE, Healthy.class, outcome -> {
        if (outcome.isOk()) {
          trust(node);
        } else {
          suspect(node);
        }
      });
    }
    setTimer("check", CHECK_EVERY, this::check);
  }

  /** From now on this one is asked only if there is no other. */
  protected void suspect(String node) {
    if (!suspected.contains(node)) {
      suspected.add(node);
      trace("suspects " + node);
    }
  }

  private void trust(String node) {
    if (suspected.remove(node)) {
      trace("trusts " + node + " again");
    }
  }

  /** Whether a request that so many API nodes have not answered is sent to one more (X4). */
  protected boolean isToBeRetried(int asked) {
    return asked < pool.size();
  }

  /** The next in turn that was not asked before; a suspected one only if there is no other (X5). */
  private String choose(List<String> asked) {
    turn = (turn + 1) % pool.size();
    List<String> inTurn = IntStream.range(0, pool.size())
        .mapToObj(i -> pool.get((turn + i) % pool.size()))
        .filter(node -> !asked.contains(node))
        .toList();
    return inTurn.stream()
        .filter(node -> !suspected.contains(node))
        .findFirst()
        .orElse(inTurn.get(0));
  }

  @Override
  protected void checkInvariants() {
    for (Task task : underWay.values()) {
      InvariantBroken.unless(
          task.asked().stream().distinct().count() == task.asked().size(),
          "X4 a request is sent to another API node, never to the same again",
          () -> task.id() + " was sent to " + task.asked());
    }
  }

  @Override
  public State state() {
    return new State(List.copyOf(suspected), underWay.size(), retried);
  }
}
