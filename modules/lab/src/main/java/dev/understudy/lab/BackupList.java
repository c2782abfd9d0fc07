package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.backup.Chain;
import dev.understudy.backup.Contents;
import dev.understudy.backup.Goal;
import dev.understudy.backup.Link;
import dev.understudy.backup.Manifest;
import dev.understudy.backup.RefusedBackupException;
import dev.understudy.backup.Verified;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists backups, as their manifests tell; only a restore shows more. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the backups of a folder by what their manifests say, and whether each was ever restored.",
      "",
      "Exits with 1 when a link is damaged, or stands on one that is missing or another."
    })
final class BackupList implements Callable<Integer> {
  private static final String SCHEMA = "understudy-backup-list-1";
  private static final String DUMP = ".dump.json";

  @Option(
      names = "--from",
      paramLabel = "TARGET",
      required = true,
      description = "the folder of the backups")
  private Path from;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final List<String> dumps = new ArrayList<>();
  private final Console console;
  private final Interruption interruption;

  BackupList(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  /**
   * A link and what is known of it.
   *
   * @param broken why it cannot be restored, as far as manifests tell
   * @param restored what an executed restore has shown
   */
  private record Row(Link link, Optional<String> broken, Optional<Verified> restored) {
    static Row of(Link link, Contents contents) {
      try {
        Chain chain = Chain.to(new Goal.ToLink(link.id()), contents);
        return new Row(link, Optional.empty(), contents.verified(chain.links()));
      } catch (RefusedBackupException refused) {
        return new Row(link, Optional.of(refused.getMessage()), Optional.empty());
      }
    }

    String state() {
      return broken
          .map(why -> "BROKEN: " + why)
          .orElse(restored
              .map(shown -> "restored " + shown.at().truncatedTo(ChronoUnit.SECONDS))
              .orElse("never restored"));
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Contents contents = new TargetWork(from, "list", console, interruption)
        .run((vertx, target, job) -> {
          target.list().stream()
              .filter(name -> name.endsWith(DUMP))
              .forEach(name -> dumps.add(name.substring(0, name.length() - DUMP.length())));
          return Future.succeededFuture(Contents.of(target));
        });
    List<Row> rows =
        contents.links().stream().map(link -> Row.of(link, contents)).toList();
    console.answer(json ? json(contents, rows).toString() : text(contents, rows));
    boolean isWhole = contents.damaged().isEmpty()
        && rows.stream().allMatch(row -> row.broken().isEmpty());
    return isWhole ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  private String text(Contents contents, List<Row> rows) {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      Manifest manifest = row.link().manifest();
      lines.add(String.format(
          Locale.ROOT,
          "%-20s %-26s %-30s  %9s  %s",
          manifest.id(),
          BackupAnswers.records(BackupAnswers.json(manifest)),
          manifest.to().lsn() == 0 ? "" : "until " + manifest.to().time(),
          ByteProgress.words(manifest.bytes()),
          row.state()));
    }
    contents.damaged().values().forEach(why -> lines.add("DAMAGED: " + why));
    lines.add(rows.isEmpty() ? "no backup in " + from : summary(contents, rows));
    dumps.forEach(dump -> lines.add("rows of tables: " + dump));
    if (!contents.unowned().isEmpty()) {
      lines.add(contents.unowned().size()
          + " files of a backup that was not finished; the next one removes them");
    }
    return String.join("\n", lines);
  }

  private String summary(Contents contents, List<Row> rows) {
    long bytes = rows.stream().mapToLong(row -> row.link().manifest().bytes()).sum();
    return rows.size() + (rows.size() == 1 ? " backup, " : " backups, ")
        + ByteProgress.words(bytes) + ", of the system "
        + contents.links().get(0).manifest().system();
  }

  private ObjectNode json(Contents contents, List<Row> rows) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    ArrayNode links = object.putArray("links");
    for (Row row : rows) {
      ObjectNode link = BackupAnswers.json(row.link().manifest());
      link.put("broken", row.broken().orElse(null));
      link.put("restoredAt", row.restored().map(shown -> shown.at().toString()).orElse(null));
      links.add(link);
    }
    ObjectNode damaged = object.putObject("damaged");
    for (Map.Entry<String, String> manifest : contents.damaged().entrySet()) {
      damaged.put(manifest.getKey(), manifest.getValue());
    }
    dumps.forEach(object.putArray("dumps")::add);
    ArrayNode unfinished = object.putArray("unfinished");
    contents.unowned().forEach(unfinished::add);
    return object;
  }
}
