package dev.understudy.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The notebooks among the test resources. */
final class Notebooks {
  private Notebooks() {}

  /** A copy in that folder, which a test may change. */
  static Path copy(String name, Path folder) {
    try {
      Path resource = Path.of(Notebooks.class.getResource("/notebooks/" + name).toURI());
      return Files.copy(resource, folder.resolve(name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
