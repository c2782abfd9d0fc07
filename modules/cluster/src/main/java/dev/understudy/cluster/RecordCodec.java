package dev.understudy.cluster;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.AccessorNamingStrategy;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.vertx.core.buffer.Buffer;
import java.io.CharConversionException;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Records as JSON, for journals and for the wire. A value whose declared type is a sealed interface
 * is written under the simple name of its record, {@code {"Put":{"key":"paw","value":"left"}}}, so
 * no class name is ever read. A duration is a text such as {@code "PT0.25S"}. Unknown and missing
 * fields are refused by name, and values of another type than declared.
 */
public final class RecordCodec {
  /** The longest JSON text that is written or read, in bytes. */
  public static final int MOST_BYTES = 16 << 20;

  private static final int DEEPEST = 200; // reading 1000 levels overflows the stack

  /** Whatever is written is read again: one text of so many bytes may be one name or one number. */
  private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
      .maxDocumentLength(MOST_BYTES)
      .maxStringLength(MOST_BYTES)
      .maxNameLength(MOST_BYTES)
      .maxNumberLength(MOST_BYTES)
      .maxNestingDepth(DEEPEST)
      .build();

  private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build())
      .annotationIntrospector(new SealedTypes())
      .accessorNaming(new ComponentsOnly())
      .addModule(new SimpleModule()
          .addKeySerializer(String.class, new WholeKeys())
          .addSerializer(Duration.class, ToStringSerializer.instance)
          .addDeserializer(Duration.class, new Durations()))
      .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
      .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
      .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();
  private final ObjectWriter writer = mapper.writer();

  /** Writes a record; equal records give equal bytes, unless they hold a set, which has no order. */
  public Buffer encode(Object value) {
    return encode(value, writer);
  }

  /** The same for a place where this type is declared: under its name, if that is a sealed interface. */
  public Buffer encode(Object value, Class<?> declared) {
    return encode(value, mapper.writerFor(declared));
  }

  private static Buffer encode(Object value, ObjectWriter writer) {
    try {
      byte[] json = writer.writeValueAsBytes(value);
      if (json.length > MOST_BYTES) {
        throw new IllegalArgumentException(value.getClass().getSimpleName()
            + " needs "
            + json.length
            + " bytes as JSON, more than the "
            + MOST_BYTES
            + " allowed: split it");
      }
      return Buffer.buffer(json);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(
          "cannot write "
              + value.getClass().getSimpleName()
              + " as JSON: "
              + unwritable.getOriginalMessage(),
          unwritable);
    }
  }

  /**
   * Reads a record of this type.
   *
   * @throws IllegalArgumentException if the text is no such record; says what is wrong with it
   */
  public <R> R decode(Buffer json, Class<R> type) {
    if (json.length() > MOST_BYTES) {
      throw new IllegalArgumentException(
          "not read as " + type.getSimpleName() + ": longer than " + MOST_BYTES + " bytes");
    }
    try {
      R value = mapper.readValue(json.getBytes(), type);
      if (value == null) {
        throw new IllegalArgumentException(
            "expected a " + type.getSimpleName() + " but the text is null");
      }
      return value;
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(
          "not a " + type.getSimpleName() + ": " + wrong.getOriginalMessage(), wrong);
    } catch (CharConversionException wrong) {
      throw new IllegalArgumentException(
          "not a " + type.getSimpleName() + ": " + wrong.getMessage(), wrong);
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
  }

  /** A duration as its own text says it, and nothing else: a bare number has no unit. */
  private static final class Durations extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1;

    Durations() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser from, DeserializationContext context)
        throws IOException {
      String text = from.currentToken() == JsonToken.VALUE_STRING ? from.getText() : "";
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException none) {
        throw JsonMappingException.from(
            from, "expected a duration such as \"PT0.25S\" but found " + from.getText());
      }
    }
  }

  /** Of a record its components are written, and nothing that another method of it computes. */
  private static final class ComponentsOnly extends DefaultAccessorNamingStrategy.Provider {
    private static final long serialVersionUID = 1;

    @Override
    public AccessorNamingStrategy forRecord(MapperConfig<?> config, AnnotatedClass type) {
      return new DefaultAccessorNamingStrategy.RecordNaming(config, type) {
        @Override
        public String findNameForRegularGetter(AnnotatedMethod method, String name) {
          return _fieldNames.contains(name) ? name : null;
        }
      };
    }
  }

  /** Refuses a key that Jackson would write in bytes that it cannot read. */
  private static final class WholeKeys extends StdSerializer<String> {
    private static final long serialVersionUID = 1;

    WholeKeys() {
      super(String.class);
    }

    @Override
    public void serialize(String key, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      boolean isWhole = key.codePoints()
          .allMatch(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
      if (!isWhole) {
        throw JsonMappingException.from(to, "a key of a map holds half a surrogate pair");
      }
      to.writeFieldName(key);
    }
  }

  /** Teaches Jackson that a sealed interface is one of the records it permits. */
  private static final class SealedTypes extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public JsonTypeInfo.Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
      return annotated.getRawType().isSealed()
          ? JsonTypeInfo.Value.construct(
              JsonTypeInfo.Id.NAME, JsonTypeInfo.As.WRAPPER_OBJECT, null, null, false, true)
          : super.findPolymorphicTypeInfo(config, annotated);
    }

    @Override
    public List<NamedType> findSubtypes(Annotated annotated) {
      if (!annotated.getRawType().isSealed()) {
        return super.findSubtypes(annotated);
      }
      List<NamedType> permitted = new ArrayList<>();
      collect(annotated.getRawType(), permitted);
      return permitted;
    }

    private static void collect(Class<?> type, List<NamedType> permitted) {
      for (Class<?> subtype : type.getPermittedSubclasses()) {
        if (subtype.isSealed()) {
          collect(subtype, permitted);
        } else {
          permitted.add(new NamedType(subtype, subtype.getSimpleName()));
        }
      }
    }
  }
}
