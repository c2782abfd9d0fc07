package dev.understudy.cluster;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generated records of every shape that a journal or a message may have. */
final class Toys {

  enum Mood {
    CALM,
    SLEEPY,
    TORN
  }

  record Traits(char letter, boolean soft, Mood mood) {}

  record Numbers(
      byte tiny,
      short small,
      int middle,
      long great,
      float rough,
      double fine,
      Integer maybeMiddle,
      Double maybeFine,
      BigInteger endless,
      BigDecimal exact) {}

  /** A family: a member without components, one that holds the family again, one of a subfamily. */
  sealed interface Care {
    record Rest() implements Care {}

    record Wash(Map<String, Integer> minutes, Integer degrees) implements Care {}

    record Mend(List<Care> steps, Care afterwards) implements Care {}

    sealed interface Repair extends Care {
      record Sew(String thread) implements Repair {}
    }
  }

  record Toy(
      String name,
      Traits traits,
      Numbers numbers,
      List<String> labels,
      Map<String, List<Long>> owners,
      Map<Mood, Care> diary,
      Care care,
      List<Toy> parts) {

    /** The same toy; its maps list their keys from the back. */
    Toy backward() {
      List<Toy> turned = parts.stream().map(Toy::backward).toList();
      return new Toy(name, traits, numbers, labels, Toys.backward(owners), diary, care, turned);
    }
  }

  private Toys() {}

  /** Toys with parts, which are toys. */
  static Arbitrary<Toy> toys() {
    return toys(1);
  }

  private static Arbitrary<Toy> toys(int depth) {
    Arbitrary<List<Toy>> parts = depth == 0
        ? Arbitraries.just(List.of())
        : Arbitraries.lazy(() -> toys(depth - 1)).list().ofMaxSize(2);
    return Combinators.combine(
            texts().injectNull(0.1),
            traits().injectNull(0.1),
            numbers().injectNull(0.1),
            texts().injectNull(0.1).list().ofMaxSize(3).injectNull(0.1),
            maps(names(), Arbitraries.longs().injectNull(0.1).list().ofMaxSize(3)),
            maps(Arbitraries.of(Mood.class), cares(1).injectNull(0.1)),
            cares(3).injectNull(0.1),
            parts)
        .as(Toy::new);
  }

  /** Plain, of every plane of Unicode, with halves of surrogate pairs, and long. */
  private static Arbitrary<String> texts() {
    Arbitrary<String> halves = Arbitraries.strings().all().ofMaxLength(8);
    return Arbitraries.frequencyOf(
        Tuple.of(7, names()),
        Tuple.of(5, halves),
        Tuple.of(1, halves.map(text -> text.repeat(1000))));
  }

  /** Plain, and of every plane of Unicode. */
  private static Arbitrary<String> names() {
    Arbitrary<String> letters = Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .map(Character::toString);
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(8),
        letters.list().ofMaxSize(6).map(characters -> String.join("", characters)));
  }

  private static Arbitrary<Traits> traits() {
    return Combinators.combine(
            Arbitraries.chars().all(),
            Arbitraries.of(true, false),
            Arbitraries.of(Mood.class).injectNull(0.3))
        .as(Traits::new);
  }

  private static Arbitrary<Numbers> numbers() {
    Arbitrary<Double> special =
        Arbitraries.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE);
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.floats(),
            Arbitraries.oneOf(Arbitraries.doubles(), special),
            Arbitraries.integers().injectNull(0.3),
            Arbitraries.doubles().injectNull(0.3),
            Arbitraries.bigIntegers().injectNull(0.1),
            Arbitraries.bigDecimals().injectNull(0.1))
        .as((great, rough, fine, maybe, maybeFine, endless, exact) -> new Numbers(
            great.byteValue(),
            great.shortValue(),
            great.intValue(),
            great,
            rough,
            fine,
            maybe,
            maybeFine,
            endless,
            exact));
  }

  private static Arbitrary<Care> cares(int depth) {
    Arbitrary<Care> rest = Arbitraries.just(new Care.Rest());
    Arbitrary<Care> sew = texts().map(Care.Repair.Sew::new);
    Arbitrary<Integer> degrees = Arbitraries.integers().injectNull(0.3);
    Arbitrary<Care> wash = Combinators.combine(maps(names(), degrees), degrees).as(Care.Wash::new);
    if (depth == 0) {
      return Arbitraries.oneOf(rest, wash, sew);
    }
    Arbitrary<Care> inner = Arbitraries.lazy(() -> cares(depth - 1));
    Arbitrary<Care> mend =
        Combinators.combine(inner.list().ofMaxSize(3), inner.injectNull(0.3)).as(Care.Mend::new);
    return Arbitraries.oneOf(rest, wash, sew, mend);
  }

  private static <K, V> Arbitrary<Map<K, V>> maps(Arbitrary<K> keys, Arbitrary<V> values) {
    return Arbitraries.maps(keys, values).ofMaxSize(4);
  }

  private static <K, V> Map<K, V> backward(Map<K, V> map) {
    List<K> keys = new ArrayList<>(map.keySet());
    Map<K, V> backward = new LinkedHashMap<>();
    for (int i = keys.size() - 1; i >= 0; i--) {
      backward.put(keys.get(i), map.get(keys.get(i)));
    }
    return backward;
  }
}
