package dev.understudy.lab;

import dev.understudy.backup.RefusedBackupException;
import dev.understudy.storage.CorruptJournalException;
import dev.understudy.storage.CorruptStoreException;
import dev.understudy.storage.DiskFullException;
import dev.understudy.storage.SyncFailedException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** What can go wrong with a store and a backup without being a fault of the program, in one line each. */
final class KnownFailures {
  private KnownFailures() {}

  /** The failure as a command tells it; nothing when it is a fault of the program. */
  static Optional<RuntimeException> of(Throwable failure) {
    if (failure instanceof WrongInput || failure instanceof BrokenPromise) {
      return Optional.of((RuntimeException) failure);
    }
    if (failure instanceof RefusedBackupException) {
      return Optional.of(new WrongInput(failure.getMessage()));
    }
    if (failure instanceof CorruptJournalException
        || failure instanceof CorruptStoreException
        || failure instanceof DiskFullException
        || failure instanceof SyncFailedException) {
      return Optional.of(new BrokenPromise(failure.getMessage()));
    }
    Throwable inner = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    if (inner instanceof FileSystemException cause) {
      return Optional.of(new WrongInput("cannot use " + cause.getFile() + ": " + why(cause)));
    }
    return Optional.empty();
  }

  private static String why(FileSystemException cause) {
    return cause instanceof AccessDeniedException
        ? "this user may not; give a place of your own"
        : cause.getReason() == null
            ? cause.getClass().getSimpleName().replace("Exception", "")
            : cause.getReason();
  }
}
