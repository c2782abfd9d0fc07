package dev.understudy.replication;

import dev.understudy.cluster.Node;
import java.time.Duration;
import java.util.List;

/** A node in which the parts of a replica live: what they ask of their {@link Host}, it does. */
public abstract class HostNode extends Node {
  /** This node, as its parts see it. */
  protected final Host host = new ThisNode();

  Membership
      membership; // durable, or a replica would forget that it has forgotten; of members only
  Obedience obedience; // durable: whom it obeys, and by what a leader is chosen; of members only

  /** The configuration that this node saved last. */
  protected Configuration configuration() {
    return obedience.configuration();
  }

  /** Saves the next one. */
  protected void configure(Configuration next) {
    obedience.configure(next);
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
    public Configuration configuration() {
      return HostNode.this.configuration();
    }

    @Override
    public void configure(Configuration next) {
      HostNode.this.configure(next);
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
    public void setAside(String name, List<? extends Record> records) {
      HostNode.this.setAside(name, records);
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

    @Override
    public void setTimer(String name, Duration delay, Runnable action) {
      HostNode.this.setTimer(name, delay, action);
    }
  }
}
