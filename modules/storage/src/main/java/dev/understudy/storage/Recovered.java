package dev.understudy.storage;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * An opened journal with what it held.
 *
 * @param log ready for the next record; all its records are durable
 * @param records the payloads from LSN 1 to {@code log.lastLsn()}
 * @param report what was found and, perhaps, cut
 */
public record Recovered(WriteAheadLog log, List<Buffer> records, RecoveryReport report) {
  public Recovered {
    records = List.copyOf(records);
  }
}
