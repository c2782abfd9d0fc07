package dev.understudy.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A store that is asked for one thing: in this process, if no other has its folder, and otherwise
 * through the endpoint of the one that has. The same verbs answer in both cases.
 */
final class StoreAccess {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_AGAIN_MILLIS = 50;

  private final Path data;
  private final String what;
  private final Console console;
  private final Interruption interruption;
  private boolean mayMake;
  private boolean isOpened = true;

  StoreAccess(Path data, String what, Console console, Interruption interruption) {
    this.data = data;
    this.what = what;
    this.console = console;
    this.interruption = interruption;
  }

  /** From now on a store that is not there is made. */
  StoreAccess orMakeIt() {
    mayMake = true;
    return this;
  }

  /** From now on a store that no other process has is not opened: what is asked for needs its files only. */
  StoreAccess withoutOpening() {
    isOpened = false;
    return this;
  }

  /** Asks for something that is done at once. */
  JsonNode ask(String verb, ObjectNode body) throws InterruptedException {
    return ask(verb, body, progress -> {});
  }

  /**
   * Asks, and hears how far it is. Who holds the folder without listening may be about to listen or
   * to end, so there is some patience.
   *
   * @throws InterruptedException when the user interrupts; what was asked for has been undone then
   */
  JsonNode ask(String verb, ObjectNode body, Consumer<JsonNode> progress)
      throws InterruptedException {
    long began = System.nanoTime();
    while (System.nanoTime() - began < PATIENCE_NANOS) {
      Optional<DataFolder> mine =
          mayMake ? DataFolder.takeOrMake(data, what) : DataFolder.take(data, what);
      if (mine.isPresent()) {
        return askHere(mine.get(), verb, body, progress);
      }
      Optional<EndpointFile> endpoint = EndpointFile.read(data);
      if (endpoint.isPresent()) {
        try {
          return askThere(new StoreClient(endpoint.get()), verb, body, progress);
        } catch (StoreClient.Unreachable gone) {
          interruption.check();
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
    throw DataFolder.isTaken(data);
  }

  private JsonNode askHere(
      DataFolder folder, String verb, ObjectNode body, Consumer<JsonNode> progress)
      throws InterruptedException {
    Here here = new Here(progress);
    try (Stoppable stoppable = new Stoppable(interruption, here::goAway);
        HeldStore store = isOpened ? OpenStore.in(folder, console) : new ClosedStore(folder)) {
      return orInterrupted(
          stoppable, () -> store.await(() -> store.verbs().get(verb).answer(body, here)));
    }
  }

  private JsonNode askThere(
      StoreClient client, String verb, ObjectNode body, Consumer<JsonNode> progress)
      throws StoreClient.Unreachable, InterruptedException {
    try (Stoppable stoppable = new Stoppable(interruption, client::cancel)) {
      return orInterrupted(stoppable, () -> client.follow(verb, body, progress));
    }
  }

  @FunctionalInterface
  private interface Asking<X extends Exception> {
    JsonNode call() throws X, InterruptedException;
  }

  private <X extends Exception> JsonNode orInterrupted(Stoppable stoppable, Asking<X> asking)
      throws X, InterruptedException {
    try {
      return asking.call();
    } catch (RuntimeException failure) {
      stoppable.throwIfStopped(console);
      throw failure;
    }
  }

  /** This command, as the one who waits for an answer. */
  private static final class Here implements StoreEndpoint.Asker {
    private final Consumer<JsonNode> progress;
    private volatile Runnable stop = () -> {};
    private volatile boolean isGone;

    Here(Consumer<JsonNode> progress) {
      this.progress = progress;
    }

    @Override
    public void progress(ObjectNode line) {
      progress.accept(line);
    }

    @Override
    public void whenGone(Runnable toStop) {
      stop = toStop;
      if (isGone) {
        toStop.run();
      }
    }

    void goAway() {
      isGone = true;
      stop.run();
    }
  }
}
