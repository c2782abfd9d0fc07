package dev.understudy.recovery;

import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.TableDump;
import dev.understudy.recovery.Mailbox.Mail;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Every day a job on an application host dumps all tables into a bucket, and mails when it fails. */
final class DailyDump implements Mechanism {
  private static final List<String> TABLES = List.of("data", "toys");

  private final Machine database;
  private final String version;
  private final Disk host;
  private final BackupTarget bucket;
  private final Mailbox mailbox;
  private final String signature;
  private final Clock clock;
  private String failure = "";

  DailyDump(
      Machine database,
      String version,
      Disk host,
      BackupTarget bucket,
      Mailbox mailbox,
      String signature,
      Clock clock) {
    this.database = database;
    this.version = version;
    this.host = host;
    this.bucket = bucket;
    this.mailbox = mailbox;
    this.signature = signature;
    this.clock = clock;
  }

  /** What is done each day. */
  void run() {
    String name = "dump-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    database
        .work(store -> DumpTool.chosenOn(host).dump(name, TABLES, store, version, bucket, clock))
        .onFailure(cause -> {
          failure = cause.getMessage();
          mailbox.receive(new Mail(name + " failed: " + failure, signature));
        });
  }

  @Override
  public String title() {
    return "daily dump";
  }

  @Override
  public String believed() {
    return "a dump of each night in the bucket, and a mail when one fails";
  }

  @Override
  public String cause() {
    return failure.isEmpty()
        ? ""
        : failure + "; " + mailbox.rejected().size() + " mails about it were rejected: not signed";
  }

  @Override
  public Future<Recovered> restoreInto(Disk place, Restoring restoring) {
    String newest = bucket.list().stream()
        .filter(name -> name.endsWith(".dump.json"))
        .reduce((older, newer) -> newer)
        .orElse("");
    if (newest.isEmpty()) {
      return Mechanism.nothing("the bucket is empty");
    }
    String name = newest.substring(0, newest.length() - ".dump.json".length());
    return DurableStore.open(place, restoring.options(), clock, "d".repeat(32))
        .compose(store -> TableDump.in(bucket)
            .restore(name, store, key -> true)
            .onComplete(done -> store.close())
            .map(rows -> new Recovered(store.lastLsn(), store.lastTime())));
  }
}
