package dev.understudy.recovery;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Dump;
import dev.understudy.backup.RefusedBackupException;
import dev.understudy.backup.TableDump;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;

/**
 * Writes dumps, of databases of its own version only. Which of the installed tools is run the host
 * decides by the database in its data directory; without one by a default.
 *
 * @param version of the tool
 */
record DumpTool(String version) {
  /** In a data directory, the version of its database. */
  static final String VERSION_FILE = "VERSION";

  private static final String OLDEST_INSTALLED = "9.2";

  /** The tool that a host runs. */
  static DumpTool chosenOn(Disk dataDirectory) {
    if (!dataDirectory.exists(VERSION_FILE)) {
      return new DumpTool(OLDEST_INSTALLED);
    }
    return new DumpTool(Disks.text(dataDirectory, VERSION_FILE));
  }

  /** Writes some tables of a database of some version to a target. */
  Future<Dump> dump(
      String name,
      List<String> tables,
      DurableStore store,
      String of,
      BackupTarget to,
      Clock clock) {
    if (!of.equals(version)) {
      return Future.failedFuture(new RefusedBackupException(
          "dump refused: this tool is of version %s and the database of %s; run the tool of %s",
          version, of, of));
    }
    return TableDump.in(to).write(name, tables, store, clock);
  }
}
