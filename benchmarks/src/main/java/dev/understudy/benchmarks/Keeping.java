package dev.understudy.benchmarks;

import dev.understudy.storage.Command;
import java.util.List;

/** Where a member of the floor keeps writes. */
interface Keeping extends AutoCloseable {
  /** Keeps these too; on the member's loop. */
  void keep(List<Command.Put> batch);

  /** How many are kept so that they stay. */
  long kept();

  @Override
  void close();
}
