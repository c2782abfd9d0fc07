package dev.understudy.cluster.trace;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * Hashes what {@code Object.hashCode} does not: enums and nested records get the same number in
 * every process and on every JDK.
 */
final class StableHash {
  private static final long PRIME = 0x100000001B3L;

  private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
    @Override
    protected Shape computeValue(Class<?> type) {
      return Shape.of(type);
    }
  };

  private StableHash() {}

  static long of(Object value) {
    if (value == null) {
      return 1;
    } else if (value instanceof String string) {
      return string.hashCode() + 2L;
    } else if (value instanceof Number number) {
      return number instanceof Double d ? Double.doubleToLongBits(d) : number.longValue() + 3;
    } else if (value instanceof Boolean flag) {
      return flag ? 5 : 7;
    } else if (value instanceof Enum<?> constant) {
      return constant.name().hashCode() + 11L;
    } else if (value instanceof Record record) {
      return SHAPES.get(record.getClass()).hash(record);
    } else if (value instanceof List<?> list) {
      long hash = 13;
      for (int i = 0; i < list.size(); i++) {
        hash = mix(hash, of(list.get(i)));
      }
      return hash;
    }
    return value.toString().hashCode();
  }

  static long mix(long hash, long next) {
    long mixed = (hash ^ next) * PRIME;
    return mixed ^ (mixed >>> 32);
  }

  /** A record class: the hash of its name, and how to read its components. */
  private record Shape(long seed, MethodHandle[] components) {
    static Shape of(Class<?> type) {
      RecordComponent[] parts = type.getRecordComponents();
      if (parts == null) {
        return new Shape(0, new MethodHandle[0]);
      }
      MethodHandle[] handles = new MethodHandle[parts.length];
      try {
        for (int i = 0; i < parts.length; i++) {
          parts[i].getAccessor().setAccessible(true);
          handles[i] = MethodHandles.lookup()
              .unreflect(parts[i].getAccessor())
              .asType(java.lang.invoke.MethodType.methodType(Object.class, Object.class));
        }
      } catch (IllegalAccessException unreadable) {
        throw new IllegalStateException("cannot read " + type, unreadable);
      }
      return new Shape(type.getSimpleName().hashCode(), handles);
    }

    long hash(Record record) {
      long hash = seed;
      try {
        for (MethodHandle component : components) {
          hash = mix(hash, StableHash.of((Object) component.invokeExact((Object) record)));
        }
      } catch (Throwable failed) {
        throw new IllegalStateException("cannot read " + record, failed);
      }
      return hash;
    }
  }
}
