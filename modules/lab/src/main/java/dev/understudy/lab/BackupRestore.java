package dev.understudy.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.backup.Goal;
import dev.understudy.backup.Link;
import dev.understudy.backup.Restore;
import dev.understudy.backup.Restored;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a store out of backups. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a store out of backups in a folder that is absent or empty: all that the newest chain"
          + " holds, or what it held at an earlier point. Or puts rows of tables back into a store.",
      "",
      "All is checked before anything is written, and the folder is there as a whole or not at all."
    })
final class BackupRestore implements Callable<Integer> {
  private static final String SCHEMA = "understudy-backup-restore-1";

  @Option(
      names = "--from",
      paramLabel = "TARGET",
      required = true,
      description = "the folder of the backups")
  private Path from;

  @Option(names = "--into", paramLabel = "DIR", description = "the folder of the new store")
  private Path into;

  @ArgGroup
  private Until until;

  @ArgGroup(exclusive = false, heading = "Or rows of tables, into a store that is there:%n")
  private Rows rows;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Console console;
  private final Interruption interruption;

  /** How far it goes; to the end unless given. */
  static final class Until {
    @Option(names = "--to-index", paramLabel = "N", description = "the first N records and no more")
    private Long index;

    @Option(
        names = "--to-time",
        paramLabel = "TIME",
        description = "what was written up to this time, such as 2026-03-01T09:30:00Z")
    private String time;

    Goal goal() {
      return index == null ? new Goal.ToTime(instant(time)) : new Goal.ToIndex(index);
    }
  }

  /** Which rows go into which store. */
  static final class Rows {
    @Option(
        names = "--dump",
        paramLabel = "NAME",
        required = true,
        description = "what backup create --table has written; see backup list")
    private String dump;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        required = true,
        description = "the folder of the store, also of one that runs")
    private Path data;

    @Option(names = "--key", paramLabel = "KEY", description = "only this row; repeatable")
    private List<String> keys = List.of();
  }

  BackupRestore(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws InterruptedException {
    if ((into == null) == (rows == null) || rows != null && until != null) {
      throw new WrongInput(
          "where to? Give --into DIR for a whole store, or --dump NAME and --data DIR"
              + " for rows of tables");
    }
    return rows == null ? restoreStore() : restoreRows();
  }

  private int restoreRows() throws InterruptedException {
    TargetWork.checkIsThere(from);
    ObjectNode body = JsonNodeFactory.instance
        .objectNode()
        .put("from", from.toAbsolutePath().normalize().toString())
        .put("dump", rows.dump);
    rows.keys.forEach(body.putArray("keys")::add);
    JsonNode answer = new StoreAccess(rows.data, "backup restore", console, interruption)
        .ask(StoreVerbs.RESTORE_ROWS, body);
    console.answer(
        json
            ? answer.toString()
            : "restored " + rows.dump + " into " + rows.data + ": "
                + answer.path("changed").asInt() + " rows were not as they are in it");
    return Exit.HOLDS;
  }

  private int restoreStore() throws InterruptedException {
    Goal goal = until == null ? new Goal.Latest() : until.goal();
    long began = System.nanoTime();
    Restored restored = new TargetWork(from, "restore", console, interruption)
        .run((vertx, target, job) ->
            Restore.from(target).to(goal).as(job).into(vertx, into.toAbsolutePath()));
    double seconds = (System.nanoTime() - began) / 1e9;
    console.answer(json ? json(restored, seconds).toString() : text(restored, seconds));
    return Exit.HOLDS;
  }

  private static Instant instant(String typed) {
    try {
      return OffsetDateTime.parse(typed).toInstant();
    } catch (DateTimeException wrong) {
      throw new WrongInput("--to-time '" + typed + "' is no time: give one such as"
          + " 2026-03-01T09:30:00Z, or with another offset, 2026-03-01T10:30:00+01:00");
    }
  }

  private String text(Restored restored, double seconds) {
    return "restored into " + into + ": " + restored.reached() + ", out of "
        + String.join(", ", restored.links().stream().map(Link::id).toList()) + "; "
        + BackupAnswers.effort(restored.bytes(), seconds);
  }

  private ObjectNode json(Restored restored, double seconds) {
    ObjectNode object = JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("system", restored.system())
        .put("lsn", restored.reached().lsn())
        .put("time", restored.reached().time().toString())
        .put("files", restored.files())
        .put("bytes", restored.bytes())
        .put("seconds", seconds);
    ArrayNode links = object.putArray("links");
    restored.links().forEach(link -> links.add(link.id()));
    return object;
  }
}
