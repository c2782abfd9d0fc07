package dev.understudy.cluster.trace;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    } else if (value instanceof Record record) {
      return SHAPES.get(record.getClass()).of(record);
    } else if (value instanceof String string) {
      return ofString(string);
    } else if (value instanceof Number number) {
      return ofNumber(number);
    } else if (value instanceof Boolean flag) {
      return ofFlag(flag);
    } else if (value instanceof Enum<?> constant) {
      return constant.name().hashCode() + 11L;
    } else if (value instanceof List<?> list) {
      return ofAll(list);
    }
    return ofOther(value);
  }

  private static long ofString(String string) {
    return string == null ? 1 : string.hashCode() + 2L;
  }

  private static long ofNumber(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return Double.doubleToLongBits(number.doubleValue());
    } else if (number instanceof BigDecimal || number instanceof BigInteger) {
      return ofString(number.toString());
    }
    return ofWhole(number.longValue());
  }

  private static long ofWhole(long number) {
    return number + 3;
  }

  private static long ofFlag(boolean flag) {
    return flag ? 5 : 7;
  }

  private static long ofAll(List<?> list) {
    if (list == null) {
      return 1;
    }
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

  /**
   * How to hash the records of one class: one method handle that reads every component and mixes in
   * its hash, so that a hot class is hashed by code compiled for it. A component whose type is itself
   * a record is read and mixed in there too, without a look at what it is.
   */
  private record Shape(MethodHandle hash) {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle MIX =
        find(StableHash.class, "mix", MethodType.methodType(long.class, long.class, long.class));
    private static final MethodHandle OF_OBJECT = find("of", Object.class);
    private static final MethodHandle OF_STRING = find("ofString", String.class);
    private static final MethodHandle OF_WHOLE = find("ofWhole", long.class);
    private static final MethodHandle OF_FLAG = find("ofFlag", boolean.class);
    private static final MethodHandle OF_LIST = find("ofAll", List.class);
    private static final MethodHandle IS_NULL =
        find(Objects.class, "isNull", MethodType.methodType(boolean.class, Object.class));

    static Shape of(Class<?> type) {
      MethodHandle hash = ofRecord(type, List.of());
      return new Shape(hash.asType(MethodType.methodType(long.class, Record.class)));
    }

    /** A record that may hold one of its own type, however deep, is looked at again there. */
    private static MethodHandle ofRecord(Class<?> type, List<Class<?>> around) {
      List<Class<?>> inside = new ArrayList<>(around);
      inside.add(type);
      MethodHandle hash = MethodHandles.dropArguments(
          MethodHandles.constant(long.class, (long) type.getSimpleName().hashCode()), 0, type);
      for (RecordComponent part : type.getRecordComponents()) {
        MethodHandle next =
            MethodHandles.filterReturnValue(reader(part), ofType(part.getType(), inside));
        hash = MethodHandles.foldArguments(MethodHandles.filterArguments(MIX, 1, next), hash);
      }
      return hash;
    }

    private static MethodHandle reader(RecordComponent part) {
      try {
        part.getAccessor().setAccessible(true);
        return LOOKUP.unreflect(part.getAccessor());
      } catch (IllegalAccessException unreadable) {
        throw new IllegalStateException("cannot read " + part, unreadable);
      }
    }

    private static MethodHandle ofType(Class<?> type, List<Class<?>> around) {
      if (type.isRecord() && !around.contains(type)) {
        MethodHandle absent =
            MethodHandles.dropArguments(MethodHandles.constant(long.class, 1L), 0, type);
        return MethodHandles.guardWithTest(
            IS_NULL.asType(MethodType.methodType(boolean.class, type)),
            absent,
            ofRecord(type, around));
      }
      MethodHandle hash = OF_OBJECT;
      if (type == long.class || type == int.class || type == short.class || type == byte.class) {
        hash = OF_WHOLE;
      } else if (type == String.class) {
        hash = OF_STRING;
      } else if (type == boolean.class) {
        hash = OF_FLAG;
      } else if (type == List.class) {
        hash = OF_LIST;
      }
      return hash.asType(MethodType.methodType(long.class, type));
    }

    private static MethodHandle find(String name, Class<?> argument) {
      return find(StableHash.class, name, MethodType.methodType(long.class, argument));
    }

    private static MethodHandle find(Class<?> owner, String name, MethodType type) {
      try {
        return LOOKUP.findStatic(owner, name, type);
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException("there is no " + name, impossible);
      }
    }

    long of(Record record) {
      try {
        return (long) hash.invokeExact(record);
      } catch (RuntimeException | Error failed) {
        throw failed;
      } catch (Throwable failed) {
        throw new IllegalStateException("cannot read " + record, failed);
      }
    }
  }
}
