package dev.understudy.lab;

import dev.understudy.chaos.Subject;
import dev.understudy.quorum.chaos.QuorumSubject;
import dev.understudy.replication.chaos.ReadsSubject;
import dev.understudy.replication.chaos.ReplicationSubject;
import dev.understudy.replication.chaos.TogetherSubject;
import dev.understudy.replication.standby.chaos.TreeSubject;
import dev.understudy.zoo.Zoo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that is put under chaos; a module's subjects join here. */
final class Subjects {
  private Subjects() {}

  /** All of them. */
  static List<Subject> all() {
    return Stream.of(
            ReplicationSubject.all(),
            TreeSubject.all(),
            ReadsSubject.all(),
            TogetherSubject.all(),
            QuorumSubject.all(),
            Zoo.sound())
        .flatMap(List::stream)
        .toList();
  }

  /** The one of this name, also if it is a broken twin. */
  static Optional<Subject> named(String name) {
    return all().stream()
        .filter(subject -> subject.name().equals(name))
        .findFirst()
        .or(() -> Zoo.broken(name));
  }
}
