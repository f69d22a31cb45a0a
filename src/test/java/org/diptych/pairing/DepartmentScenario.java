package org.diptych.pairing;

import static org.diptych.study.ReportBuilder.aReport;

import java.nio.file.Path;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.ReportBuilder;
import org.diptych.study.Uid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A department for scenarios that are written as given, when, then. */
abstract class DepartmentScenario {
  static final String STUDY = "1.2.3";
  static final String OTHER = "1.2.4";

  @TempDir Path data;
  Department given;

  @BeforeEach
  void open() {
    given = new Department(data);
  }

  @AfterEach
  void close() {
    given.close();
  }

  static CaseId caseOf(String study) {
    return CaseId.of(new Uid(study));
  }

  CaseId caseOfReport(String name) {
    return given.caseOfReport(name);
  }

  /**
   * A second report: of another order, for order and procedure are what the engine knows one by.
   */
  static ReportBuilder another() {
    return aReport().withKey("F2").withOrder(null, "FI2");
  }

  Case theCase() {
    return given.of(STUDY);
  }
}
