package dev.understudy.replication;

import dev.understudy.cluster.Node;
import java.time.Duration;

/** A node that keeps a {@link Copy}, and through which the parts of it speak. */
public abstract class HostNode extends Node {
  /** This node, as its parts see it. */
  protected final Host host = new ThisNode();

  /** The configuration that it saved last. */
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
    public void append(Entry entry) {
      HostNode.this.append(entry);
    }

    @Override
    public void truncate(long length) {
      truncateLog(length);
    }

    @Override
    public void setTimer(String name, Duration delay, Runnable action) {
      HostNode.this.setTimer(name, delay, action);
    }
  }
}
