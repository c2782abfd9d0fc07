package dev.understudy.zoo;

import dev.understudy.chaos.Subject;
import dev.understudy.stateless.chaos.PoolSubject;
import dev.understudy.stateless.chaos.StatelessSubject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All exhibits; a module's twins join here. */
public final class Zoo {
  private Zoo() {}

  /** Every broken twin there is, in the order of the modules. */
  public static List<Exhibit> all() {
    return Stream.of(
            StorageExhibits.all(),
            HostExhibits.all(),
            StatelessExhibits.all(),
            BackupExhibits.all(),
            ReplicationExhibits.all(),
            TreeExhibits.all(),
            QuorumExhibits.all())
        .flatMap(List::stream)
        .toList();
  }

  /** The subjects under which the twins stand, sound, that no module hands out itself. */
  public static List<Subject> sound() {
    return List.of(
        StorageExhibits.soundJournal(),
        StorageExhibits.soundStore(),
        HostExhibits.sound(),
        new StatelessSubject(),
        new PoolSubject(),
        BackupExhibits.sound());
  }

  /** The subject with a twin that a schedule file names. */
  public static Optional<Subject> broken(String name) {
    return all().stream()
        .map(Exhibit::broken)
        .filter(subject -> subject.name().equals(name))
        .findFirst();
  }
}
