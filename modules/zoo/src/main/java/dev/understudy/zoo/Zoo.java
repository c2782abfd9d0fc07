package dev.understudy.zoo;

import java.util.List;
import java.util.stream.Stream;

/** All exhibits; a module's twins join here. */
public final class Zoo {
  private Zoo() {}

  /** Every broken twin there is, in the order of the modules. */
  public static List<Exhibit> all() {
    return Stream.of(StorageExhibits.all(), StatelessExhibits.all(), BackupExhibits.all(), ReplicationExhibits.all())
        .flatMap(List::stream)
        .toList();
  }
}
