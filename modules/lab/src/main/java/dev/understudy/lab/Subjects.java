package dev.understudy.lab;

import dev.understudy.chaos.Subject;
import dev.understudy.replication.chaos.ReplicationSubject;
import java.util.List;
import java.util.Optional;

/** Everything that is put under chaos; a module's subjects join here. */
final class Subjects {
  private Subjects() {}

  /** All of them. */
  static List<Subject> all() {
    return ReplicationSubject.all();
  }

  /** The one of this name. */
  static Optional<Subject> named(String name) {
    return all().stream().filter(subject -> subject.name().equals(name)).findFirst();
  }
}
