package dev.understudy.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A notebook as one HTML page that needs nothing else: no second file, and no script, which the page
 * forbids even where an output contains one.
 */
public final class HtmlPage {
  /** No script runs, whatever a notebook holds, and nothing is loaded but pictures. */
  private static final String ONLY_STYLE_AND_PICTURES =
      "default-src 'none'; img-src data: https:; style-src 'unsafe-inline'";

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

  private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
  private final HtmlRenderer renderer;
  private final StringBuilder body = new StringBuilder();

  private HtmlPage(Path notebook) {
    renderer = HtmlRenderer.builder()
        .extensions(EXTENSIONS)
        .attributeProviderFactory(context -> new NearbyPictures(notebook))
        .build();
  }

  /** The page of a notebook, with the outputs that it holds. */
  public static String of(Notebook notebook) {
    HtmlPage page = new HtmlPage(notebook.path());
    for (NotebookCell cell : notebook.cells()) {
      if (cell.isCode()) {
        page.addCode(cell);
      } else if (cell.isMarkdown()) {
        page.body
            .append("<div class=\"cell\">\n")
            .append(page.renderer.render(page.parser.parse(cell.source())))
            .append("</div>\n");
      }
    }
    return document(titleOf(notebook), page.body.toString());
  }

  /** A list of links to pages: link target to title, in order. */
  static String index(String title, Map<String, String> links) {
    StringBuilder list = new StringBuilder("<h1>" + escape(title) + "</h1>\n<ul>\n");
    links.forEach((target, text) -> list.append("<li><a href=\"")
        .append(escape(target))
        .append("\">")
        .append(escape(text))
        .append("</a></li>\n"));
    return document(title, list.append("</ul>\n").toString());
  }

  /** The first heading of a notebook; its file name when it has none. */
  static String titleOf(Notebook notebook) {
    return notebook.cells().stream()
        .filter(NotebookCell::isMarkdown)
        .flatMap(cell -> cell.source().lines())
        .filter(line -> line.startsWith("# "))
        .map(line -> line.substring(2).strip())
        .findFirst()
        .orElse(String.valueOf(notebook.path().getFileName()));
  }

  private void addCode(NotebookCell cell) {
    body.append("<div class=\"cell\"><div class=\"number\">[")
        .append(cell.number())
        .append("]</div>\n");
    body.append("<div class=\"source\"><pre><code>")
        .append(escape(cell.source()))
        .append("</code></pre></div>\n");
    for (CellOutput output : cell.outputs()) {
      if (output instanceof CellOutput.Printed printed) {
        add(printed.stream(), "<pre>" + escape(printed.text()) + "</pre>");
      } else if (output instanceof CellOutput.Raised raised) {
        add("error", "<pre>" + escape(String.join("\n", raised.traceback())) + "</pre>");
      } else if (output instanceof CellOutput.Shown shown) {
        add("value", rendering(shown.content()));
      }
    }
    body.append("</div>\n");
  }

  private void add(String kind, String html) {
    body.append("<div class=\"output ")
        .append(escape(kind))
        .append("\">")
        .append(html)
        .append("</div>\n");
  }

  private String rendering(Map<String, String> content) {
    if (content.containsKey("text/html")) {
      return content.get("text/html");
    }
    if (content.containsKey("image/svg+xml")) {
      byte[] svg = content.get("image/svg+xml").getBytes(StandardCharsets.UTF_8);
      return "<img alt=\"\" src=\"data:image/svg+xml;base64,"
          + Base64.getEncoder().encodeToString(svg) + "\">";
    }
    if (content.containsKey("image/png")) {
      return "<img alt=\"\" src=\"data:image/png;base64,"
          + content.get("image/png").strip() + "\">";
    }
    if (content.containsKey("text/markdown")) {
      return renderer.render(parser.parse(content.get("text/markdown")));
    }
    return "<pre>" + escape(content.getOrDefault("text/plain", "")) + "</pre>";
  }

  private static String document(String title, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + ONLY_STYLE_AND_PICTURES
        + "\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<title>" + escape(title) + "</title>\n<style>\n" + style()
        + "</style>\n</head>\n<body>\n" + body
        + "</body>\n</html>\n";
  }

  private static String style() {
    try (InputStream css = HtmlPage.class.getResourceAsStream("page.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
