package dev.understudy.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.understudy.cluster.fault.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a line of a schedule, in the words of the file: its fields, and what may stand there. */
final class WrongLine {
  private static final Pattern MISSING = Pattern.compile("Missing creator property '([^']*)'.*");

  private WrongLine() {}

  /** In one line, without the names of classes and the advice that are for programmers. */
  static String words(IllegalArgumentException wrong) {
    Throwable cause = wrong.getCause();
    if (cause instanceof JsonMappingException unread) {
      return place(unread) + value(unread);
    }
    if (cause instanceof InputCoercionException) {
      return "a number in it is too large";
    }
    return firstLine(wrong.getMessage());
  }

  /** The same of a line that is no JSON at all. */
  static String noJson(JsonProcessingException wrong) {
    String why = firstLine(wrong.getOriginalMessage()).replaceFirst(" \\(start marker at .*", "");
    return "not JSON: " + why;
  }

  private static String place(JsonMappingException wrong) {
    StringBuilder place = new StringBuilder();
    for (Reference step : wrong.getPath()) {
      if (step.getFieldName() == null) {
        place.append('[').append(step.getIndex()).append(']');
      } else {
        place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return place.isEmpty() ? "the act " : "'" + place + "' "; // an act is read apart
  }

  private static String value(JsonMappingException wrong) {
    if (wrong instanceof InvalidTypeIdException unknown && unknown.getTypeId() != null) {
      return "cannot be '" + unknown.getTypeId() + "', only "
          + String.join(", ", names(unknown.getBaseType().getRawClass()));
    }
    if (wrong instanceof UnrecognizedPropertyException more) {
      return "is no field here, only " + String.join(", ", known(more.getKnownPropertyIds()));
    }
    if (wrong instanceof ValueInstantiationException refused && refused.getCause() != null) {
      return "is refused: " + firstLine(refused.getCause().getMessage());
    }
    Matcher missing = MISSING.matcher(firstLine(wrong.getOriginalMessage()));
    if (missing.matches()) {
      return "is missing";
    }
    return wrong instanceof MismatchedInputException other && other.getTargetType() != null
        ? "must be " + kind(other.getTargetType())
        : "is wrong: " + firstLine(wrong.getOriginalMessage());
  }

  private static String kind(Class<?> type) {
    if (type == long.class || type == int.class) {
      return "a whole number";
    } else if (type == double.class) {
      return "a number";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == String.class) {
      return "a text";
    } else if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    } else if (type.isEnum()) {
      return "one of " + List.of(type.getEnumConstants());
    }
    return "an object, such as "
        + (type == Fault.class
            ? "{\"Isolate\":{\"node\":\"athens\"}}"
            : "{\"" + (type.isSealed() ? names(type).get(0) : "field") + "\":...}");
  }

  private static List<String> known(Collection<Object> ids) {
    return ids.stream().map(String::valueOf).sorted().toList();
  }

  private static List<String> names(Class<?> sealed) {
    List<String> names = new ArrayList<>();
    for (Class<?> type : sealed.getPermittedSubclasses()) {
      if (type.isSealed()) {
        names.addAll(names(type));
      } else {
        names.add(type.getSimpleName());
      }
    }
    return names.stream().sorted().toList();
  }

  private static String firstLine(String text) {
    return String.valueOf(text).lines().findFirst().orElse("");
  }
}
