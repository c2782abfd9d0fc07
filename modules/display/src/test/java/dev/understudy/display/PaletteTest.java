package dev.understudy.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Colours as three kinds of colour-blind eyes see them, by the matrices of Machado, Oliveira and
 * Fernandes (2009) for full severity, compared in the space CIE L*a*b*, in which a distance of about 2
 * can just be seen.
 */
class PaletteTest {
  private static final Map<String, double[][]> EYES = new LinkedHashMap<>();

  static {
    EYES.put("all colours", new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    EYES.put("protanopia", new double[][] {
      {0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}
    });
    EYES.put("deuteranopia", new double[][] {
      {0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}
    });
    EYES.put("tritanopia", new double[][] {
      {1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}
    });
  }

  @Test
  @DisplayName("The measure itself tells black from white, and one colour from none")
  void measure() {
    assertThat(distance("#000000", "#ffffff", EYES.get("all colours"))).isBetween(99.9, 100.1);
    assertThat(distance("#d55e00", "#d55e00", EYES.get("protanopia"))).isZero();
    assertThat(distance("#e69f00", "#b8a800", EYES.get("protanopia"))).isLessThan(2);
  }

  @Test
  @DisplayName("Series of a chart differ for every eye")
  void series() {
    areApart(15, IntStream.range(0, 8).mapToObj(Palette::series).toList());
  }

  @Test
  @DisplayName("Roles differ for every eye")
  void roles() {
    areApart(
        15,
        Stream.of("leader", "follower", "candidate", "fenced", "anything")
            .map(Palette::role)
            .toList());
  }

  @Test
  @DisplayName("What a client knows of its call differs for every eye")
  void results() {
    areApart(20, Stream.of(Scene.Result.values()).map(CallPainter::colour).toList());
  }

  @Test
  @DisplayName(
      "Epochs that follow each other differ for every eye, in grey print and by their dashes")
  void epochs() {
    areApart(20, IntStream.range(0, Palette.EPOCHS).mapToObj(Palette::epoch).toList());
    for (int epoch = 0; epoch < Palette.EPOCHS; epoch++) {
      double[] one = lab(Palette.epoch(epoch), EYES.get("all colours"));
      double[] next = lab(Palette.epoch(epoch + 1), EYES.get("all colours"));
      assertThat(Math.abs(one[0] - next[0]))
          .as("grey of epoch %d and the next", epoch)
          .isGreaterThan(15);
      assertThat(Palette.dashes(epoch)).isNotEqualTo(Palette.dashes(epoch + 1));
    }
    assertThat(Palette.epoch(-1)).isEqualTo(Palette.epoch(Palette.EPOCHS - 1));
  }

  private static void areApart(double least, List<String> colours) {
    EYES.forEach((eye, matrix) -> {
      for (int i = 0; i < colours.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(distance(colours.get(i), colours.get(j), matrix))
              .as("%s and %s, %s", colours.get(i), colours.get(j), eye)
              .isGreaterThan(least);
        }
      }
    });
  }

  private static double distance(String one, String other, double[][] eye) {
    double[] a = lab(one, eye);
    double[] b = lab(other, eye);
    return Math.sqrt(
        IntStream.range(0, 3).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum());
  }

  private static double[] lab(String colour, double[][] eye) {
    double[] linear = IntStream.range(0, 3)
        .map(i -> Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16))
        .mapToDouble(c -> c / 255.0)
        .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
        .toArray();
    double[] seen = Stream.of(eye)
        .mapToDouble(row -> row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2])
        .map(c -> Math.max(0, Math.min(1, c)))
        .toArray();
    double x = root((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
    double y = root(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
    double z = root((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double root(double t) {
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
  }
}
