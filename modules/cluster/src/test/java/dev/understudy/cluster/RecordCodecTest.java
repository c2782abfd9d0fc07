package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.storage.Command;
import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {
  record Holder(String name, long count, List<Command> commands, Command last) {}

  private final RecordCodec codec = new RecordCodec();

  static List<Command> commands() {
    return List.of(
        new Command.Put("paw", "left"),
        new Command.Get("ключ ☂ \"quoted\" \n"),
        new Command.Delete("paw"),
        new Command.Append("paw", ""),
        new Command.CompareAndSet("paw", null, "right"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName("What is written is read again, and equal records give equal bytes")
  void roundTrip(Command command) {
    Holder holder = new Holder("x", Long.MIN_VALUE, List.of(command, command), command);
    Buffer json = codec.encode(holder);
    assertThat(codec.decode(json, Holder.class)).isEqualTo(holder);
    assertThat(codec.encode(new Holder("x", Long.MIN_VALUE, List.of(command, command), command)))
        .isEqualTo(json);
  }

  @Test
  @DisplayName("A record of a sealed interface is written under its simple name")
  void format() {
    Request request = new Request("alice", 3, new Command.Put("paw", "left"));
    assertThat(codec.encode(request).toString())
        .isEqualTo(
            "{\"client\":\"alice\",\"sequence\":3,\"command\":{\"Put\":{\"key\":\"paw\",\"value\":\"left\"}},\"wish\":\"\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{",
        "{\"client\":\"a\",\"sequence\":1}",
        "{\"client\":\"a\",\"sequence\":null,\"command\":{\"Get\":{\"key\":\"k\"}}}",
        "{\"client\":\"a\",\"sequence\":1,\"command\":{\"Get\":{\"key\":\"k\"}},\"extra\":1}",
        "{\"client\":\"a\",\"sequence\":1,\"command\":{\"Get\":{\"key\":\"k\",\"more\":2}}}",
        "{\"client\":\"a\",\"sequence\":1,\"command\":{\"java.lang.Runtime\":{}}}",
        "{\"client\":\"a\",\"sequence\":1,\"command\":{\"Get\":{\"key\":\"k\"}}} trailing"
      })
  @DisplayName("Anything else is refused with the name of the record")
  void refused(String json) {
    assertThatThrownBy(() -> codec.decode(Buffer.buffer(json), Request.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Request");
  }

  @Test
  @DisplayName("The refusal names the unknown field")
  void namesField() {
    assertThatThrownBy(
            () -> codec.decode(Buffer.buffer("{\"key\":\"k\",\"surprise\":1}"), Command.Get.class))
        .hasMessageContaining("surprise");
  }

  record Sizes(Map<String, Integer> sizes) {}

  record Big(BigInteger number) {}

  record Nest(Nest inner) {}

  static List<Record> great() {
    return List.of(
        new Sizes(Map.of("x".repeat(60_000), 1)),
        new Sizes(Map.of("x".repeat(RecordCodec.MOST_BYTES - 100), 1)),
        new Big(BigInteger.TEN.pow(2000)),
        new Holder("x".repeat(RecordCodec.MOST_BYTES - 100), 1, List.of(), null),
        nest(200));
  }

  private static Nest nest(int depth) {
    Nest nest = new Nest(null);
    for (int i = 1; i < depth; i++) {
      nest = new Nest(nest);
    }
    return nest;
  }

  @ParameterizedTest
  @MethodSource("great")
  @DisplayName("What could be written can be read, or a journal would never open again")
  void great(Record value) {
    assertThat(codec.decode(codec.encode(value), value.getClass()).equals(value))
        .isTrue();
  }

  @Test
  @DisplayName("What could not be read again is not written")
  void tooGreat() {
    assertThatThrownBy(() -> codec.encode(nest(201))).hasMessageContaining("cannot write Nest");
    Sizes longest = new Sizes(Map.of("x".repeat(RecordCodec.MOST_BYTES), 1));
    assertThatThrownBy(() -> codec.encode(longest)).hasMessageContaining("split it");
    Sizes half = new Sizes(Map.of("\uD83D", 1));
    assertThatThrownBy(() -> codec.encode(half)).hasMessageContaining("half a surrogate pair");
    Sizes whole = new Sizes(Map.of("\uD83E\uDDF8", 1));
    assertThat(codec.decode(codec.encode(whole), Sizes.class)).isEqualTo(whole);
  }

  @Test
  @DisplayName("Equal maps give equal bytes, in whatever order they list their keys")
  void equalMaps() {
    List<String> keys = List.of("Aa", "BB", "left", "right", "paw", "toy");
    Map<String, Integer> forward = new LinkedHashMap<>();
    keys.forEach(key -> forward.put(key, key.length()));
    Map<String, Integer> backward = new LinkedHashMap<>();
    for (int i = keys.size() - 1; i >= 0; i--) {
      backward.put(keys.get(i), keys.get(i).length());
    }
    assertThat(codec.encode(new Sizes(forward))).isEqualTo(codec.encode(new Sizes(backward)));
  }

  private record Area(long width, long height) {
    long getSize() {
      return width * height;
    }

    public long getWidth() {
      return width;
    }

    public long getSquareMeters() {
      return width * height;
    }
  }

  @Test
  @DisplayName("Of a record its components are written, and nothing that it computes")
  void computed() {
    Area area = new Area(2, 3);
    assertThat(codec.encode(area).toString()).isEqualTo("{\"width\":2,\"height\":3}");
    assertThat(codec.decode(codec.encode(area), Area.class)).isEqualTo(area);
  }

  @Test
  @DisplayName("Bytes in another encoding are refused like any others that are no record")
  void otherEncoding() {
    Buffer wide = Buffer.buffer(new byte[] {0, 0, 0, '{', 0, 0, 0});
    assertThatThrownBy(() -> codec.decode(wide, Area.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a Area: ");
  }
}
