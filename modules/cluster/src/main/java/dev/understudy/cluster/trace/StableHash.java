package dev.understudy.cluster.trace;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hashes by content what {@code Object.hashCode} hashes by identity: equal values get the same
 * number in every process and on every JDK. Sets and maps have no order here. Other types are known
 * by their text, which must be their own.
 */
final class StableHash {
  private static final long PRIME = 0x100000001B3L;

  private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
    @Override
    protected Shape computeValue(Class<?> type) {
      return Shape.of(type);
    }
  };

  /** Whether a type says in words what it is, instead of where it lies in memory. */
  private static final ClassValue<Boolean> SPEAKS = new ClassValue<>() {
    @Override
    protected Boolean computeValue(Class<?> type) {
      try {
        return type.getMethod("toString").getDeclaringClass() != Object.class;
      } catch (NoSuchMethodException impossible) {
        throw new IllegalStateException(type + " has no toString()", impossible);
      }
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
      return ofAll(list);
    }
    return ofOther(value);
  }

  private static long ofAll(List<?> list) {
    long hash = 13;
    for (int i = 0; i < list.size(); i++) {
      hash = mix(hash, of(list.get(i)));
    }
    return hash;
  }

  private static long ofOther(Object value) {
    if (value instanceof Map<?, ?> map) {
      long sum = 19;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum += mix(mix(19, of(entry.getKey())), of(entry.getValue()));
      }
      return mix(19, sum);
    } else if (value instanceof Set<?> set) {
      long sum = 23;
      for (Object element : set) {
        sum += mix(23, of(element));
      }
      return mix(23, sum);
    } else if (value instanceof Collection<?> collection) {
      return ofAll(new ArrayList<>(collection));
    } else if (value instanceof Optional<?> optional) {
      return mix(31, of(optional.orElse(null)));
    } else if (value.getClass().isArray()) {
      long hash = 29;
      for (int i = 0; i < Array.getLength(value); i++) {
        hash = mix(hash, of(Array.get(value, i)));
      }
      return hash;
    } else if (!SPEAKS.get(value.getClass())) {
      throw new IllegalArgumentException("a trace cannot hash a "
          + value.getClass().getName()
          + ", whose only text is its identity and differs in every run: use a record, or override"
          + " its toString()");
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
      } catch (IllegalArgumentException refused) {
        throw refused;
      } catch (Throwable failed) {
        throw new IllegalStateException("cannot read " + record, failed);
      }
      return hash;
    }
  }
}
