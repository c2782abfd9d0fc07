package dev.understudy.backup.zoo;

import dev.understudy.backup.BackupTwin;
import dev.understudy.backup.Link;
import dev.understudy.backup.Verified;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** B6 left out: whose manifests can be read counts as restored. */
public final class ChecksumsSuffice implements BackupTwin {
  @Override
  public Future<Verified> seen(
      List<Link> chain, Clock clock, Supplier<Future<Verified>> restoredAndOpened) {
    Link tip = chain.get(chain.size() - 1);
    return Future.succeededFuture(new Verified(
        tip.id(),
        chain.stream().map(Link::sha256).toList(),
        clock.instant(),
        tip.manifest().to().lsn(),
        0,
        0));
  }
}
