package dev.understudy.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the value of a cell into its renderings. A value that knows how it looks has a public method
 * {@code Map<String, String> mimeBundle()} from MIME type to content; it is found by name, so that such a value needs to
 * know nothing of notebooks. All others are shown as text.
 */
final class ValueRenderer {
  private static final String METHOD = "mimeBundle";

  private ValueRenderer() {}

  /** The renderings of a value that is not null. */
  static Map<String, String> render(Object value) throws Exception {
    Optional<Method> method = callable(value.getClass());
    if (method.isEmpty()) {
      return Map.of("text/plain", text(value));
    }
    Object bundle;
    try {
      bundle = method.get().invoke(value);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() instanceof Exception cause ? cause : thrown;
    }
    Map<String, String> content = new LinkedHashMap<>();
    ((Map<?, ?>) bundle)
        .forEach((mime, rendering) -> content.put(String.valueOf(mime), String.valueOf(rendering)));
    content.putIfAbsent("text/plain", text(value));
    return content;
  }

  /** The method as some public type declares it: through a class that is not public it could not be called. */
  private static Optional<Method> callable(Class<?> type) {
    if (type == null) {
      return Optional.empty();
    }
    if (Modifier.isPublic(type.getModifiers())) {
      try {
        Method method = type.getMethod(METHOD);
        if (Modifier.isPublic(method.getDeclaringClass().getModifiers())
            && !Modifier.isStatic(method.getModifiers())
            && Map.class.isAssignableFrom(method.getReturnType())) {
          return Optional.of(method);
        }
      } catch (NoSuchMethodException notHere) {
        return Optional.empty(); // nor in any type above: getMethod has looked there
      }
    }
    for (Class<?> parent : type.getInterfaces()) {
      Optional<Method> method = callable(parent);
      if (method.isPresent()) {
        return method;
      }
    }
    return callable(type.getSuperclass());
  }

  private static String text(Object value) {
    if (!value.getClass().isArray()) {
      return String.valueOf(value);
    }
    String inBrackets = Arrays.deepToString(new Object[] {value});
    return inBrackets.substring(1, inBrackets.length() - 1);
  }
}
