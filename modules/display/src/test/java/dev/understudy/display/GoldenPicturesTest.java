package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pictures whose bytes are kept. {@code -Dunderstudy.golden.update=true} rewrites them: look at each
 * in a browser before committing it.
 */
class GoldenPicturesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static Stream<Arguments> pictures() {
    return Stream.of(
        Arguments.of(
            "replication", Display.diagram(Stories.replication(), "Two puts on a healthy cluster")),
        Arguments.of(
            "failover",
            Display.diagram(Stories.failover(), "The primary crashes: who has the put?")),
        Arguments.of(
            "split-brain",
            Display.diagram(
                Stories.splitBrain(), "A leader that was cut off believes it still leads")),
        Arguments.of(
            "heartbeats", Display.diagram(Stories.heartbeats(), "Ten seconds of heartbeats")),
        Arguments.of(
            "every-fault", Display.diagram(Stories.everyFault(), "One fault of each kind")),
        Arguments.of(
            "zoom",
            Display.diagram(
                Stories.longRun(),
                DiagramOptions.titled("Where most went wrong").atMost(120))),
        Arguments.of(
            "lines",
            Display.lines(
                "Latency by payload",
                Axis.log("payload, bytes"),
                Axis.log("latency, µs"),
                Series.of("sync", new double[] {10, 100, 1000}, new double[] {90, 95.5, 130}),
                Series.of("async", new double[] {10, 100, 1000}, new double[] {3, 3.2, 5}))),
        Arguments.of(
            "bars",
            Display.stackedBars(
                "Where each second of RTO goes",
                "seconds",
                List.of("detection", "election", "promotion"),
                Bar.of("time-out", 10, 0.3, 1.2),
                Bar.of("lease", 5, 0, 0.25))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  @DisplayName("The same story gives the same bytes, on every machine and JDK")
  void sameBytes(String name, Picture picture) throws IOException {
    Path golden = GOLDEN.resolve(name + ".svg");
    if (Boolean.getBoolean("understudy.golden.update")) {
      Files.createDirectories(GOLDEN);
      picture.writeSvg(golden);
    }
    assertThat(picture.svg())
        .as("%s differs; if that is intended, run with -Dunderstudy.golden.update=true", golden)
        .isEqualTo(Files.readString(golden));
  }
}
