package org.diptych.result;

import org.diptych.fhir.validation.Canonical;
import org.diptych.study.ModelIdentity;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Device.DeviceNameType;
import org.hl7.fhir.r4.model.Device.FHIRDeviceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.jspecify.annotations.Nullable;

/** The model as a Device: another version of a model is another Device. */
final class DeviceMapper {
  private static final String MODEL = "urn:diptych:model";

  private DeviceMapper() {}

  static Identifier identifier(ModelIdentity model) {
    return new Identifier().setSystem(MODEL).setValue(model.id() + "/" + model.version());
  }

  static Device device(ModelIdentity model, @Nullable Slot card) {
    Device device = new Device();
    device.getMeta().addProfile(Canonical.AI_DEVICE);
    device.addExtension(AiTransparency.KIND, AiTransparency.multimodal());
    device.addExtension(AiTransparency.KIND, AiTransparency.deepLearning());
    if (card != null) {
      device.addExtension(AiTransparency.MODEL_CARD, card.reference());
    }
    device.addIdentifier(identifier(model));
    device.setStatus(FHIRDeviceStatus.ACTIVE);
    device.setModelNumber(model.id());
    device.addDeviceName().setName(model.name()).setType(DeviceNameType.MODELNAME);
    device.setType(AiTransparency.artificialIntelligence());
    device.addVersion().setValue(model.version());
    device.addSafety().setText(IntendedUse.SENTENCE);
    return device;
  }
}
