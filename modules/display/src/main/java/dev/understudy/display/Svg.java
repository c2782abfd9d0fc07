package dev.understudy.display;

/**
 * Writes one SVG document, element by element, with presentation attributes only. It knows no
 * {@code style}, {@code class} or {@code id}: hosting pages strip them, and two pictures on one page
 * would share them.
 */
final class Svg {
  private final StringBuilder document = new StringBuilder(4096);

  Svg(double width, double height, String title) {
    String w = Text.coordinate(width);
    String h = Text.coordinate(height);
    document.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + w + "\" height=\"" + h);
    document.append("\" viewBox=\"0 0 " + w + " " + h + "\" role=\"img\"");
    document.append(" font-family=\"sans-serif\" font-size=\"10\" fill=\"" + Palette.INK + "\">\n");
    document.append("<title>" + Text.escape(title) + "</title>\n");
    rect(0, 0, width, height, "fill", "#ffffff");
  }

  /** An empty element; attributes are pairs of a name and a text or number. */
  Svg element(String name, Object... attributes) {
    open(name, attributes).append("/>\n");
    return this;
  }

  Svg rect(double x, double y, double width, double height, Object... attributes) {
    open("rect", "x", x, "y", y, "width", width, "height", height);
    attributes(attributes).append("/>\n");
    return this;
  }

  Svg line(double x1, double y1, double x2, double y2, Object... attributes) {
    open("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    attributes(attributes).append("/>\n");
    return this;
  }

  Svg path(String data, Object... attributes) {
    open("path", "d", data);
    attributes(attributes).append("/>\n");
    return this;
  }

  Svg circle(double x, double y, double radius, Object... attributes) {
    open("circle", "cx", x, "cy", y, "r", radius);
    attributes(attributes).append("/>\n");
    return this;
  }

  Svg text(double x, double y, String content, Object... attributes) {
    open("text", "x", x, "y", y);
    attributes(attributes).append('>').append(Text.escape(content)).append("</text>\n");
    return this;
  }

  /** Everything until {@link #endGroup} inherits these attributes. */
  Svg group(Object... attributes) {
    open("g", attributes).append(">\n");
    return this;
  }

  Svg endGroup() {
    document.append("</g>\n");
    return this;
  }

  /** A path through points given as x, y, x, y, … */
  static String through(double... points) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < points.length; i += 2) {
      path.append(i == 0 ? "M" : " L")
          .append(Text.coordinate(points[i]))
          .append(' ')
          .append(Text.coordinate(points[i + 1]));
    }
    return path.toString();
  }

  String finish() {
    return document + "</svg>\n";
  }

  private StringBuilder open(String name, Object... attributes) {
    document.append('<').append(name);
    return attributes(attributes);
  }

  private StringBuilder attributes(Object... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      String text = value instanceof Number n ? Text.coordinate(n.doubleValue()) : value.toString();
      document
          .append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(Text.escape(text))
          .append('"');
    }
    return document;
  }
}
