package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.backup.Contents;
import dev.understudy.backup.RefusedBackupException;
import dev.understudy.backup.Verification;
import dev.understudy.backup.Verified;
import dev.understudy.storage.CorruptJournalException;
import dev.understudy.storage.CorruptStoreException;
import dev.understudy.storage.RealDisk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Restores a backup to see that it can be. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Restores a backup into a scratch folder, opens the store there, notes beside the backup what it"
          + " held, and removes the folder.",
      "",
      "Takes the newest backup unless --id names one. Exits with 1 when it cannot be restored."
    })
final class BackupVerify implements Callable<Integer> {
  private static final String SCHEMA = "understudy-backup-verify-1";

  @Option(
      names = "--from",
      paramLabel = "TARGET",
      required = true,
      description = "the folder of the backups")
  private Path from;

  @Option(names = "--id", paramLabel = "ID", description = "which one; see ./lab backup list")
  private String id;

  @Option(
      names = "--scratch",
      paramLabel = "FOLDER",
      description = "where there is room for it; a private folder of the project unless given")
  private Path scratch;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Project project;
  private final Console console;
  private final Interruption interruption;

  BackupVerify(Project project, Console console, Interruption interruption) {
    this.project = project;
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (scratch != null && !Files.isDirectory(scratch)) {
      throw new WrongInput("--scratch " + scratch + ": give a folder that is there");
    }
    Path room = scratch == null ? project.privateFolder("tmp") : scratch;
    Path folder = folderIn(room);
    Interruption.Duty duty = interruption.duty(() -> Folders.delete(folder));
    try {
      Verified verified = new TargetWork(from, "verify", console, interruption)
          .run((vertx, target, job) -> {
            checkIsThere(Contents.of(target));
            return verify(vertx, Verification.of(target, Clock.systemUTC()).as(job), folder);
          });
      console.answer(json ? json(verified).toString() : text(verified));
      return Exit.HOLDS;
    } finally {
      Folders.delete(folder);
      duty.done();
    }
  }

  private static Path folderIn(Path room) {
    try {
      return Files.createTempDirectory(room, "verify");
    } catch (IOException failure) {
      throw new WrongInput("cannot write to " + room + ": give a folder of your own as --scratch");
    }
  }

  private Future<Verified> verify(Vertx vertx, Verification newest, Path folder) {
    Verification verification = id == null ? newest : newest.ofLink(id);
    return verification.on(new RealDisk(vertx, folder)).recover(failure -> {
      boolean isDamage = failure instanceof RefusedBackupException
          || failure instanceof CorruptJournalException
          || failure instanceof CorruptStoreException;
      return Future.failedFuture(
          isDamage ? new BrokenPromise("NOT VERIFIED: " + failure.getMessage()) : failure);
    });
  }

  private void checkIsThere(Contents contents) {
    if (contents.links().isEmpty() && contents.damaged().isEmpty()) {
      throw new WrongInput("there is no backup in " + from);
    }
    if (id != null
        && contents.link(id).isEmpty()
        && !contents.damaged().containsKey(id + ".json")) {
      throw new WrongInput("there is no backup " + id + " in " + from
          + NearMisses.of(id, contents.links().stream().map(link -> link.id()).toList())
          + "; ./lab backup list names them");
    }
  }

  private static String text(Verified verified) {
    return String.format(
        Locale.ROOT,
        "verified: %s restored and opened in %.1f s; %d records, state %016x, out of %d %s",
        verified.id(),
        verified.millis() / 1000.0,
        verified.records(),
        verified.stateHash(),
        verified.links().size(),
        verified.links().size() == 1 ? "link" : "links");
  }

  private static ObjectNode json(Verified verified) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("id", verified.id())
        .put("at", verified.at().toString())
        .put("records", verified.records())
        .put("stateHash", String.format(Locale.ROOT, "%016x", verified.stateHash()))
        .put("links", verified.links().size())
        .put("seconds", verified.millis() / 1000.0);
  }
}
