package org.diptych.study;

import java.time.LocalDateTime;

/** Builds orders for tests: {@code anOrder("FI1").ofStudy("1.2.3").build("M1")}. */
public final class OrderBuilder {
  private final String filler;
  private String placer;
  private AccessionNumber accession;
  private Uid study;
  private PatientIdentity patient = ReportBuilder.patient("P1", "HOSPITAL");
  private OrderState state = OrderState.REQUESTED;
  private Priority priority = Priority.ROUTINE;
  private LocalDateTime scheduled = LocalDateTime.of(2026, 3, 1, 8, 30);

  private OrderBuilder(String filler) {
    this.filler = filler;
  }

  public static OrderBuilder anOrder(String filler) {
    return new OrderBuilder(filler);
  }

  public OrderBuilder placedAs(String value) {
    placer = value;
    return this;
  }

  public OrderBuilder withAccession(String value) {
    accession = new AccessionNumber(value, null);
    return this;
  }

  public OrderBuilder ofStudy(String uid) {
    study = new Uid(uid);
    return this;
  }

  public OrderBuilder ofPatient(String id, String issuer) {
    patient = ReportBuilder.patient(id, issuer);
    return this;
  }

  public OrderBuilder in(OrderState value) {
    state = value;
    return this;
  }

  public OrderBuilder scheduled(LocalDateTime value) {
    scheduled = value;
    return this;
  }

  public OrderBuilder with(Priority value) {
    priority = value;
    return this;
  }

  public Order build(String controlId) {
    return new Order(
        placer,
        filler,
        accession,
        study,
        patient,
        new CodedText("36643-5", "LN", "XR Chest 2 Views"),
        state,
        priority,
        scheduled,
        controlId);
  }
}
