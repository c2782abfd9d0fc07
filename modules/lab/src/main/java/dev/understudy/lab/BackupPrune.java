package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.backup.Backups;
import dev.understudy.backup.Contents;
import dev.understudy.backup.Link;
import dev.understudy.backup.Retention;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets old backups go. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = {
      "Keeps the newest full backups with all that stands on them, and the newest one that was ever"
          + " restored; the others go, and no chain is broken by it."
    })
final class BackupPrune implements Callable<Integer> {
  private static final String SCHEMA = "understudy-backup-prune-1";

  @Option(
      names = "--from",
      paramLabel = "TARGET",
      required = true,
      description = "the folder of the backups")
  private Path from;

  @Option(
      names = "--keep",
      paramLabel = "N",
      required = true,
      description = "how many full backups stay")
  private int keep;

  @Option(names = "--dry-run", description = "only say which would go")
  private boolean isDry;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Console console;
  private final Interruption interruption;

  BackupPrune(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (keep < 1) {
      throw new WrongInput("--keep " + keep + ": give 1 or more; to keep none, delete the folder");
    }
    Retention retention = Retention.keepFull(keep);
    List<Link> gone = new TargetWork(from, "prune", console, interruption)
        .run((vertx, target, job) -> isDry
            ? Future.succeededFuture(retention.dropped(Contents.of(target)))
            : Backups.of(target, Clock.systemUTC()).as(job).prune(retention));
    console.answer(json ? json(gone).toString() : text(gone));
    return Exit.HOLDS;
  }

  private String text(List<Link> gone) {
    StringBuilder text = new StringBuilder();
    gone.forEach(
        link -> text.append(isDry ? "would go: " : "gone: ").append(link.id()).append('\n'));
    long bytes = gone.stream().mapToLong(link -> link.manifest().bytes()).sum();
    return text.append(gone.size())
        .append(gone.size() == 1 ? " backup, " : " backups, ")
        .append(ByteProgress.words(bytes))
        .append(isDry ? " would be freed" : " freed")
        .toString();
  }

  private ObjectNode json(List<Link> gone) {
    ObjectNode object =
        JsonNodeFactory.instance.objectNode().put("schema", SCHEMA).put("isDry", isDry);
    ArrayNode links = object.putArray("gone");
    gone.forEach(link -> links.add(BackupAnswers.json(link.manifest())));
    return object;
  }
}
