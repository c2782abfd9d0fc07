package dev.understudy.backup;

import dev.understudy.storage.DiskFile;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that lies in a target.
 *
 * @param links those whose manifest can be read, oldest first
 * @param damaged manifests that cannot: their file and what is wrong with it
 * @param restored by the id of the link, what an executed restore of it has shown
 * @param unowned files of links that have no manifest: a job that was interrupted left them
 */
public record Contents(
    List<Link> links,
    Map<String, String> damaged,
    Map<String, Verified> restored,
    List<String> unowned) {
  private static final int MOST_BYTES = 64 << 20;

  /** Copies the lists. */
  public Contents {
    links = List.copyOf(links);
    unowned = List.copyOf(unowned);
  }

  /** Looks at a target and changes nothing. */
  public static Contents of(BackupTarget target) {
    List<Link> links = new ArrayList<>();
    Map<String, String> damaged = new LinkedHashMap<>();
    Map<String, Verified> restored = new TreeMap<>();
    List<String> names = target.list();
    for (String name : names) {
      if (TargetNames.isManifest(name)) {
        try {
          links.add(read(target, name));
        } catch (RefusedBackupException refused) {
          damaged.put(name, refused.getMessage());
        }
      }
    }
    links.sort(Comparator.comparingLong(link -> TargetNames.number(link.id())));
    for (Link link : links) {
      verified(target, names, link.id()).ifPresent(found -> restored.put(link.id(), found));
    }
    return new Contents(links, damaged, restored, Tips.of(target).unowned());
  }

  /** The link of this id. */
  public Optional<Link> link(String id) {
    return links.stream().filter(link -> link.id().equals(id)).findFirst();
  }

  /** What the last executed restore of a link has shown, if the chain is still the same. */
  public Optional<Verified> verified(List<Link> chain) {
    String id = chain.get(chain.size() - 1).id();
    return Optional.ofNullable(restored.get(id))
        .filter(found -> found.links().equals(chain.stream().map(Link::sha256).toList()));
  }

  /** Reads one manifest. */
  static Link read(BackupTarget target, String name) {
    Buffer bytes = whole(target, name);
    Manifest manifest = ManifestText.read(name, bytes);
    if (!TargetNames.manifest(manifest.id()).equals(name)) {
      throw new RefusedBackupException(
          "%s holds the manifest of %s: links were renamed or reordered", name, manifest.id());
    }
    return new Link(manifest, Sha256.of(bytes));
  }

  private static Optional<Verified> verified(BackupTarget target, List<String> names, String id) {
    String name = TargetNames.verified(id);
    if (!names.contains(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Verified.read(name, whole(target, name)))
          .filter(verified -> verified.id().equals(id));
    } catch (RefusedBackupException unreadable) {
      return Optional.empty(); // nothing that can be trusted says that it was ever restored
    }
  }

  static Buffer whole(BackupTarget target, String name) {
    DiskFile file = target.open(name);
    try {
      if (file.size() > MOST_BYTES) {
        throw new RefusedBackupException(
            "%s has %d bytes, which no manifest has", name, file.size());
      }
      return file.read(0, (int) file.size());
    } finally {
      file.close();
    }
  }
}
