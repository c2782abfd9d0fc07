package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.cluster.Toys.Care;
import dev.understudy.cluster.Toys.Numbers;
import dev.understudy.cluster.Toys.Toy;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RecordCodecLawsTest {
  private record Word(String text) {}

  private final RecordCodec codec = new RecordCodec();

  @Property(tries = 300, seed = "1", edgeCases = EdgeCasesMode.NONE)
  @Label("What is written is read again, whatever the record holds")
  void roundTrip(@ForAll("toys") Toy toy) {
    assertThat(codec.decode(codec.encode(toy), Toy.class)).isEqualTo(toy);
  }

  @Property(tries = 200, seed = "2", edgeCases = EdgeCasesMode.NONE)
  @Label("Equal records give equal bytes: read again, listed from the back, by another codec")
  void stable(@ForAll("toys") Toy toy) {
    Buffer json = codec.encode(toy);
    assertThat(codec.encode(codec.decode(json, Toy.class))).isEqualTo(json);
    assertThat(codec.encode(toy.backward())).isEqualTo(json);
    assertThat(new RecordCodec().encode(toy)).isEqualTo(json);
  }

  @Property(tries = 200, seed = "3", edgeCases = EdgeCasesMode.NONE)
  @Label("A field too many, in whichever record within the record, is refused by its name")
  void unknownField(
      @ForAll("toys") Toy toy, @ForAll("names") String name, @ForAll @IntRange(max = 50) int place)
      throws IOException {
    JsonNode tree = treeOf(toy);
    ObjectNode within = recordsIn(tree).get(place % recordsIn(tree).size());
    Assume.that(!within.has(name));
    within.put(name, 1);
    assertThatThrownBy(() -> codec.decode(Buffer.buffer(tree.toString()), Toy.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a Toy")
        .hasMessageContaining(name);
  }

  @Property(tries = 200, seed = "4", edgeCases = EdgeCasesMode.NONE)
  @Label("A field too few, in whichever record within the record, is refused by its name")
  void missingField(
      @ForAll("toys") Toy toy,
      @ForAll @IntRange(max = 50) int place,
      @ForAll @IntRange(max = 50) int field)
      throws IOException {
    JsonNode tree = treeOf(toy);
    ObjectNode within = recordsIn(tree).get(place % recordsIn(tree).size());
    List<String> names = namesOf(within);
    String missing = names.get(field % names.size());
    within.remove(missing);
    assertThatThrownBy(() -> codec.decode(Buffer.buffer(tree.toString()), Toy.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a Toy")
        .hasMessageContaining("'" + missing + "'");
  }

  @Property(tries = 8, seed = "5", edgeCases = EdgeCasesMode.NONE)
  @Label("At the limit: what is written is read again, a byte more is refused by either side")
  void limit(@ForAll @IntRange(min = -3, max = 3) int over, @ForAll("letters") String letter)
      throws IOException {
    int frame = codec.encode(new Word("")).length();
    int bytes = codec.encode(new Word(letter)).length() - frame;
    int most = RecordCodec.MOST_BYTES - frame;
    String text = letter.repeat(most / bytes) + "x".repeat(Math.max(0, most % bytes + over));
    int length = frame + bytes * (most / bytes) + Math.max(0, most % bytes + over);
    Word word = new Word(text);
    if (length > RecordCodec.MOST_BYTES) {
      assertThatThrownBy(() -> codec.encode(word)).hasMessageContaining("split it");
      Buffer json = Buffer.buffer(new ObjectMapper().writeValueAsBytes(word));
      assertThatThrownBy(() -> codec.decode(json, Word.class)).hasMessageContaining("longer than");
    } else {
      assertThat(codec.decode(codec.encode(word), Word.class).equals(word)).isTrue();
    }
  }

  @Property(tries = 500, seed = "6", edgeCases = EdgeCasesMode.NONE)
  @Label("Damaged bytes are refused with the record's name or are a record; never anything else")
  void damaged(
      @ForAll("toys") Toy toy, @ForAll("damages") @Size(min = 1, max = 3) List<Damage> damages) {
    Buffer json = codec.encode(toy);
    for (Damage damage : damages) {
      json = damage.doneTo(json);
    }
    isRefusedOrARecord(json);
  }

  @Property(tries = 2000, seed = "7")
  @Label("Bytes that were never a record are refused likewise")
  void anyBytes(@ForAll byte[] bytes) {
    isRefusedOrARecord(Buffer.buffer(bytes));
  }

  /** What is taken for a record must be one: written and read it is still the same. */
  private void isRefusedOrARecord(Buffer bytes) {
    Toy read;
    try {
      read = codec.decode(bytes, Toy.class);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("Toy");
      return;
    }
    assertThat(codec.decode(codec.encode(read), Toy.class)).isEqualTo(read);
  }

  private enum Kind {
    FLIPPED,
    CUT,
    DROPPED,
    INSERTED
  }

  /** One byte, or all from it on, is not what it was. */
  private record Damage(Kind kind, double place, byte bits) {
    Buffer doneTo(Buffer json) {
      int at = (int) (place * Math.max(0, json.length() - 1));
      if (at >= json.length()) {
        return json;
      }
      Buffer front = json.getBuffer(0, at);
      return switch (kind) {
        case FLIPPED -> json.copy().setByte(at, (byte) (json.getByte(at) ^ bits));
        case CUT -> front;
        case DROPPED -> front.appendBuffer(json.getBuffer(at + 1, json.length()));
        case INSERTED -> front.appendByte(bits).appendBuffer(json.getBuffer(at, json.length()));
      };
    }
  }

  private JsonNode treeOf(Toy toy) throws IOException {
    return new ObjectMapper().readTree(codec.encode(toy).getBytes());
  }

  private static List<ObjectNode> recordsIn(JsonNode tree) {
    List<ObjectNode> records = new ArrayList<>();
    if (tree instanceof ObjectNode node
        && Stream.of(Toy.class, Numbers.class, Care.Wash.class, Care.Mend.class)
            .map(RecordCodecLawsTest::componentsOf)
            .anyMatch(namesOf(node)::equals)) {
      records.add(node);
    }
    tree.forEach(inner -> records.addAll(recordsIn(inner)));
    return records;
  }

  private static List<String> namesOf(ObjectNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> componentsOf(Class<?> type) {
    return Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  @Provide
  Arbitrary<Toy> toys() {
    return Toys.toys();
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12);
  }

  @Provide
  Arbitrary<String> letters() {
    return Arbitraries.of("x", "ж", "☂", "\"", "\n", "\ud83e\uddf8");
  }

  @Provide
  Arbitrary<List<Damage>> damages() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.bytes().filter(bits -> bits != 0))
        .as(Damage::new)
        .list();
  }
}
