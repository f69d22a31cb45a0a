package org.diptych.dicom;

import java.io.IOException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.AssociationHandler;
import org.aoju.bus.image.metric.internal.pdu.AAssociateAC;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRJ;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;

/**
 * Who may associate (PS3.8 section 9.3.4): the toolkit rejects a wrong called AE title and too many
 * associations, this an unknown caller and a full disk; nothing is negotiated before all of it has
 * passed.
 */
final class AssociationPolicy extends AssociationHandler {
  private final ListenerSettings settings;
  private final BooleanSupplier full;

  AssociationPolicy(ListenerSettings settings, BooleanSupplier full) {
    this.settings = settings;
    this.full = full;
  }

  @Override
  protected AAssociateAC negotiate(Association association, AAssociateRQ request)
      throws IOException {
    Set<String> known = settings.knownCallers();
    boolean addressedToUs = settings.aeTitle().equals(request.getCalledAET());
    if (addressedToUs && !known.isEmpty() && !known.contains(request.getCallingAET())) {
      throw new AAssociateRJ(
          AAssociateRJ.RESULT_REJECTED_PERMANENT,
          AAssociateRJ.SOURCE_SERVICE_USER,
          AAssociateRJ.REASON_CALLING_AET_NOT_RECOGNIZED);
    }
    if (full.getAsBoolean()) {
      throw new AAssociateRJ(
          AAssociateRJ.RESULT_REJECTED_TRANSIENT,
          AAssociateRJ.SOURCE_SERVICE_PROVIDER_PRES,
          AAssociateRJ.REASON_LOCAL_LIMIT_EXCEEDED);
    }
    AAssociateAC answer = super.negotiate(association, request);
    answer.setImplClassUID(FileMeta.IMPLEMENTATION_CLASS_UID);
    answer.setImplVersionName(FileMeta.IMPLEMENTATION_VERSION_NAME);
    // The toolkit's idle timer rests while an object comes in; a sender that stalls then holds us.
    association.getSocket().setSoTimeout(Math.toIntExact(settings.idleTimeout().toMillis()));
    return answer;
  }

  /** A connection that never became an association has no application entity to tell. */
  @Override
  protected void onClose(Association association) {
    if (association.getApplicationEntity() != null) {
      super.onClose(association);
    }
  }
}
