package org.diptych.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;
import java.util.TreeMap;
import org.diptych.study.Findings;

/** How payloads and readings lie in text columns. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

  private Json() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      // Jackson's message would quote the value.
      throw new IllegalStateException("not writable as JSON: " + value.getClass().getSimpleName());
    }
  }

  static Map<String, String> payload(String text) {
    try {
      return Map.copyOf(MAPPER.readValue(text, TEXTS));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a payload is no JSON object of texts");
    }
  }

  static Findings findings(String text) {
    try {
      return MAPPER.readValue(text, Findings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept reading cannot be read");
    }
  }
}
