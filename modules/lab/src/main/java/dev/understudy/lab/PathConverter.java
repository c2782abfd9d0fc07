package dev.understudy.lab;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a file or folder; a text that can be none here is told so in plain words. */
final class PathConverter implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException noName) {
      throw new TypeConversionException(complaint(text));
    }
  }

  /**
   * The path of this name.
   *
   * @throws WrongInput if this machine can have no file of that name
   */
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException noName) {
      throw new WrongInput(complaint(text));
    }
  }

  private static String complaint(String text) {
    return "'" + text + "' cannot be the name of a file here: give another name, or set LC_ALL to a"
        + " locale with UTF-8";
  }
}
