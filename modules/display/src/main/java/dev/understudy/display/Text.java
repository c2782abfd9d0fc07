package dev.understudy.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text and numbers as they stand in a picture: escaped, measured, cut, formatted alike everywhere. */
final class Text {
  private static final String NARROW = "iljtfrI.,:;|!'()[]{}/\\-\" ";
  private static final String WIDE = "mwMW@%";

  private Text() {}

  /** Safe as XML content and as a quoted attribute; what XML forbids becomes a replacement mark. */
  static String escape(String raw) {
    StringBuilder safe = new StringBuilder(raw.length() + 16);
    raw.codePoints().forEach(c -> {
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        case '\n', '\r', '\t' -> safe.append(' ');
        default -> safe.appendCodePoint(isXml(c) ? c : 0xFFFD);
      }
    });
    return safe.toString();
  }

  private static boolean isXml(int c) {
    return c >= 0x20 && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }

  /**
   * An upper estimate of a text's width in pixels. Which font a reader's sans-serif is we cannot know,
   * so we measure by a wide one (DejaVu Sans): a narrower font leaves air, never an overlap.
   */
  static double width(String text, double size) {
    return size * text.codePoints().mapToDouble(Text::ems).sum();
  }

  private static double ems(int c) {
    if (c >= 0x1100) {
      return 1.05;
    }
    if (NARROW.indexOf(c) >= 0) {
      return 0.38;
    }
    if (WIDE.indexOf(c) >= 0) {
      return 0.95;
    }
    return Character.isUpperCase(c) ? 0.7 : 0.63;
  }

  /** The text itself if it is at most {@code pixels} wide, else its beginning and an ellipsis. */
  static String cut(String text, double size, double pixels) {
    if (width(text, size) <= pixels) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    int kept = points.length;
    while (kept > 0 && width(new String(points, 0, kept), size) + 0.9 * size > pixels) {
      kept--;
    }
    return new String(points, 0, kept).stripTrailing() + "…";
  }

  /** The text in at most so many lines of at most {@code pixels} each; what does not fit is cut off. */
  static List<String> wrap(String text, double size, double pixels, int most) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (lines.size() < most - 1 && width(rest, size) > pixels && rest.indexOf(' ') > 0) {
      int end = rest.indexOf(' ');
      for (int next = end; next > 0 && width(rest.substring(0, next), size) <= pixels; ) {
        end = next;
        next = rest.indexOf(' ', end + 1);
      }
      lines.add(cut(rest.substring(0, end), size, pixels));
      rest = rest.substring(end).strip();
    }
    lines.add(cut(rest, size, pixels));
    return lines;
  }

  /** A coordinate with at most one decimal: {@code 12}, {@code 12.5}, never {@code -0}. */
  static String coordinate(double value) {
    long tenths = Math.round(value * 10);
    String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10;
    long rest = Math.abs(tenths) % 10;
    return rest == 0 ? whole : whole + "." + rest;
  }

  /** A measured value for people: thousands grouped, about four significant digits. */
  static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    if (size >= 1e15 || size < 0.0001) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
    String digits = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return decimals == 0 ? digits : digits.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  /** A span of time in the unit that suits it: {@code 350 µs}, {@code 12.5 ms}, {@code 3.2 s}. */
  static String duration(long nanos) {
    if (nanos < 1_000_000) {
      return number(Math.round(nanos / 100.0) / 10.0) + " µs";
    }
    if (nanos < 1_000_000_000L) {
      return number(Math.round(nanos / 1e4) / 100.0) + " ms";
    }
    if (nanos < 120_000_000_000L) {
      return number(Math.round(nanos / 1e7) / 100.0) + " s";
    }
    return number(Math.round(nanos / 6e9) / 10.0) + " min";
  }
}
