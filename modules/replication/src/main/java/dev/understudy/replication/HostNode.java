package dev.understudy.replication;

import dev.understudy.cluster.Node;
import java.time.Duration;

/** A node in which the parts of a replica live: what they ask of their {@link Host}, it does. */
public abstract class HostNode extends Node {
  /** This node, as its parts see it. */
  protected final Host host = new ThisNode();

  /** The configuration that this node saved last. */
  protected abstract Configuration configuration();

  /** Saves the next one. */
  protected abstract void configure(Configuration next);

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
