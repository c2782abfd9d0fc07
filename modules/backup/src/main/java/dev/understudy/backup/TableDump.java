package dev.understudy.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.storage.Command;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.ExactlyOnceStore.Session;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The backup of chosen tables: their rows as lines of JSON, {@code {"key":…,"value":…}}, which a
 * running store takes back while it goes on. A row of the table {@code orders} has a key that begins
 * with {@code orders/}.
 *
 * <p>The rows are held in memory, as the store itself does.
 */
public final class TableDump {
  /** Half a surrogate pair is a legal part of a value, but has no bytes of its own in UTF-8. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final String ROWS = ".jsonl";
  private static final String MANIFEST = ".dump.json";

  private final BackupTarget target;

  private TableDump(BackupTarget target) {
    this.target = target;
  }

  /** The dumps in a target. */
  public static TableDump in(BackupTarget target) {
    return new TableDump(target);
  }

  /**
   * Writes down the rows of some tables, all of one moment.
   *
   * @param name letters, digits, '.', '-' and '_'
   * @return the manifest, when it is durable; fails with {@link RefusedBackupException} when there is
   *     a dump of this name
   */
  public Future<Dump> write(String name, List<String> tables, DurableStore store, Clock clock) {
    return Future.<Void>succeededFuture().compose(now -> {
      if (target.list().contains(name + MANIFEST)) {
        throw new RefusedBackupException(
            "there is a dump %s in %s already: choose another name", name, target.where());
      }
      target.delete(name + ROWS); // an interrupted dump has left it
      Map<String, Long> counts = new TreeMap<>();
      Buffer rows = rows(tables, store.content(), counts);
      Dump dump = new Dump(
          name,
          store.system(),
          store.lastLsn(),
          clock.instant(),
          counts,
          rows.length(),
          Sha256.of(rows));
      DiskFile file = target.create(name + ROWS);
      return Future.<Void>succeededFuture()
          .compose(begun -> {
            file.append(rows);
            return file.sync();
          })
          .onComplete(done -> file.close())
          .compose(durable -> target.sync())
          .compose(durable -> target.publish(name + MANIFEST, dump.write()))
          .onFailure(cause -> Undo.of(target, name + MANIFEST, List.of(name + ROWS), cause))
          .map(dump);
    });
  }

  /**
   * Makes the dumped tables of a running store what they were; other tables stay as they are.
   *
   * @param isWanted which keys of those tables are to be restored, for single rows
   * @return how many rows had to be changed, when they are durable; fails with {@link
   *     RefusedBackupException} before any is changed when the dump is not what was written
   */
  public Future<Integer> restore(String name, DurableStore store, Predicate<String> isWanted) {
    return Future.<Void>succeededFuture().compose(now -> {
      Dump dump = Dump.read(name + MANIFEST, Contents.whole(target, name + MANIFEST));
      Map<String, String> rows = rows(dump);
      List<Command> changes = changes(rows, store.content(), dump.rows().keySet(), isWanted);
      String client = "restore of " + name;
      Session session = store.sessions().get(client);
      long[] sequence = {session == null ? 0 : session.lastSequence()};
      return Steps.each(changes, change -> store.execute(client, ++sequence[0], change))
          .map(done -> changes.size());
    });
  }

  private static List<Command> changes(
      Map<String, String> wanted,
      SortedMap<String, String> found,
      Iterable<String> tables,
      Predicate<String> isWanted) {
    List<Command> changes = new ArrayList<>();
    for (String table : tables) {
      for (String key : rowsOf(table, found).keySet()) {
        if (isWanted.test(key) && !wanted.containsKey(key)) {
          changes.add(new Command.Delete(key));
        }
      }
    }
    wanted.forEach((key, value) -> {
      if (isWanted.test(key) && !value.equals(found.get(key))) {
        changes.add(new Command.Put(key, value));
      }
    });
    return changes;
  }

  private static Buffer rows(
      List<String> tables, SortedMap<String, String> content, Map<String, Long> counts) {
    Buffer rows = Buffer.buffer();
    for (String table : tables) {
      SortedMap<String, String> ofTable = rowsOf(table, content);
      ofTable.forEach((key, value) -> rows.appendString(line(key, value)));
      counts.put(table, (long) ofTable.size());
    }
    return rows;
  }

  private static String line(String key, String value) {
    try {
      return JSON.writeValueAsString(JSON.createObjectNode().put("key", key).put("value", value))
          + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("two texts cannot be written", impossible);
    }
  }

  private static SortedMap<String, String> rowsOf(String table, SortedMap<String, String> content) {
    return content.subMap(table + "/", table + (char) ('/' + 1));
  }

  private Map<String, String> rows(Dump dump) {
    Buffer text = Contents.whole(target, dump.name() + ROWS);
    if (text.length() != dump.bytes() || !Sha256.of(text).equals(dump.sha256())) {
      throw new RefusedBackupException(
          "%s is altered: it is not the file of rows that was written", dump.name() + ROWS);
    }
    Map<String, String> rows = new TreeMap<>();
    Iterator<String> lines = text.toString(StandardCharsets.UTF_8).lines().iterator();
    try {
      while (lines.hasNext()) {
        JsonNode row = JSON.readTree(lines.next());
        rows.put(SealedJson.text(row, "key"), SealedJson.text(row, "value"));
      }
    } catch (JsonProcessingException wrong) {
      throw new RefusedBackupException(
          "%s is no file of rows: %s", dump.name() + ROWS, wrong.getOriginalMessage());
    }
    return rows;
  }
}
