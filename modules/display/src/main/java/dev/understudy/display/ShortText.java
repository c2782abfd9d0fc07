package dev.understudy.display;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says a record in few letters. It reads what a record's own {@code toString} wrote, {@code
 * Append[term=2, from=3, to=5]}, and makes {@code Append(term 2, 3..5)} of it, or less.
 */
final class ShortText {
  private static final int LONGEST = 60;

  private ShortText() {}

  private record Field(String name, String value) {
    boolean isNested() {
      return value.indexOf('[') >= 0 || value.indexOf('{') >= 0 || value.indexOf('=') >= 0;
    }

    boolean isNumber() {
      return value.matches("-?\\d{1,12}(\\.\\d+)?");
    }

    String inWords() {
      return switch (value) {
        case "true" -> name;
        case "false" -> "not " + name;
        default -> isNumber() ? name + " " + value : value;
      };
    }
  }

  /** The simple name before the first bracket: the message's type. */
  static String type(String body) {
    String clean = clean(body);
    int end = clean.indexOf('[');
    return end > 0 ? clean.substring(0, end) : Text.cut(clean, 1, 16);
  }

  /** The same thing said ever more briefly, the longest first and the bare type last. */
  static List<String> variants(String body) {
    String clean = clean(body);
    if (!isRecord(clean)) {
      return List.of(cut(clean, 24));
    }
    String type = type(clean);
    List<Field> fields = fields(clean.substring(type.length() + 1, clean.length() - 1));
    String range = range(fields);
    List<String> words = words(fields);
    Set<String> variants = new LinkedHashSet<>();
    if (!range.isEmpty()) {
      words.stream().limit(1).forEach(w -> variants.add(type + "(" + w + ", " + range + ")"));
      variants.add(type + "(" + range + ")");
    } else if (!words.isEmpty()) {
      variants.add(type + "(" + String.join(", ", words.subList(0, Math.min(2, words.size())))
          + ")");
      variants.add(type + "(" + telling(words) + ")");
    }
    variants.add(type);
    return variants.stream().map(v -> cut(v, LONGEST)).toList();
  }

  /** The longest of {@link #variants}, cut after some letters. */
  static String of(String body, int letters) {
    return cut(variants(body).get(0), letters);
  }

  private static String cut(String text, int letters) {
    return text.length() <= letters ? text : text.substring(0, letters - 1).stripTrailing() + "…";
  }

  /** Without line ends, without the identity hash of objects that have no text of their own. */
  private static String clean(String body) {
    String flat = body.replaceAll("\\s+", " ").strip();
    return flat.matches("[\\w.$;\\[\\]]+@[0-9a-f]{1,8}")
        ? flat.substring(
            Math.max(flat.lastIndexOf('.'), flat.lastIndexOf('$')) + 1, flat.indexOf('@'))
        : flat;
  }

  private static boolean isRecord(String text) {
    return text.endsWith("]") && text.matches("\\w+\\[.*");
  }

  private static String range(List<Field> fields) {
    String first = value(fields, "from", "first", "fromIndex", "firstIndex");
    String last = value(fields, "to", "last", "toIndex", "lastIndex");
    if (first.isEmpty() || last.isEmpty()) {
      return "";
    }
    return first.equals(last) ? first : first + ".." + last;
  }

  private static String value(List<Field> fields, String... names) {
    for (String name : names) {
      for (Field field : fields) {
        if (field.name().equals(name) && field.isNumber()) {
          return field.value();
        }
      }
    }
    return "";
  }

  /** The word to keep when there is room for one: terms and epochs change least. */
  private static String telling(List<String> words) {
    return words.stream()
        .filter(w -> !w.startsWith("term ") && !w.startsWith("epoch "))
        .findFirst()
        .orElse(words.get(0));
  }

  private static List<String> words(List<Field> fields) {
    boolean hasRange = !range(fields).isEmpty();
    return fields.stream()
        .filter(f -> !f.isNested() && !f.value().isEmpty() && !f.value().equals("null"))
        .filter(f -> !hasRange || !f.name().matches("(from|to|first|last)(Index)?"))
        .map(Field::inWords)
        .toList();
  }

  /** Splits "a=1, b=X[c=2, d=3]" at the commas that stand outside of brackets. */
  private static List<Field> fields(String inner) {
    List<Field> fields = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= inner.length(); i++) {
      char c = i < inner.length() ? inner.charAt(i) : ',';
      if ("[{(".indexOf(c) >= 0) {
        depth++;
      } else if ("]})".indexOf(c) >= 0) {
        depth--;
      } else if (c == ',' && (depth == 0 || i == inner.length())) {
        String part = inner.substring(start, i).strip();
        int equals = part.indexOf('=');
        if (equals > 0) {
          fields.add(new Field(part.substring(0, equals), part.substring(equals + 1)));
        }
        start = i + 1;
      }
    }
    return fields;
  }
}
