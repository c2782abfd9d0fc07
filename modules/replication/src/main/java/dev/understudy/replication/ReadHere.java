package dev.understudy.replication;

import dev.understudy.replication.reads.ReadHost;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What a node with a {@link Copy} shows of it to those who read there. */
public final class ReadHere implements ReadHost {
  /**
   * What the node is.
   *
   * @param epoch the latest epoch that it has heard of
   * @param leader who leads it; "" if it does not know
   * @param upstream whom it follows; "" if nobody
   * @param isCounted whether its word counts
   * @param leading what it knows as a leader; null while it follows
   */
  public record Role(
      long epoch, String leader, String upstream, boolean isCounted, Leading leading) {}

  private final Copy copy;
  private final Host host;
  private final Supplier<Role> role;

  /** Shows this copy. */
  public ReadHere(Copy copy, Host host, Supplier<Role> role) {
    this.copy = copy;
    this.host = host;
    this.role = role;
  }

  @Override
  public Duration now() {
    return host.now();
  }

  @Override
  public void send(String to, Record message) {
    host.send(to, message);
  }

  @Override
  public void setTimer(String name, Duration delay, Runnable action) {
    host.setTimer(name, delay, action);
  }

  @Override
  public long applied() {
    return copy.applied();
  }

  @Override
  public long committed() {
    return copy.committed();
  }

  @Override
  public long base() {
    return copy.log().base();
  }

  @Override
  public long epochAt(long index) {
    return copy.log().epochAt(index);
  }

  @Override
  public String get(String key) {
    return copy.get(key);
  }

  @Override
  public long epoch() {
    return role.get().epoch();
  }

  @Override
  public String leader() {
    return role.get().leader();
  }

  @Override
  public String upstream() {
    return role.get().upstream();
  }

  @Override
  public boolean isCounted() {
    return role.get().isCounted();
  }

  @Override
  public boolean mayVouch() {
    Leading leading = role.get().leading();
    return leading != null && leading.knowsWhatIsCommitted();
  }

  @Override
  public List<String> others() {
    Leading leading = role.get().leading();
    return leading == null ? List.of() : leading.others();
  }
}
