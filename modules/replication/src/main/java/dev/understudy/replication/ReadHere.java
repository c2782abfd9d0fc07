package dev.understudy.replication;

import dev.understudy.replication.reads.ReadHost;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What a member shows of itself to those who read at it. */
final class ReadHere implements ReadHost {
  private final Copy copy;
  private final Host host;
  private final Supplier<Replica.Epoch> epoch;
  private final Supplier<Leading> leading; // gives null while the member follows

  ReadHere(Copy copy, Host host, Supplier<Replica.Epoch> epoch, Supplier<Leading> leading) {
    this.copy = copy;
    this.host = host;
    this.epoch = epoch;
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
  public long lastIndex() {
    return copy.lastIndex();
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
    return epoch.get().number();
  }

  @Override
  public String leader() {
    return epoch.get().leader();
  }

  @Override
  public String upstream() {
    return leading.get() == null ? leader() : "";
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
