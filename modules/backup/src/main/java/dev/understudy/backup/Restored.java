package dev.understudy.backup;

import java.util.List;

/**
 * What a restore has written.
 *
 * @param links the chain that it read, the full link first
 * @param system of which store it is
 * @param reached the last commit that is in
 * @param files how many files were written
 * @param bytes how long they are together
 */
public record Restored(List<Link> links, String system, Point reached, int files, long bytes) {

  /** Copies the list. */
  public Restored {
    links = List.copyOf(links);
  }
}
