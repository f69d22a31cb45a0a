package org.diptych.fhir.validation;

/** Canonical URLs of the implementation guide in {@code fhir-profiles}. */
public final class Canonical {
  static final String BASE = "http://diptych.org/fhir";

  public static final String AI_DEVICE = profile("diptych-ai-device");
  public static final String FINDING = profile("diptych-finding");
  public static final String DRAFT_REPORT = profile("diptych-draft-report");
  public static final String PROVENANCE = profile("diptych-provenance");
  public static final String MODEL_CARD = profile("diptych-model-card");
  public static final String DISCORDANCE = profile("diptych-discordance");
  public static final String PATIENT = profile("diptych-patient");
  public static final String ORDER = profile("diptych-order");
  public static final String IMAGING_STUDY = profile("diptych-imaging-study");

  /** Codes of the parts of an Observation that no other code system names. */
  public static final String OBSERVATION_COMPONENT = BASE + "/CodeSystem/observation-component";

  /** Findings that no other code system names. */
  public static final String FINDING_CODES = BASE + "/CodeSystem/finding";

  /** Kinds of DetectedIssue that the engine writes. */
  public static final String ISSUES = BASE + "/CodeSystem/issue";

  static final String PRESENCE = BASE + "/ValueSet/finding-presence";
  static final String COMPONENTS = BASE + "/ValueSet/observation-component";
  static final String ISSUE_CODES = BASE + "/ValueSet/issue";
  static final String DRAFT_STATUS = BASE + "/ValueSet/draft-status";

  private Canonical() {}

  /** Whether the URL is one of the guide's. */
  public static boolean isOurs(String url) {
    return url.startsWith(BASE + "/");
  }

  /** The topic of the guide that speaks of the resource type, such as {@code imaging-study}. */
  public static String topic(String name) {
    return BASE + "/SubscriptionTopic/" + name;
  }

  private static String profile(String id) {
    return BASE + "/StructureDefinition/" + id;
  }
}
