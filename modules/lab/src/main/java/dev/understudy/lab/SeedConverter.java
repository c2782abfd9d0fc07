package dev.understudy.lab;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A seed is any 64-bit number; a text that is none is told so in plain words. */
final class SeedConverter implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notANumber) {
      throw new TypeConversionException("'" + text + "' is no seed: give a whole number from "
          + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
    }
  }
}
