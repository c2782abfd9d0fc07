package dev.understudy.lab;

import dev.understudy.storage.Command;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.ExactlyOnceStore.Session;
import dev.understudy.storage.Hold;
import dev.understudy.storage.RealDisk;
import dev.understudy.storage.SnapshotFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A store that this process holds: its folder, the loop on which it lives, and an endpoint if it has one. */
final class OpenStore implements HeldStore, BackupVerb.Source {
  private static final int SYSTEM_BYTES = 16;

  private final DataFolder folder;
  private final Console console;
  private final StoreLoop loop;
  private final DurableStore store;
  private final Map<String, Long> sequences = new TreeMap<>();
  private final Map<String, StoreEndpoint.Verb> verbs;
  private StoreEndpoint endpoint;
  private long snapshotBytes; // 0 while none is to be taken
  private long bytesSince;
  private Future<SnapshotFile> snapshot; // null while none is under way

  private OpenStore(DataFolder folder, Console console, StoreLoop loop, DurableStore store) {
    this.folder = folder;
    this.console = console;
    this.loop = loop;
    this.store = store;
    for (Map.Entry<String, Session> session : store.sessions().entrySet()) {
      sequences.put(session.getKey(), session.getValue().lastSequence());
    }
    this.verbs = new StoreVerbs(this).all();
  }

  /** Opens the store of a folder, which it gives back in the end, or makes one; tells what was found that is not as it should be. */
  static OpenStore in(DataFolder folder, Console console) throws InterruptedException {
    StoreLoop loop = new StoreLoop();
    try {
      RealDisk disk = new RealDisk(loop.vertx(), folder.path());
      OpenStore opened = loop.await(() -> DurableStore.open(
              disk, DurableStore.Options.defaults(), Clock.systemUTC(), newSystem())
          .map(store -> new OpenStore(folder, console, loop, store)));
      if (!opened.store.report().isClean()) {
        opened.store.report().sentences().forEach(console::tell);
      }
      return opened;
    } catch (Throwable failure) {
      loop.close();
      folder.close();
      throw failure;
    }
  }

  /** From now on takes a snapshot whenever so many bytes were put; never for 0. */
  void snapshotEvery(long bytes) throws InterruptedException {
    loop.await(() -> {
      snapshotBytes = bytes;
      return Future.succeededFuture();
    });
  }

  /** Lets other processes reach the store until it is closed. */
  void listen() throws InterruptedException {
    endpoint = loop.await(() -> StoreEndpoint.open(loop.vertx(), verbs));
    try {
      endpoint.reached().write(folder.path());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where it is reached; nothing while it does not listen. */
  Optional<EndpointFile> reached() {
    return Optional.ofNullable(endpoint).map(StoreEndpoint::reached);
  }

  @Override
  public <T> T await(Supplier<Future<T>> work) throws InterruptedException {
    return loop.await(work);
  }

  @Override
  public Hold hold() {
    return store.hold();
  }

  @Override
  public Future<Void> backedUpTo(long lsn) {
    return store.backedUpTo(lsn);
  }

  @Override
  public Map<String, StoreEndpoint.Verb> verbs() {
    return verbs;
  }

  /** Puts a value; completes when that is durable. On the store's loop only. */
  Future<Void> put(String client, String key, String value) {
    long sequence = sequences.merge(client, 1L, Long::sum);
    snapshotIfDue(key.length() + value.length());
    return store.execute(client, sequence, new Command.Put(key, value)).mapEmpty();
  }

  private void snapshotIfDue(long bytes) {
    bytesSince += bytes;
    if (snapshotBytes > 0 && bytesSince >= snapshotBytes && snapshot == null) {
      bytesSince = 0;
      snapshot = store
          .snapshot()
          .onFailure(failure -> console.tell("lab: no snapshot: " + failure.getMessage()))
          .onComplete(done -> snapshot = null);
    }
  }

  @Override
  public DurableStore store() {
    return store;
  }

  @Override
  public Path folder() {
    return folder.path();
  }

  @Override
  public Vertx vertx() {
    return loop.vertx();
  }

  /** Takes its endpoint away, and gives the folder back. */
  @Override
  public void close() {
    try {
      if (endpoint != null) {
        EndpointFile.delete(folder.path());
        loop.await(endpoint::close);
      }
      loop.await(() -> snapshot == null ? Future.succeededFuture() : snapshot.otherwiseEmpty());
      loop.await(() -> {
        store.close();
        return Future.succeededFuture();
      });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    } finally {
      loop.close();
      folder.close();
    }
  }

  private static String newSystem() {
    byte[] system = new byte[SYSTEM_BYTES];
    new SecureRandom().nextBytes(system);
    return HexFormat.of().formatHex(system);
  }
}
