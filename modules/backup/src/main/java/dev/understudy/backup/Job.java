package dev.understudy.backup;

import java.util.function.Consumer;

/**
 * How a long job is run.
 *
 * @param pace between two chunks
 * @param progress hears how far it is, after each chunk
 * @param cancellation is looked at after each chunk
 */
public record Job(Pace pace, Consumer<Progress> progress, Cancellation cancellation) {
  private static final Consumer<Progress> NOBODY = progress -> {};

  /** As fast as the event loop lets it, heard by nobody. */
  public static Job plain() {
    return new Job(Pace.yielding(), NOBODY, new Cancellation());
  }

  /** The same at another pace. */
  public Job withPace(Pace newPace) {
    return new Job(newPace, progress, cancellation);
  }

  /** The same, and this listener is told how far it is. */
  public Job withProgress(Consumer<Progress> listener) {
    return new Job(pace, listener, cancellation);
  }

  /** The same, and this can stop it. */
  public Job withCancellation(Cancellation newCancellation) {
    return new Job(pace, progress, newCancellation);
  }
}
