package org.diptych.result;

import java.nio.charset.StandardCharsets;
import org.diptych.fhir.validation.Canonical;
import org.diptych.study.ModelIdentity;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;

/** What a model says of itself, as a document that its Device leads to. */
final class ModelCardMapper {
  private static final String MODEL_CARD = "urn:diptych:model-card";

  private ModelCardMapper() {}

  static Identifier identifier(ModelIdentity model) {
    return new Identifier().setSystem(MODEL_CARD).setValue(model.id() + "/" + model.version());
  }

  static DocumentReference document(ModelIdentity model, String card) {
    DocumentReference document = new DocumentReference();
    document.getMeta().addProfile(Canonical.MODEL_CARD);
    document.addIdentifier(identifier(model));
    document.setStatus(DocumentReferenceStatus.CURRENT);
    document.setType(code("AIModelCard", "AI Model-Card"));
    document.addCategory(code("AIModelCardMarkdownFormat", "Markdown Format"));
    String title = "Model card of " + model.name() + " " + model.version();
    document.setDescription(title);
    document
        .addContent()
        .setAttachment(
            Attachments.of("text/markdown", title, card.getBytes(StandardCharsets.UTF_8)));
    return document;
  }

  private static CodeableConcept code(String code, String display) {
    return new CodeableConcept(new Coding(AiTransparency.INPUTS, code, display));
  }
}
