package dev.understudy.benchmarks;

import dev.understudy.storage.Command;
import java.util.ArrayList;
import java.util.List;

/** Keeps writes in memory. */
final class BareList implements Keeping {
  private final List<Command.Put> kept = new ArrayList<>();
  private final Runnable onKept;

  /** {@code onKept} is called when there are more. */
  BareList(Runnable onKept) {
    this.onKept = onKept;
  }

  @Override
  public void keep(List<Command.Put> batch) {
    kept.addAll(batch);
    onKept.run();
  }

  @Override
  public long kept() {
    return kept.size();
  }

  @Override
  public void close() {}
}
