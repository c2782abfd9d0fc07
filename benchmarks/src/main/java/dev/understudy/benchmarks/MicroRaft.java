package dev.understudy.benchmarks;

import dev.understudy.storage.Command;
import dev.understudy.storage.KeyValueStore;
import io.microraft.RaftConfig;
import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.executor.impl.DefaultRaftNodeExecutor;
import io.microraft.model.message.RaftMessage;
import io.microraft.statemachine.StateMachine;
import io.microraft.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  private final Writes writes = new Writes();
  private final Map<RaftEndpoint, RaftNode> nodes = new ConcurrentHashMap<>();
  private final RaftNode leader;
  private final DefaultRaftNodeExecutor leaderLoop;

  /** A group of so many members, when it has a leader. */
  MicroRaft(int members) {
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
        .setConfig(RaftConfig.newBuilder().setLeaderElectionTimeoutMillis(300).build())
        .setExecutor(loop)
        .setTransport(new InMemoryTransport())
        .setStateMachine(new Store())
        .build();
  }

  /** Waits for one that commits: who merely believes that it leads may be deposed by the next vote. */
  private RaftEndpoint awaitLeader() {
    RaftNode any = nodes.values().iterator().next();
    while (true) {
      RaftEndpoint leading = any.getTerm().getLeaderEndpoint();
      try {
        if (leading != null) {
          nodes.get(leading).replicate(writes.next()).get(1, TimeUnit.SECONDS);
          return leading;
        }
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (ExecutionException | TimeoutException notYet) {
        continue;
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
