package dev.understudy.notebook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows notebooks as pages to a browser on this machine, for those who have no Jupyter. A page is made when it is asked for,
 * from the file as it is then.
 */
public final class PageServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Path> notebooks;

  private PageServer(HttpServer server, Map<String, Path> notebooks) {
    this.server = server;
    this.notebooks = notebooks;
  }

  /**
   * Serves these notebooks on the loopback address.
   *
   * @param port 0 for a free one
   * @throws PortTakenException when another program listens there
   */
  public static PageServer start(List<Path> notebooks, int port) {
    Map<String, Path> byName = new LinkedHashMap<>();
    notebooks.forEach(
        path -> byName.put("/" + path.getFileName().toString().replace(".ipynb", ".html"), path));
    HttpServer server;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    } catch (BindException taken) {
      throw new PortTakenException(port, taken);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    PageServer pages = new PageServer(server, byName);
    server.createContext("/", pages::answer);
    server.start();
    return pages;
  }

  /** Where the index is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "only GET");
        return;
      }
      String target = exchange.getRequestURI().getPath();
      String page;
      try {
        page = target.equals("/") ? index() : notebooks.containsKey(target) ? page(target) : null;
      } catch (NotebookException problem) {
        send(exchange, 500, problem.getMessage());
        return;
      }
      if (page == null) {
        send(exchange, 404, "no such page; the list of pages is at " + address());
      } else {
        send(exchange, 200, page);
      }
    }
  }

  private String page(String target) {
    return HtmlPage.of(Notebook.read(notebooks.get(target)));
  }

  private String index() {
    Map<String, String> links = new LinkedHashMap<>();
    notebooks.forEach((target, path) -> links.put(target, title(path)));
    return HtmlPage.index("Notebooks", links);
  }

  private static String title(Path path) {
    try {
      return HtmlPage.titleOf(Notebook.read(path));
    } catch (NotebookException problem) {
      return path.getFileName().toString(); // its own page says what is wrong with it
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String type = status == 200 ? "text/html" : "text/plain";
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
