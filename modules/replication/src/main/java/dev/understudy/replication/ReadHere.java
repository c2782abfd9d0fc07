package dev.understudy.replication;

import dev.understudy.replication.reads.ReadHost;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What a member shows of itself to those who read at it. */
final class ReadHere implements ReadHost {
  private final Copy copy;
  private final Host host;
  private final Membership membership;
  private final Supplier<Obedience> obedience;
  private final Supplier<Leading> leading; // gives null while the member follows

  ReadHere(
      Copy copy,
      Host host,
      Membership membership,
      Supplier<Obedience> obedience,
      Supplier<Leading> leading) {
    this.copy = copy;
    this.host = host;
    this.membership = membership;
    this.obedience = obedience;
    this.leading = leading;
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
    return obedience.get().number();
  }

  @Override
  public String leader() {
    return obedience.get().leader();
  }

  @Override
  public String upstream() {
    return leading.get() == null ? leader() : "";
  }

  @Override
  public boolean isCounted() {
    return membership.isMember();
  }

  @Override
  public boolean mayVouch() {
    return leading.get() != null && leading.get().knowsWhatIsCommitted();
  }

  @Override
  public List<String> others() {
    return leading.get() == null ? List.of() : leading.get().others();
  }
}
