package org.diptych.result;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;

/** Times of modalities and of our own clock as FHIR writes them. */
final class StudyTime {
  private final ZoneId zone;

  StudyTime(ZoneId zone) {
    this.zone = zone;
  }

  /** When the images were taken, else when the report says it observed. */
  Optional<DateTimeType> of(Reading reading) {
    LocalDateTime started = reading.study() == null ? null : reading.study().started();
    if (started != null) {
      return Optional.of(at(started));
    }
    return reading.message().map(message -> message.observedAt()).map(this::at);
  }

  DateTimeType at(LocalDateTime local) {
    return new DateTimeType(
        Date.from(local.atZone(zone).toInstant()),
        TemporalPrecisionEnum.SECOND,
        TimeZone.getTimeZone(zone));
  }

  /** An instant of our own as a dateTime. */
  static DateTimeType dateTime(Instant at) {
    return new DateTimeType(
        Date.from(at), TemporalPrecisionEnum.SECOND, TimeZone.getTimeZone("UTC"));
  }

  /** An instant of our own, in UTC whatever machine writes it. */
  static InstantType instant(Instant at) {
    InstantType instant = new InstantType(Date.from(at), TemporalPrecisionEnum.MILLI);
    instant.setTimeZoneZulu(true);
    return instant;
  }
}
