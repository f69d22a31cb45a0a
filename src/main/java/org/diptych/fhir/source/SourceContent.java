package org.diptych.fhir.source;

import java.net.URI;
import java.time.LocalDateTime;
import java.util.List;
import org.diptych.study.Order;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientId;
import org.diptych.study.RadiologyReport;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** What a resource of a hospital's server says. */
public sealed interface SourceContent {
  /**
   * A study, and where its images are.
   *
   * @param instances how many the server says there are, null when it does not
   * @param endpoints WADO-RS addresses (Endpoint.address of connection type dicom-wado-rs)
   * @param listed every instance that the resource names
   */
  record Study(
      Uid study, @Nullable Integer instances, List<URI> endpoints, List<ListedInstance> listed)
      implements SourceContent {
    public Study {
      endpoints = List.copyOf(endpoints);
      listed = List.copyOf(listed);
    }
  }

  /** An instance that an ImagingStudy names. */
  record ListedInstance(Uid series, Uid instance) {}

  /** A report. */
  record Report(RadiologyReport report) implements SourceContent {}

  /** An order. */
  record Ordered(Order order) implements SourceContent {}

  /**
   * Who a patient is, and who else that patient was.
   *
   * @param version of the Patient, the control ID of every change
   * @param at when the server took this version ({@code meta.lastUpdated}), the time of every
   *     change
   * @param whole whether every link was followed: what is not among the changes is then not said
   */
  record Patients(
      PatientId self,
      String version,
      @Nullable LocalDateTime at,
      List<PatientChange> changes,
      boolean whole)
      implements SourceContent {
    public Patients {
      changes = List.copyOf(changes);
    }
  }

  /** Nothing for us: our own output, an empty report, a type nobody asked for. */
  record Nothing(String reason) implements SourceContent {}
}
