package dev.understudy.backup;

/**
 * A link as it lies in a target.
 *
 * @param manifest what it says of itself
 * @param sha256 of the manifest as it is written
 */
public record Link(Manifest manifest, String sha256) {

  /** Its name in the target. */
  public String id() {
    return manifest.id();
  }
}
