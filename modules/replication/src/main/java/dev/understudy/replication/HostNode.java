package dev.understudy.replication;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.replication.reads.ReadHost;
import dev.understudy.replication.reads.ReadRules;
import dev.understudy.replication.reads.Serving;
import java.time.Duration;

/** A node in which the parts of a replica live: what they ask of their {@link Host}, it does. */
abstract class HostNode extends Node {
  final Host host = new ThisNode();
  Membership membership; // durable, or a replica would forget that it has forgotten
  Obedience obedience; // durable: whom it obeys, and by what a leader is chosen
  private Serving reads; // volatile: who reads asks again

  /** Handlers for messages of these sealed interfaces, and for those of readers. */
  final Handlers withReads(Class<?>... families) {
    return Serving.handlers(() -> reads, families);
  }

  /** From now on readers may read here. */
  final void serveReads(ReadHost here, ReadRules rules) {
    reads = new Serving(here, rules);
  }

  /** To be called at the end of a turn: answers readers that can be answered now. */
  final void serveReads() {
    reads.endOfTurn();
  }

  private final class ThisNode implements Host {
    @Override
    public String self() {
      return HostNode.this.self();
    }

    @Override
    public void send(String to, Record message) {
      HostNode.this.send(to, message);
    }

    @Override
    public void trace(String remark) {
      HostNode.this.trace(remark);
    }

    @Override
    public Duration now() {
      return HostNode.this.now();
    }

    @Override
    public void setTimer(String name, Duration delay, Runnable action) {
      HostNode.this.setTimer(name, delay, action);
    }

    @Override
    public Configuration configuration() {
      return obedience.configuration();
    }

    @Override
    public void configure(Configuration next) {
      obedience.configure(next);
    }

    @Override
    public void save(Record record) {
      HostNode.this.save(record);
    }

    @Override
    public void append(Entry entry) {
      HostNode.this.append(entry);
    }

    @Override
    public void truncate(long length) {
      truncateLog(length);
    }

    @Override
    public boolean compact(Snapshot snapshot) {
      return compactLog(snapshot.index(), snapshot.chunks());
    }

    @Override
    public void replace(Snapshot snapshot) {
      replaceLog(snapshot.index(), snapshot.chunks());
    }

    @Override
    public void stage(Chunk chunk) {
      HostNode.this.stage(chunk);
    }

    @Override
    public void unstage() {
      HostNode.this.unstage();
    }
  }
}
