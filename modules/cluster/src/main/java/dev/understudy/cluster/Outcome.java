package dev.understudy.cluster;

/**
 * What a caller knows about an operation in a distributed system: that it happened, that it did not,
 * or neither. The third is no error of the program but a fact of life: the request or its answer was
 * lost, and nobody can tell which.
 *
 * @param <T> the type of the result
 */
public sealed interface Outcome<T> {

  /** It happened, with this result (which may be null). */
  record Ok<T>(T value) implements Outcome<T> {
    @Override
    public String toString() {
      return "ok(" + value + ")";
    }
  }

  /** It did not happen and never will. */
  record Fail<T>(String reason) implements Outcome<T> {
    @Override
    public String toString() {
      return "fail(" + reason + ")";
    }
  }

  /** It may have happened, or may still happen. */
  record Unknown<T>(String reason) implements Outcome<T> {
    @Override
    public String toString() {
      return "unknown(" + reason + ")";
    }
  }

  /** It happened. */
  static <T> Outcome<T> ok(T value) {
    return new Ok<>(value);
  }

  /** It did not happen and never will. */
  static <T> Outcome<T> fail(String reason) {
    return new Fail<>(reason);
  }

  /** It may have happened, or may still happen. */
  static <T> Outcome<T> unknown(String reason) {
    return new Unknown<>(reason);
  }

  /** Whether it is known to have happened. */
  default boolean isOk() {
    return this instanceof Ok;
  }

  /** The same, with the result as what it is known to be. */
  default <A> Outcome<A> as(Class<A> type) {
    if (this instanceof Ok<T> ok) {
      return ok(type.cast(ok.value()));
    }
    return this instanceof Fail<T> fail
        ? fail(fail.reason())
        : unknown(((Unknown<T>) this).reason());
  }
}
