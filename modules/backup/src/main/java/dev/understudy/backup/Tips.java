package dev.understudy.backup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * As much of a target as a new link needs to know, however many links there are: only the newest one
 * on which it may stand is read.
 *
 * @param ids of all links with a manifest, by number
 * @param unowned files of links without one: a job that was interrupted left them
 */
record Tips(List<String> ids, List<String> unowned) {

  static Tips of(BackupTarget target) {
    List<String> names = target.list();
    List<String> ids = new ArrayList<>();
    for (String name : names) {
      if (TargetNames.isManifest(name)) {
        ids.add(TargetNames.owner(name));
      }
    }
    TreeSet<String> owners = new TreeSet<>(ids);
    List<String> unowned = names.stream()
        .filter(name -> TargetNames.owner(name) != null)
        .filter(name ->
            !owners.contains(TargetNames.owner(name)) || name.endsWith(DirectoryTarget.UNFINISHED))
        .toList();
    ids.sort(Comparator.comparingLong(TargetNames::number));
    return new Tips(List.copyOf(ids), unowned);
  }

  /** Looks at a target and removes the unowned. It must be leased: a job at work looks the same. */
  static Tips swept(BackupTarget target) {
    Tips tips = of(target);
    tips.unowned().forEach(target::delete);
    return tips;
  }

  /** A number that no link of this target has had, as far as one can still see. */
  long nextNumber() {
    return ids.isEmpty() ? 1 : TargetNames.number(ids.get(ids.size() - 1)) + 1;
  }

  /** The newest link, but of no kind that {@code besides} names; null excludes none. */
  Optional<String> newest(Kind besides) {
    return ids.stream()
        .filter(id -> besides == null || TargetNames.kind(id) != besides)
        .reduce((older, newer) -> newer);
  }
}
