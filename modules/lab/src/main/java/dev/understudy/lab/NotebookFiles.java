package dev.understudy.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The notebooks of the project by their names.
 *
 * @param folder where they lie
 */
record NotebookFiles(Path folder) {
  private static final String SUFFIX = ".ipynb";
  private static final Pattern NUMBER = Pattern.compile("[nN]?(\\d{1,6})");
  private static final Pattern NUMBERED = Pattern.compile("(\\d{1,6})-.*");

  /** All in order. None at all is an error: a check of nothing proves nothing. */
  List<Path> all() {
    List<Path> notebooks = list();
    if (notebooks.isEmpty()) {
      throw new WrongInput("there are no notebooks in " + folder);
    }
    return notebooks;
  }

  /** Those with these names: a number (04, N04), a name with or without its number and suffix, or a path. All when none is named. */
  List<Path> named(List<String> names) {
    if (names.isEmpty()) {
      return all();
    }
    List<Path> all = list();
    List<Path> chosen = new ArrayList<>();
    for (String name : names) {
      for (Path notebook : resolve(name, all)) {
        if (!chosen.contains(notebook)) {
          chosen.add(notebook);
        }
      }
    }
    return chosen;
  }

  /** A notebook's name as people type it. */
  static String nameOf(Path notebook) {
    String file = notebook.getFileName().toString();
    return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
  }

  private List<Path> resolve(String name, List<Path> all) {
    List<Path> matching = all.stream().filter(path -> answersTo(path, name)).toList();
    if (!matching.isEmpty()) {
      return matching;
    }
    Path path = PathConverter.path(name);
    if (name.endsWith(SUFFIX) && Files.isRegularFile(path)) {
      return List.of(path);
    }
    List<String> names = all.stream().map(NotebookFiles::titleOf).toList();
    throw new WrongInput(
        "there is no notebook '" + name + "' in " + folder + NearMisses.of(name, names));
  }

  private static boolean answersTo(Path notebook, String name) {
    String own = nameOf(notebook);
    Matcher number = NUMBER.matcher(name);
    Matcher numbered = NUMBERED.matcher(own);
    return own.equals(name)
        || titleOf(notebook).equals(name)
        || (own + SUFFIX).equals(name)
        || (number.matches()
            && numbered.matches()
            && Integer.parseInt(number.group(1)) == Integer.parseInt(numbered.group(1)));
  }

  /** Its name without the number before it. */
  private static String titleOf(Path notebook) {
    return nameOf(notebook).replaceFirst("^\\d+-", "");
  }

  private List<Path> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
