package dev.understudy.benchmarks;

import dev.understudy.storage.Command;
import dev.understudy.storage.KeyValueStore;
import io.microraft.RaftConfig;
import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.executor.impl.DefaultRaftNodeExecutor;
import io.microraft.model.message.RaftMessage;
import io.microraft.report.RaftTerm;
import io.microraft.statemachine.StateMachine;
import io.microraft.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The peer: MicroRaft 0.7 as its users run it in one JVM, with its own executors, a thread for each
 * node, and its default batch sizes and snapshots; in memory, messages handed over as objects, and our
 * key-value store as the state machine.
 */
final class MicroRaft implements Replicated {
  private record Member(String name) implements RaftEndpoint {
    @Override
    public Object getId() {
      return name;
    }
  }

  private final Writes writes;
  private final Map<RaftEndpoint, RaftNode> nodes = new ConcurrentHashMap<>();
  private final RaftNode leader;
  private final DefaultRaftNodeExecutor leaderLoop;

  /** A group of so many members, when it has a leader; values have so many bytes. */
  MicroRaft(int members, int bytes) {
    writes = new Writes(bytes);
    List<RaftEndpoint> group = new ArrayList<>();
    for (int i = 1; i <= members; i++) {
      group.add(new Member("member" + i));
    }
    Map<RaftEndpoint, DefaultRaftNodeExecutor> loops = new ConcurrentHashMap<>();
    for (RaftEndpoint member : group) {
      DefaultRaftNodeExecutor loop = new DefaultRaftNodeExecutor();
      loops.put(member, loop);
      nodes.put(member, node(member, group, loop));
    }
    nodes.values().forEach(node -> node.start().join());
    RaftEndpoint elected = awaitLeader();
    leader = nodes.get(elected);
    leaderLoop = loops.get(elected);
  }

  private RaftNode node(
      RaftEndpoint member, List<RaftEndpoint> group, DefaultRaftNodeExecutor loop) {
    return RaftNode.newBuilder()
        .setGroupId("benchmark")
        .setLocalEndpoint(member)
        .setInitialGroupMembers(group)
        .setConfig(RaftConfig.newBuilder().setLeaderElectionTimeoutMillis(500).build())
        .setExecutor(loop)
        .setTransport(new InMemoryTransport())
        .setStateMachine(new Store())
        .build();
  }

  /** Waits until all obey the same leader: one that has not yet may depose it by a later vote. */
  private RaftEndpoint awaitLeader() {
    while (true) {
      List<RaftTerm> terms = nodes.values().stream().map(RaftNode::getTerm).toList();
      RaftTerm first = terms.get(0);
      boolean allObey = terms.stream()
          .allMatch(term -> term.getTerm() == first.getTerm()
              && Objects.equals(term.getLeaderEndpoint(), first.getLeaderEndpoint()));
      if (first.getLeaderEndpoint() != null && allObey) {
        return first.getLeaderEndpoint();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted before there was a leader", interrupted);
      }
    }
  }

  @Override
  public void onLeader(Runnable action) {
    leaderLoop.submit(action);
  }

  @Override
  public void write(Consumer<Throwable> over) {
    leader.replicate(writes.next()).whenComplete((done, failure) -> over.accept(failure));
  }

  @Override
  public void close() {
    nodes.values().forEach(node -> node.terminate().join());
  }

  private final class InMemoryTransport implements Transport {
    @Override
    public void send(RaftEndpoint target, RaftMessage message) {
      RaftNode node = nodes.get(target);
      if (node != null) {
        node.handle(message);
      }
    }

    @Override
    public boolean isReachable(RaftEndpoint endpoint) {
      return true;
    }
  }

  private static final class Store implements StateMachine {
    private KeyValueStore store = new KeyValueStore();

    @Override
    public Object runOperation(long commitIndex, Object operation) {
      return operation instanceof Command command ? store.apply(command) : null;
    }

    @Override
    public void takeSnapshot(long commitIndex, Consumer<Object> chunks) {
      chunks.accept(store.snapshot());
    }

    @Override
    public void installSnapshot(long commitIndex, List<Object> chunks) {
      @SuppressWarnings("unchecked") // it is what takeSnapshot has given
      SortedMap<String, String> snapshot = (SortedMap<String, String>) chunks.get(0);
      store = KeyValueStore.of(snapshot);
    }

    @Override
    public Object getNewTermOperation() {
      return "new term";
    }
  }
}
