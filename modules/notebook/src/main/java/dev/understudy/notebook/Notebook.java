package dev.understudy.notebook;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A notebook file: nbformat 4.5 for a Java kernel. Whatever it holds that we do not know is kept as it is.
 *
 * @see <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">the format</a>
 */
public final class Notebook {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private final ObjectNode root;

  private Notebook(Path path, ObjectNode root) {
    this.path = path;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws NotebookException when there is no such file, or when it is no notebook in nbformat 4.5 for Java
   */
  public static Notebook read(Path path) {
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException failure) {
      throw new NotebookException(
          path + " cannot be read (" + failure.getClass().getSimpleName()
              + "): give the path of an .ipynb file",
          failure);
    }
    return parse(path, text);
  }

  /** The same from a text; the path is used in messages and to write the file. */
  public static Notebook parse(Path path, String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JacksonException failure) {
      String place =
          failure.getLocation() == null ? "" : " (line " + failure.getLocation().getLineNr() + ")";
      throw new NotebookException(
          path + " is not JSON" + place + ": " + failure.getOriginalMessage()
              + "; a notebook is a JSON file",
          failure);
    }
    if (!(node instanceof ObjectNode root)) {
      throw new NotebookException(
          path + " is not a notebook: expected a JSON object with \"cells\" and \"nbformat\"");
    }
    Notebook notebook = new Notebook(path, root);
    notebook.checkStructure();
    return notebook;
  }

  private void checkStructure() {
    int major = root.path("nbformat").asInt(-1);
    int minor = root.path("nbformat_minor").asInt(-1);
    require(
        major == 4 && minor == 5,
        "has nbformat " + major + "." + minor + ", expected 4.5: open and save it in Jupyter");
    String language = root.at("/metadata/kernelspec/language")
        .asText(root.at("/metadata/language_info/name").asText(""));
    require(
        language.equalsIgnoreCase("java"),
        "is for the language \"" + language
            + "\", expected \"java\" in metadata.kernelspec.language");
    require(root.path("cells") instanceof ArrayNode, "has no list \"cells\"");
    int number = 0;
    for (JsonNode cell : root.path("cells")) {
      number++;
      String type = cell.path("cell_type").asText();
      String at = "has in place " + number + " of \"cells\" ";
      require(
          List.of("code", "markdown", "raw").contains(type),
          at + "a cell of type \"" + type + "\"");
      require(
          cell.path("source").isTextual() || cell.path("source").isArray(),
          at + "a cell without \"source\"");
      require(cell.path("metadata").isObject(), at + "a cell without \"metadata\"");
      require(
          !type.equals("code") || cell.path("outputs").isArray(),
          at + "a code cell without \"outputs\"");
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new NotebookException(path + " " + otherwise);
    }
  }

  /** The file this was read from. */
  public Path path() {
    return path;
  }

  /** All cells in order. */
  public List<NotebookCell> cells() {
    List<NotebookCell> cells = new ArrayList<>();
    int codeCells = 0;
    for (JsonNode cell : root.path("cells")) {
      boolean isCode = cell.path("cell_type").asText().equals("code");
      cells.add(new NotebookCell(isCode ? ++codeCells : 0, (ObjectNode) cell));
    }
    return cells;
  }

  /** The code cells in order; numbered from 1, as they are when a kernel runs them all. */
  public List<NotebookCell> codeCells() {
    return cells().stream().filter(NotebookCell::isCode).toList();
  }

  /** The metadata of the whole notebook. */
  public JsonNode metadata() {
    return root.path("metadata");
  }

  /** A copy that can be changed without changing this one. */
  public Notebook copy() {
    return new Notebook(path, root.deepCopy());
  }

  /** The text of the file, the same for the same content, byte for byte. */
  public String toJson() {
    return NotebookJson.write(root);
  }

  /** Writes the file, whole or not at all. */
  public void write(Path target) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.writeString(part, toJson());
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new NotebookException(
          target + " cannot be written (" + failure + "): is the folder there, and ours?", failure);
    }
  }
}
