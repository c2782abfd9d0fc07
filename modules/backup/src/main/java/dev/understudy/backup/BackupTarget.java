package dev.understudy.backup;

import dev.understudy.storage.DiskFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A place elsewhere that keeps files: what backups need of one, and no more. Names are flat, made of
 * letters, digits, '.', '-' and '_'.
 *
 * <p>An error of the machine is an {@link java.io.UncheckedIOException}; a full place a {@link
 * dev.understudy.storage.DiskFullException}.
 */
public interface BackupTarget {

  /** Where it is, for people. */
  String where();

  /** The names of all files, sorted. */
  List<String> list();

  /**
   * Opens a file for reading.
   *
   * @throws RefusedBackupException when it is absent, or a link to elsewhere
   */
  DiskFile open(String name);

  /**
   * Begins a file, to be written in chunks. It counts when it was synced and so was the target.
   *
   * @throws RefusedBackupException when there is one of this name
   */
  DiskFile create(String name);

  /** Writes a small file so that all of it is there or nothing, and both durably. */
  Future<Void> publish(String name, Buffer content);

  /** Deletes a file; does nothing when it is absent. */
  void delete(String name);

  /** Makes every file begun and every delete before this call durable. */
  Future<Void> sync();

  /**
   * Keeps all others from writing here until the lease is given back. It ends with the process.
   *
   * @throws RefusedBackupException when another job is at work here
   */
  Lease lease(String job);

  /** The right to write to a target. */
  interface Lease {
    /** Gives it back; a second time does nothing. */
    void giveBack();
  }
}
