package dev.understudy.backup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a target: {@code <id>.json} is a manifest, {@code <id>.verified.json} says that the
 * link was restored once, {@code <id>.<file of the store>} is a piece. An id is {@code 000007-full}.
 * All other files of a target are somebody else's.
 */
final class TargetNames {
  private static final Pattern OURS =
      Pattern.compile("(\\d{6,12})-(full|incremental|log)\\.([A-Za-z0-9._-]+)");
  private static final Pattern ID = Pattern.compile("(\\d{6,12})-(full|incremental|log)");

  private TargetNames() {}

  static String id(long number, Kind kind) {
    return "%06d-%s".formatted(number, kind.word());
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  static long number(String id) {
    return Long.parseLong(id.substring(0, id.indexOf('-')));
  }

  static Kind kind(String id) {
    return Kind.ofWord(id.substring(id.indexOf('-') + 1));
  }

  static String manifest(String id) {
    return id + ".json";
  }

  static String verified(String id) {
    return id + ".verified.json";
  }

  static String piece(String id, String file) {
    return id + "." + file;
  }

  static boolean isManifest(String name) {
    return name.endsWith(".json") && isId(name.substring(0, name.length() - ".json".length()));
  }

  /** The link to which a file belongs, or null when it is none of ours. */
  static String owner(String name) {
    Matcher ours = OURS.matcher(name);
    return ours.matches() ? ours.group(1) + "-" + ours.group(2) : null;
  }
}
