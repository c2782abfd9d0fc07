package dev.understudy.storage;

import io.vertx.core.Future;
import java.util.List;

/**
 * One small disk: files in one flat folder.
 *
 * <p>What is written is not yet durable. The bytes of a file become durable by {@link
 * DiskFile#sync()}, its <em>name</em> by {@link #syncDirectory()}: a file may be forced to the
 * platter and still be gone after a power cut, because nothing led to it.
 *
 * <p>A name is made of letters, digits, '.', '-' and '_', and is not "." or ".."; every method
 * throws {@link IllegalArgumentException} for any other. An input/output error of the machine is an
 * {@link java.io.UncheckedIOException}.
 */
public interface Disk {

  /** The names of all files, sorted. */
  List<String> list();

  /** Opens a file for reading and appending, and creates it empty when it is absent. */
  DiskFile open(String name);

  /** Whether there is a file of this name. */
  boolean exists(String name);

  /** Deletes a file; does nothing when it is absent. */
  void delete(String name);

  /**
   * Gives a file another name. A file that had this name is replaced in one step: nobody, not even
   * after a crash, sees both or none of them.
   *
   * @throws IllegalArgumentException when there is no file {@code from}
   */
  void rename(String from, String to);

  /**
   * Makes every create, rename and delete before this call durable.
   *
   * @return succeeds when they are durable; fails with {@link SyncFailedException} when nobody
   *     knows, and then so does every later call on this disk until it is opened anew
   */
  Future<Void> syncDirectory();
}
