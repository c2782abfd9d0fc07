package dev.understudy.lab;

import dev.understudy.chaos.Subject;
import dev.understudy.replication.chaos.ReplicationSubject;
import dev.understudy.stateless.chaos.StatelessSubject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that is put under chaos; a module's subjects join here. */
final class Subjects {
  private Subjects() {}

  /** All of them. */
  static List<Subject> all() {
    return Stream.concat(ReplicationSubject.all().stream(), Stream.of(new StatelessSubject()))
        .toList();
  }

  /** The one of this name. */
  static Optional<Subject> named(String name) {
    return all().stream().filter(subject -> subject.name().equals(name)).findFirst();
  }
}
