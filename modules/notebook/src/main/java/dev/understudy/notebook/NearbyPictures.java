package dev.understudy.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.AttributeProvider;

/** Puts the PNG pictures of text cells that lie in the notebook's folder into the page itself. */
final class NearbyPictures implements AttributeProvider {
  private final Path folder;

  NearbyPictures(Path notebook) {
    folder = notebook.toAbsolutePath().normalize().getParent();
  }

  @Override
  public void setAttributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Image image && image.getDestination().endsWith(".png")) {
      attributes.computeIfPresent("src", (name, source) -> inlined(image.getDestination(), source));
    }
  }

  /** What cannot be read, or lies elsewhere, stays a link: the page then shows its description. */
  private String inlined(String destination, String otherwise) {
    try {
      Path file = folder.resolve(destination).normalize();
      return file.startsWith(folder) && Files.isRegularFile(file)
          ? "data:image/png;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(file))
          : otherwise;
    } catch (InvalidPathException | IOException unreadable) {
      return otherwise;
    }
  }
}
