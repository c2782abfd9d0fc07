package dev.understudy.cluster;

import dev.understudy.cluster.trace.Recorder;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.CorruptJournalException;
import dev.understudy.storage.DiskFullException;
import dev.understudy.storage.SyncFailedException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Who belongs to a cluster, by name, and how each of them starts. */
final class Members {
  private final ClusterWorld world;
  private final Recorder recorder;
  private final MessageIds ids = MessageIds.together();
  private final Map<String, Member> byName = new LinkedHashMap<>();

  Members(ClusterWorld world, Recorder recorder) {
    this.world = world;
    this.recorder = recorder;
  }

  Member add(String name, Member.Part part, Supplier<? extends Node> factory) {
    if (name.isBlank() || !name.equals(name.strip())) {
      throw new IllegalArgumentException("a node's name must not be blank: '" + name + "'");
    }
    if (byName.containsKey(name)) { // before it is given a disk, which would be the other one's
      throw new IllegalArgumentException("there is a '" + name + "' already");
    }
    Member member = new Member(name, part, factory, world.newJournal(name), ids);
    byName.put(name, member);
    recorder.add(new TraceEvent.Joined(world.nowNanos(), name, member.client));
    return member;
  }

  /** The member or client of this name; refused if there is none. */
  Member get(String name) {
    Member member = byName.get(name);
    if (member == null) {
      throw new IllegalArgumentException(
          "there is no '" + name + "' here, only " + String.join(", ", byName.keySet()));
    }
    return member;
  }

  /** As {@link #get}, and refused if it has crashed. */
  Member running(String name) {
    Member member = get(name);
    if (member.hasCrashed()) {
      throw new IllegalStateException("'" + name + "' has crashed: restart it first");
    }
    return member;
  }

  /** As {@link #get}, and refused unless it has crashed. */
  Member crashed(String name) {
    Member member = get(name);
    if (!member.hasCrashed()) {
      throw new IllegalStateException("'" + name + "' is running: crash it first");
    }
    return member;
  }

  /** The member or client of this name, or null. */
  Member find(String name) {
    return byName.get(name);
  }

  /** Members, attached nodes and clients, in the order in which they came. */
  List<Member> all() {
    return List.copyOf(byName.values());
  }

  /** The names of the members alone. */
  List<String> names() {
    return byName.values().stream().filter(m -> m.isMember).map(m -> m.name).toList();
  }

  /** Starts their next incarnations, and waits until each has started. */
  void launch(List<Member> starting) {
    world.enter();
    List<Future<?>> deployed = new ArrayList<>();
    for (Member member : starting) {
      deployed.add(deploy(member));
    }
    world.await(Future.all(deployed));
  }

  /** Starts the next incarnation; one that its disk does not let start stands still, and says why. */
  void relaunch(Member member) {
    Future<?> deployed = deploy(member);
    Node node = member.node;
    world.launched(deployed, reason -> {
      node.life.cutOff();
      recorder.add(new TraceEvent.Noted(
          world.nowNanos(), member.name, "does not start: " + reason.getMessage()));
      if (!isOfDisk(reason)) {
        throw new IllegalStateException("'" + member.name + "' does not start", reason);
      }
    });
  }

  private static boolean isOfDisk(Throwable reason) {
    return reason instanceof CorruptJournalException
        || reason instanceof DiskFullException
        || reason instanceof SyncFailedException;
  }

  private Future<?> deploy(Member member) {
    member.node = member.factory.get();
    member.incarnation++;
    member.node.prepare(setting(member));
    return world.deploy(member.name, member.node);
  }

  private NodeSetting setting(Member member) {
    List<String> peers =
        names().stream().filter(name -> !name.equals(member.name)).toList();
    return new NodeSetting(
        member.name,
        member.incarnation,
        member.disk,
        member.client,
        peers,
        world.nanosOf(member.name),
        world.wallClockOf(member.name),
        world.randomOf("node " + member.name + " " + member.incarnation),
        member.journal,
        recorder,
        world::nowNanos,
        member.ids,
        member.failpoints,
        world::enter);
  }
}
