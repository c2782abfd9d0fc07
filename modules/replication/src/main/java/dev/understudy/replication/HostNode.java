package dev.understudy.replication;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.replication.reads.ReadHost;
import dev.understudy.replication.reads.ReadRules;
import dev.understudy.replication.reads.Serving;
import java.time.Duration;
import java.util.List;

/** A node in which the parts of a replica live: what they ask of their {@link Host}, it does. */
public abstract class HostNode extends Node {
  /** This node, as its parts see it. */
  protected final Host host = new ThisNode();

  private Serving reads; // volatile: who reads asks again

  /** The configuration that this node saved last. */
  protected abstract Configuration configuration();

  /** Saves the next one. */
  protected abstract void configure(Configuration next);

  /** How many entries one message carries at most. */
  protected int mostEntriesPerAppend() {
    return 256;
  }

  /**
   * How many answers may wait for followers, and how many entries may be there that are not committed;
   * who asks beyond that is told to come again.
   */
  protected int mostWaiting() {
    return 8192;
  }

  /** The same handlers, and those for the messages of readers. */
  protected final Handlers withReads(Handlers handlers) {
    return Serving.addTo(handlers, () -> reads);
  }

  /** From now on readers may read here. */
  protected final void serveReads(ReadHost here, ReadRules rules) {
    reads = new Serving(here, rules);
  }

  /** To be called at the end of a turn: answers readers that can be answered now. */
  protected final void serveReads() {
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
  }
}
