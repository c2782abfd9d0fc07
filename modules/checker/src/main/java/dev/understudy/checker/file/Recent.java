package dev.understudy.checker.file;

/**
 * Makes values that are equal one and the same, if that is found quickly: it knows but the last ones.
 * Most values of a history come again soon, such as its keys, and what was written and is read.
 */
final class Recent {
  private final Object[] values = new Object[1 << 16];

  /** A value that is equal to this one, which may be this one. */
  <T> T same(T value) {
    if (value == null) {
      return null;
    }
    // A record of one value has that value's hash, and both come one after the other.
    int hash = value.hashCode() + 31 * value.getClass().getName().hashCode();
    int place = hash * 0x9E3779B9 >>> 16;
    if (value.equals(values[place])) {
      @SuppressWarnings("unchecked") // what is equal is of one type
      T known = (T) values[place];
      return known;
    }
    values[place] = value;
    return value;
  }
}
