package dev.understudy.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageServerTest {
  @TempDir
  private Path folder;

  private static HttpResponse<String> get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  @DisplayName("A page shows text, code, what was printed, values and errors; nothing in it runs")
  void page() throws Exception {
    Path notebook = Notebooks.copy("healthy-expected.ipynb", folder);
    Files.writeString(
        notebook, Files.readString(notebook).replace("asking 2 copies", "asking <2> copies"));
    String page = HtmlPage.of(Notebook.read(notebook));
    assertThat(page)
        .contains("<title>Copies</title>", "<em>table</em>", "<td>athens</td>")
        .contains("<pre>asking &lt;2&gt; copies\n</pre>", "<b>primary</b>", "<pre>3</pre>", "Ωmega")
        .contains("<div class=\"output error\"><pre>java.lang.IllegalStateException: no such copy")
        .contains("default-src 'none'")
        .doesNotContain("<script", "src=\"http");
  }

  @Test
  @DisplayName(
      "A picture beside the notebook is part of its page; what lies elsewhere stays a link")
  void pictures() throws Exception {
    Path notebook = Notebooks.copy("healthy-expected.ipynb", folder);
    Files.write(folder.resolve("near.png"), new byte[] {1, 2, 3});
    Files.writeString(
        notebook,
        Files.readString(notebook)
            .replaceFirst("# Copies", "# Copies ![a](near.png) ![b](../far.png) ![c](none.png)"));
    assertThat(HtmlPage.of(Notebook.read(notebook)))
        .contains("<img src=\"data:image/png;base64,AQID\" alt=\"a\" />")
        .contains("<img src=\"../far.png\" alt=\"b\" />", "<img src=\"none.png\" alt=\"c\" />");
  }

  @Test
  @DisplayName("The server lists the notebooks and shows each; a broken file is told, not hidden")
  void server() throws Exception {
    Path good = Notebooks.copy("healthy-expected.ipynb", folder);
    Path bad = Notebooks.copy("throws.ipynb", folder);
    try (PageServer server = PageServer.start(List.of(good, bad), 0)) {
      URI home = server.address();
      assertThat(home.getHost()).isEqualTo("127.0.0.1");
      assertThat(get(home).body()).contains("<a href=\"/healthy-expected.html\">Copies</a>");
      assertThat(get(home.resolve("healthy-expected.html")).body()).contains("<b>primary</b>");
      assertThat(get(home.resolve("other.html")).statusCode()).isEqualTo(404);
      Files.writeString(bad, "no notebook any more");
      assertThat(get(home.resolve("throws.html")).body()).contains("is not JSON");
      assertThat(get(home).body()).contains("throws.ipynb");
    }
  }

  @Test
  @DisplayName("A port that is taken is named, with what to do")
  void portTaken() {
    List<Path> notebooks = List.of(Notebooks.copy("healthy.ipynb", folder));
    try (PageServer first = PageServer.start(notebooks, 0)) {
      int port = first.address().getPort();
      assertThatThrownBy(() -> PageServer.start(notebooks, port))
          .isInstanceOf(PortTakenException.class)
          .hasMessageStartingWith("Port " + port + " is taken");
    }
  }
}
