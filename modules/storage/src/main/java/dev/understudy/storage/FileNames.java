package dev.understudy.storage;

import java.util.regex.Pattern;

/** Keeps a file name inside its folder, on every file system. */
final class FileNames {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

  private FileNames() {}

  static String checked(String name) {
    if (!PLAIN.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "not a file name: \"" + name + "\"; use letters, digits, '.', '-' and '_' only");
    }
    return name;
  }
}
