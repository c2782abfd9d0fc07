package dev.understudy.coach;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link JudgeJvm} is to do.
 *
 * @param folder of the compiled classes
 * @param answer the file for its {@link Testimony}
 * @param suite the test class
 * @param className the class on trial
 * @param title the name of the exercise, for pictures
 * @param seeds those to use; empty for those that the suite itself would take
 * @param stopsAtFirst whether to ask no further when a test has failed
 * @param limitMillis the real time that all tests together may take
 * @param isLast whether no other one will come: if one may, the JVM says when it is done with this one
 */
record Order(
    String folder,
    String answer,
    String suite,
    String className,
    String title,
    List<Long> seeds,
    boolean stopsAtFirst,
    long limitMillis,
    boolean isLast) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Path classes() {
    return Path.of(folder);
  }

  String line() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Order read(String line) {
    try {
      return JSON.readValue(line, Order.class);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
