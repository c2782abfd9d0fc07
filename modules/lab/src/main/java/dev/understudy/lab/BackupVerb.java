package dev.understudy.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.backup.BackupTarget;
import dev.understudy.backup.Backups;
import dev.understudy.backup.Cancellation;
import dev.understudy.backup.Chain;
import dev.understudy.backup.Contents;
import dev.understudy.backup.DirectoryTarget;
import dev.understudy.backup.Goal;
import dev.understudy.backup.Job;
import dev.understudy.backup.Kind;
import dev.understudy.backup.Link;
import dev.understudy.backup.RefusedBackupException;
import dev.understudy.backup.TableDump;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.Hold;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Makes a backup of a store that is held, while others go on with it. */
final class BackupVerb implements StoreEndpoint.Verb {
  private static final DateTimeFormatter NAME_OF_DUMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** What is backed up. On its loop only. */
  interface Source {
    /** Where the store is. */
    Path folder();

    /** For the disks of targets. */
    Vertx vertx();

    /** Keeps its files as they are now. */
    Hold hold();

    /** Notes that so much of it is in a backup. */
    Future<Void> backedUpTo(long lsn);

    /** The store, of which rows are read. */
    DurableStore store();
  }

  private final Source source;

  BackupVerb(Source source) {
    this.source = source;
  }

  @Override
  public Future<ObjectNode> answer(JsonNode body, StoreEndpoint.Asker asker) {
    BackupRequest request = BackupRequest.of(body);
    checkIsElsewhere(request.to());
    request.copyTo().ifPresent(this::checkIsElsewhere);
    return new Run(request, asker).make();
  }

  private void checkIsElsewhere(Path target) {
    if (target.startsWith(source.folder().toAbsolutePath().normalize())) {
      throw new WrongInput(target + " lies in the folder of the store: what destroys the one would"
          + " destroy the other; give a place elsewhere");
    }
  }

  /** One backup that was asked for. */
  private final class Run {
    private final BackupRequest request;
    private final StoreEndpoint.Asker asker;
    private final Cancellation cancellation = new Cancellation();
    private final BackupTarget target;
    private final Backups backups;
    private final ObjectNode answer = JsonNodeFactory.instance.objectNode();
    private final long beganNanos = System.nanoTime();

    Run(BackupRequest request, StoreEndpoint.Asker asker) {
      this.request = request;
      this.asker = asker;
      this.target = DirectoryTarget.in(source.vertx(), request.to());
      this.backups = Backups.of(target, Clock.systemUTC()).as(job("backup"));
      asker.whenGone(cancellation::cancel);
    }

    Future<ObjectNode> make() {
      answer.put("schema", BackupAnswers.SCHEMA);
      return request.tables().isEmpty() ? madeLink() : madeDump();
    }

    private Future<ObjectNode> madeDump() {
      Clock clock = Clock.systemUTC();
      return TableDump.in(target)
          .write(
              "dump-" + NAME_OF_DUMP.format(clock.instant()),
              request.tables(),
              source.store(),
              clock)
          .map(dump -> {
            answer.put("dump", dump.name()).put("lsn", dump.lsn()).put("bytes", dump.bytes());
            ObjectNode rows = answer.putObject("rows");
            dump.rows().forEach(rows::put);
            return answer;
          });
    }

    private Future<ObjectNode> madeLink() {
      return link()
          .compose(link -> source.backedUpTo(link.manifest().to().lsn()))
          .compose(noted -> copied())
          .map(done -> answer.put("seconds", (System.nanoTime() - beganNanos) / 1e9));
    }

    private Future<Link> link() {
      return Future.<Void>succeededFuture().compose(now -> {
        Contents before = backups.list();
        return request
            .kind()
            .map(this::create)
            .orElseGet(() -> carriedOn(before))
            .onSuccess(link -> {
              answer.put("isNew", before.link(link.id()).isEmpty());
              answer.set("link", BackupAnswers.json(link.manifest()));
            });
      });
    }

    private Future<Link> create(Kind kind) {
      return backups.create(kind, source::hold);
    }

    /** An incremental link, if it has something to stand on; otherwise a full one. */
    private Future<Link> carriedOn(Contents before) {
      if (before.links().isEmpty() && before.damaged().isEmpty()) {
        return create(Kind.FULL);
      }
      return Future.<Void>succeededFuture()
          .compose(now -> {
            Chain.to(new Goal.Latest(), before);
            return create(Kind.INCREMENTAL);
          })
          .recover(failure -> {
            if (!(failure instanceof RefusedBackupException)) {
              return Future.failedFuture(failure);
            }
            answer.put("why", failure.getMessage());
            return create(Kind.FULL);
          });
    }

    private Future<Void> copied() {
      if (request.copyTo().isEmpty()) {
        return Future.succeededFuture();
      }
      BackupTarget region = DirectoryTarget.in(source.vertx(), request.copyTo().get());
      return backups.as(job("copy")).copyTo(region).map(links -> {
        ArrayNode copied = answer.putArray("copied");
        links.forEach(link -> copied.add(link.id()));
        return null;
      });
    }

    private Job job(String what) {
      return Job.plain()
          .withCancellation(cancellation)
          .withProgress(progress -> asker.progress(JsonNodeFactory.instance
              .objectNode()
              .put("what", what)
              .put("bytes", progress.bytesDone())
              .put("total", progress.bytesTotal())));
    }
  }
}
