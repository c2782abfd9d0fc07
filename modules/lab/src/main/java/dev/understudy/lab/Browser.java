package dev.understudy.lab;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** The user's own browser, where there is a screen. */
final class Browser {
  private Browser() {}

  /** Opens a page, or does nothing where that is not possible: the address has been printed. */
  static void open(URI address) {
    for (List<String> command : commands(address.toString())) {
      try {
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        return;
      } catch (IOException notThere) {
        continue;
      }
    }
  }

  private static List<List<String>> commands(String address) {
    String system = System.getProperty("os.name");
    if (system.startsWith("Windows")) {
      return List.of(List.of("rundll32", "url.dll,FileProtocolHandler", address));
    }
    if (system.startsWith("Mac")) {
      return List.of(List.of("open", address));
    }
    boolean hasScreen =
        System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    // In a session of its own, or Ctrl-C would end the browser as well.
    return hasScreen
        ? List.of(List.of("setsid", "-f", "xdg-open", address), List.of("xdg-open", address))
        : List.of();
  }
}
